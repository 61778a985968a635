//! What staff do, and the reporter who comes back: over a register of 100,000 cases.

use candour::crypto::kdf::Memory;
use candour::crypto::phrase::Phrase;
use candour::crypto::totp::TotpSecret;
use candour::store::StoreError;
use candour::store::casework::case;
use candour::store::report::concern;
use candour::view::component::token::TOKEN;

use crate::app::Inside;
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::process::Server;
use crate::report::Report;
use crate::{inbox, register};

const PASSWORD: &str = "thimble orchard gravel window";
/// How many mailboxes and cases are opened.
const OPENED: usize = 100;

/// Who signs in: the addresses that the links of `candour init` belong to, in their order.
const ACCOUNTS: [&str; 5] = [
    "i.vale@psd.example",
    "r.calder@otherforce.example",
    "n.aspinall@psd.example",
    "l.firth@policingbody.example",
    "j.harker@it.example",
];

/// Measures signing in, opening mailboxes and cases, and the inbox.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    eprintln!("filling the register");
    register::fill(&inside);
    deployment.settle();
    let phrases = inside.mailboxes(OPENED);
    let title = format!("Staff, and the reporter who comes back, over 100,000 cases, {}", deployment.name());
    let secrets: Vec<TotpSecret> =
        deployment.links.iter().map(|link| enrol(&server, &inside, link)).collect();
    let accounts: Vec<_> = ACCOUNTS.iter().zip(&secrets).collect();
    let sign_in = |client: &mut Client, (email, secret): &(&&str, &TotpSecret)| {
        signed_in(client, &inside, email, &secret.code(inside.app.now()));
    };
    let figures = Figures::of(deployment, &server, 1, &accounts, sign_in);
    report.figures(&title, "sign-in", 1, &figures);
    let look_up = |client: &mut Client, phrase: &String| reply(client, &inside, phrase);
    for clients in [1, 8] {
        let figures = Figures::of(deployment, &server, clients, &phrases, look_up);
        report.figures(&title, "phrase look-up", clients, &figures);
    }
    let mut manager = server.client();
    let next = inside.app.now().plus_seconds(30);
    let (email, secret) = accounts.first().expect("the manager");
    signed_in(&mut manager, &inside, email, &secret.code(next));
    inbox::measure(deployment, &server, &manager.cookie, report);
    let cases: Vec<String> = phrases.iter().map(|phrase| case_of(&inside, phrase)).collect();
    let cookie = |client: &mut Client| manager.cookie.clone_into(&mut client.cookie);
    let open = |client: &mut Client, case: &String| {
        cookie(client);
        opened(client, &inside, case);
    };
    report.figures(
        &title,
        "case: question, answer, content",
        1,
        &Figures::of(deployment, &server, 1, &cases, open),
    );
    let see = |client: &mut Client, case: &String| {
        cookie(client);
        client.get(&format!("/staff/cases/{case}")).expect(200);
    };
    report.figures(&title, "case: content again", 1, &Figures::of(deployment, &server, 1, &cases, see));
    report.figures(&title, "case: content again", 8, &Figures::of(deployment, &server, 8, &cases, see));
}

/// Sets an account up. The code is the one of half a minute ago, so that the present one is good for signing
/// in.
pub(crate) fn enrol(server: &Server, inside: &Inside, link: &str) -> TotpSecret {
    let (mut client, secret, path) = (server.client(), TotpSecret::random(), format!("/staff/enrol/{link}"));
    client.get(&path).expect(200);
    let (typed, code) = (PASSWORD.replace(' ', "+"), secret.code(inside.app.now().plus_seconds(-30)));
    let secret_text = secret.to_text();
    let form = format!(
        "{TOKEN}={}&password={typed}&again={typed}&secret={secret_text}&code={code}",
        inside.first_token()
    );
    client.post(&path, &form).expect(303);
    secret
}

pub(crate) fn signed_in(client: &mut Client, inside: &Inside, email: &str, code: &str) {
    client.cookie.clear();
    let (typed, email) = (PASSWORD.replace(' ', "+"), email.replace('@', "%40"));
    let form = format!("{TOKEN}={}&email={email}&password={typed}&code={code}", inside.first_token());
    client.post("/staff/sign-in", &form).expect(303);
    assert!(!client.cookie.is_empty());
}

/// The code of this moment.
pub(crate) fn code(inside: &Inside, secret: &TotpSecret) -> String {
    secret.code(inside.app.now())
}

fn reply(client: &mut Client, inside: &Inside, phrase: &str) {
    client.cookie.clear();
    let form = format!("{TOKEN}={}&phrase={}", inside.first_token(), phrase.replace(' ', "+"));
    assert_eq!(client.post("/reply", &form).expect(303).location, "/thread");
}

fn opened(client: &mut Client, inside: &Inside, case: &str) {
    let gate = format!("/staff/cases/{case}/open");
    client.get(&gate).expect(200);
    let form = format!("{TOKEN}={}&knows=no&reason={}", inside.token(&client.cookie), reason());
    let content = client.post(&gate, &form).expect(303).location;
    client.get(&content).expect(200);
}

fn reason() -> &'static str {
    candour::domain::platform::audit::REASONS.first().expect("a reason").code
}

/// The case that a phrase's mailbox belongs to.
fn case_of(inside: &Inside, words: &str) -> String {
    let keys = Phrase::from_sealed(words).keys(&inside.key.pepper(), &mut Memory::default());
    let lookup = data_encoding::HEXLOWER.encode(&keys.lookup);
    let find = move |snapshot: &mut candour::store::Snapshot<'_>| {
        let id = concern::find_mailbox(snapshot, &lookup)?.expect("a mailbox");
        Ok::<_, StoreError>(case::of_concern(snapshot, id)?.id().to_string())
    };
    inside.runtime.block_on(inside.app.store.read(find)).expect("read the case")
}
