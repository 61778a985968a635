//! Can issuing be told from redeeming? The issuer's full view (who asked, in which session, the blinded
//! elements, the answers, the rows) is held against the redeemer's (tokens, rows, cookies), for every pair.
//!
//! What has to be shown is that every redemption fits every issuance. A blinded element is the input's point
//! times a random number: `B = b·H(input)`, and its answer is `E = k·B`; a token's output comes from
//! `k·H(input)`. In a group of prime order every point but the neutral one is a multiple of every other. So
//! for *any* `B` that was answered with `k·B`, and *any* token whose output comes from `k·H(input)`, there is
//! exactly one `b` that makes this token come from that request, and all `b` are drawn with equal chance.
//! What could break it is a key that differs from person to person, a neutral element, or bytes that both
//! views hold. These are what is looked for.

use std::collections::{BTreeMap, BTreeSet};

use candour::crypto::oprf::{BearerToken, Issuer};
use candour::crypto::secret::Secret;
use candour::crypto::server_key::ServerKey;
use p256::elliptic_curve::PrimeField;
use p256::elliptic_curve::sec1::{FromEncodedPoint, ToEncodedPoint};
use p256::{AffinePoint, EncodedPoint, NistP256, ProjectivePoint, Scalar};
use voprf::VoprfServer;

use super::{STORY, file};
use crate::support::database::Engine;
use crate::support::deployment::Deployment;
use crate::support::practitioners::{
    Bearer, Issued, SignedIn, issue, practitioners, show, sign_out, visitor,
};

/// How many people ask for tokens, and use one.
const PEOPLE: usize = 20;
/// So many bytes in a row two views have in common by chance once in some hundred thousand such tests: less
/// would find identifiers that look a little alike.
const WINDOW: usize = 12;

/// All that one redemption leaves with the server.
struct Redeemed {
    token: Bearer,
    cookie: String,
    /// The rows of the concern, its case and its spent token, as text.
    rows: Vec<String>,
}

#[tokio::test]
async fn every_redemption_fits_every_issuance() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let deployment = Deployment::new(engine).await;
        let people = practitioners(&deployment.database, PEOPLE);
        let mut issued = Vec::new();
        for person in &people {
            let mut visitor = visitor(deployment.base(), person);
            issued.push(issue(&mut visitor).await);
            sign_out(&mut visitor).await;
        }
        let mut redeemed = Vec::new();
        for one in &issued {
            redeemed.push(redeem(&deployment, one).await);
        }
        let server = server(&deployment);
        answers_come_from_one_key(&server, &issued);
        let tokens: Vec<Bearer> = issued.iter().flat_map(|one| one.tokens.clone()).collect();
        tokens_come_from_the_same(&server, &tokens);
        nothing_in_common(&people, &issued, &redeemed);
        guessing_is_no_better_than_chance(&issued, &redeemed);
    }
}

async fn redeem(deployment: &Deployment, issued: &Issued) -> Redeemed {
    let (mut visitor, token) = (deployment.visitor(), issued.tokens[2]);
    assert_eq!(show(&mut visitor, &issued.open, &token).await, 204);
    let cookie = visitor.cookies["v"].clone();
    let before: BTreeSet<String> = rows(deployment).into_iter().collect();
    file(visitor, &STORY, &[]).await;
    let rows = rows(deployment).into_iter().filter(|row| !before.contains(row)).collect();
    Redeemed { token, cookie, rows }
}

/// What stands in clear of everything that was filed.
fn rows(deployment: &Deployment) -> Vec<String> {
    let columns = "digest || ' ' || quarter";
    let tokens = deployment.database.lines(&format!("SELECT {columns} AS line FROM spent_token"));
    let columns = "concern.id || ' ' || case_record.id || ' ' || reference || ' ' || sender || ' ' || status";
    let join = "concern JOIN case_record ON concern.id = concern_id";
    let cases = deployment.database.lines(&format!("SELECT {columns} AS line FROM {join}"));
    tokens.into_iter().chain(cases).collect()
}

/// The private key, as whoever runs the server has it: from the key file and the database.
struct Server {
    seed: Secret<32>,
    key: Scalar,
}

fn server(deployment: &Deployment) -> Server {
    let text =
        std::fs::read_to_string(deployment.server().folder().join("data/server.key")).expect("the key file");
    let quarter = deployment.database.line("SELECT quarter AS line FROM issuer_key");
    let sealed = deployment.database.bytes("issuer_key", "sealed", "quarter <> ''");
    let place = candour::crypto::context::SealContext::new("issuer_key", &quarter, "sealed");
    let seed = ServerKey::parse(&text).expect("a key").issuer_key().open(&place, &sealed).expect("the seed");
    let seed = Secret::from_slice(&seed).expect("32 bytes");
    let own =
        VoprfServer::<NistP256>::new_from_seed(seed.expose(), b"candour practitioner token").expect("a key");
    let key: [u8; 32] = own.serialize()[..32].try_into().expect("32 bytes");
    let key: Option<Scalar> = Scalar::from_repr(key.into()).into();
    Server { seed, key: key.expect("a number below the order") }
}

fn points(bytes: &[u8]) -> Vec<ProjectivePoint> {
    let point = |bytes: &[u8]| {
        let encoded = EncodedPoint::from_bytes(bytes).expect("an encoded point");
        let point: Option<AffinePoint> = AffinePoint::from_encoded_point(&encoded).into();
        ProjectivePoint::from(point.expect("a point of the curve"))
    };
    bytes.chunks(33).map(point).collect()
}

/// Every answer is the one key's, and no blinded element is neutral: any input fits any of them.
fn answers_come_from_one_key(server: &Server, issued: &[Issued]) {
    let mut seen = BTreeSet::new();
    for one in issued {
        let (blinded, evaluated) = (points(&one.request[2..]), points(&one.answer[2..2 + 5 * 33]));
        assert_eq!((blinded.len(), evaluated.len()), (5, 5));
        for (blinded, evaluated) in blinded.iter().zip(&evaluated) {
            assert_ne!(*blinded, ProjectivePoint::IDENTITY);
            assert_eq!(*blinded * server.key, *evaluated, "a key of one's own");
            assert!(seen.insert(blinded.to_encoded_point(true).as_bytes().to_vec()), "a blinding came twice");
        }
    }
    assert_eq!(seen.len(), issued.len() * 5);
}

/// Every token is good under the same key: who tries all pairs cannot rule one out.
fn tokens_come_from_the_same(server: &Server, tokens: &[Bearer]) {
    let issuer = Issuer::from_seed(&server.seed).expect("an issuer");
    assert!(tokens.iter().all(|token| issuer.issued(&BearerToken::new(token.input, token.output))));
    // With a key for each person it would be otherwise: then a token is good under its owner's alone.
    let marked = Issuer::from_seed(&Secret::random()).expect("an issuer");
    assert!(!tokens.iter().any(|token| marked.issued(&BearerToken::new(token.input, token.output))));
}

/// What the issuer saw of a person: everything that was sent, and their rows.
fn view(person: &SignedIn, issued: &Issued) -> Vec<u8> {
    let traces = person.traces.join("\0").into_bytes();
    [traces, person.cookie.clone().into_bytes(), issued.request.clone(), issued.answer.clone()].concat()
}

fn told(redeemed: &Redeemed) -> Vec<u8> {
    let rows = redeemed.rows.join("\0").into_bytes();
    let text = redeemed.token.text().into_bytes();
    [
        redeemed.token.input.to_vec(),
        redeemed.token.output.to_vec(),
        text,
        redeemed.cookie.clone().into_bytes(),
        rows,
    ]
    .concat()
}

fn windows(bytes: &[u8]) -> BTreeSet<&[u8]> {
    bytes.windows(WINDOW).collect()
}

/// No run of bytes stands in both views of any pair, whoever's they are.
fn nothing_in_common(people: &[SignedIn], issued: &[Issued], redeemed: &[Redeemed]) {
    let views: Vec<Vec<u8>> = people.iter().zip(issued).map(|(person, one)| view(person, one)).collect();
    for redeemed in redeemed {
        let told = told(redeemed);
        let told = windows(&told);
        for (person, view) in people.iter().zip(&views) {
            let common: Vec<_> =
                windows(view).intersection(&told).map(|bytes| bytes.escape_ascii().to_string()).collect();
            assert!(common.is_empty(), "{}: {common:?}", person.traces[2]);
        }
    }
    // The search sees what there is to see: a token beside its own input.
    let planted = told(&redeemed[0]);
    assert!(windows(&planted).contains(&redeemed[0].token.input[3..3 + WINDOW]));
}

/// Somebody who matches views by how alike their bytes are is right no more often than by luck.
fn guessing_is_no_better_than_chance(issued: &[Issued], redeemed: &[Redeemed]) {
    let mut hits = BTreeMap::new();
    for (at, one) in redeemed.iter().enumerate() {
        for (name, half) in [("input", one.token.input), ("output", one.token.output)] {
            for (place, what) in [("blinded", false), ("evaluated", true)] {
                let likeness = |issued: &Issued| {
                    let bytes = if what { &issued.answer } else { &issued.request };
                    let elements = bytes[2..2 + 5 * 33].chunks(33).map(|element| alike(&element[1..], &half));
                    elements.max().expect("five elements")
                };
                let best =
                    issued.iter().enumerate().max_by_key(|(_, issued)| likeness(issued)).expect("someone").0;
                *hits.entry((name, place)).or_insert(0_usize) += usize::from(best == at);
            }
        }
    }
    // Of twenty one is right by luck; nine or more would be chance once in ten million.
    assert!(hits.values().all(|hits| *hits < 9), "{hits:?}");
    println!("matched by likeness, of {PEOPLE}: {hits:?}");
}

/// How many bits two numbers have in common.
fn alike(one: &[u8], other: &[u8; 32]) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_zeros()).sum()
}
