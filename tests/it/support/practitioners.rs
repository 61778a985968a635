//! Practitioners of registered agencies, with sessions: written into the database, for what begins after
//! signing in.

use candour::command::{SystemClock, SystemRandom};
use candour::crypto::context::SealContext;
use candour::crypto::secret::Secret;
use candour::crypto::token::Token;
use candour::domain::platform::id::Id;
use candour::domain::platform::quarter::Quarter;
use candour::domain::platform::time::Clock;

use super::blinding::Blinding;
use super::client::Visitor;
use super::database::Database;
use super::page::Page;

/// Where tokens are asked for and shown.
pub(crate) const HERE: &str = "/step/42";

/// A practitioner who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// What would name them or their agency if it were found.
    pub(crate) traces: Vec<String>,
    /// The value of their cookie.
    pub(crate) cookie: String,
}

/// So many practitioners of one new agency, each signed in once in this quarter.
pub(crate) fn practitioners(database: &Database, count: usize) -> Vec<SignedIn> {
    let (agency, name) = agency(database);
    (0..count).map(|_| practitioner(database, &agency, &name)).collect()
}

/// A new registered agency: its identifier and its name.
fn agency(database: &Database) -> (String, String) {
    let agency = id();
    let name = format!("Lantern House {}", &agency[..8]);
    let field = |name: &str, value: &str| format!("\"{name}\":[\"{value}\"]");
    let fields = [("name", name.as_str()), ("types", "DA-COM"), ("status", "registered"), ("tier", "A")];
    let record = format!("{{{}}}", fields.map(|(name, value)| field(name, value)).join(","));
    database.run(&format!(
        "INSERT INTO agency (id, name, sort, record, search, status, tier, isa, pathway, version) VALUES \
         ('{agency}', '{name}', '{name}', '{record}', '{name}', 'registered', 'A', 'none', FALSE, 1)"
    ));
    (agency, name)
}

/// Somebody who was invited and has not come yet.
pub(crate) struct Guest {
    /// What would name them or their agency if it were found.
    pub(crate) traces: Vec<String>,
    pub(crate) email: String,
    /// The path of their one-time link.
    pub(crate) link: String,
}

/// A new guest of a new agency, with a one-time link.
pub(crate) fn guest(database: &Database) -> Guest {
    let ((agency, agency_name), who, token) = (agency(database), id(), Token::random());
    let (name, email) = (format!("Femi {}", &who[..8]), format!("{}@harbour.example", &who[..8]));
    database.run(&format!(
        "INSERT INTO practitioner (id, agency_id, email, name, lead, standing, quarter, rations, surveyed) VALUES \
         ('{who}', '{agency}', '{email}', '{name}', FALSE, 'invited', '', 0, '')"
    ));
    database.run(&format!(
        "INSERT INTO practitioner_invitation (lookup, practitioner_id, expires_at, state, refused) VALUES \
         ('{}', '{who}', '2099-01-01 00:00:00', 'open', 0)",
        token.lookup()
    ));
    let link = format!("/step/48/{}", &*token.to_text());
    Guest { traces: vec![who, agency, name, email.clone(), agency_name], email, link }
}

fn practitioner(database: &Database, agency: &str, agency_name: &str) -> SignedIn {
    let (who, token) = (id(), Token::random());
    let (name, email) = (format!("Isla {}", &who[..8]), format!("{}@harbour.example", &who[..8]));
    let (quarter, lookup) = (Quarter::of(SystemClock.now().day()).code(), token.lookup());
    database.run(&format!(
        "INSERT INTO practitioner (id, agency_id, email, name, lead, standing, quarter, rations, surveyed) VALUES \
         ('{who}', '{agency}', '{email}', '{name}', FALSE, 'active', '{quarter}', 1, '')"
    ));
    session(database, &who, &lookup);
    let traces = vec![who, agency.to_owned(), name, email, agency_name.to_owned(), lookup];
    SignedIn { traces, cookie: token.to_text().to_string() }
}

/// Gives the session of a practitioner a key of their own, as signing in with a password does.
pub(crate) fn give_key(database: &Database, who: &SignedIn) {
    let token = Token::parse(&who.cookie).expect("a token");
    let lookup = token.lookup();
    let sealed = token
        .key()
        .seal(&SealContext::new("practitioner_session", &lookup, "key"), Secret::<32>::random().expose());
    database.set_bytes("practitioner_session", "sealed_key", &format!("lookup = '{lookup}'"), &sealed);
}

fn session(database: &Database, who: &str, lookup: &str) {
    database.run(&format!(
        "INSERT INTO practitioner_session (lookup, practitioner_id, ration, expires_at, ends_at) VALUES \
         ('{lookup}', '{who}', TRUE, '2099-01-01 00:00:00', '2099-01-01 00:00:00')"
    ));
}

fn id() -> String {
    Id::<()>::random(&SystemRandom).to_string()
}

/// What the issuer saw of one issuance, and the tokens that came of it.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) request: Vec<u8>,
    pub(crate) answer: Vec<u8>,
    pub(crate) tokens: Vec<Bearer>,
    /// The form token for who is not signed in.
    pub(crate) open: String,
}

/// A token, as whoever has it keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bearer {
    pub(crate) input: [u8; 32],
    pub(crate) output: [u8; 32],
}

impl Bearer {
    /// As a form carries it.
    pub(crate) fn text(&self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&[self.input, self.output].concat())
    }
}

/// Does what the script does while somebody is signed in: asks for five tokens.
pub(crate) async fn issue(visitor: &mut Visitor) -> Issued {
    let page = visitor.open(HERE).await;
    assert_eq!((page.status, page.url.path()), (200, HERE), "{}", page.describe());
    let told = |name: &str| page.attribute(".candour-anonymous", name).remove(0);
    let asked = Blinding::new(5);
    let answer = ask(visitor, (&told("data-token"), &told("data-key")), &asked.request).await;
    assert_eq!((answer.status, answer.body.len()), (200, 2 + 5 * 33 + 64), "{}", answer.describe());
    let tokens = asked.finish(&answer.body, &told("data-key")).expect("a proof that fits the key");
    let tokens = tokens.into_iter().map(|(input, output)| Bearer { input, output }).collect();
    Issued { request: asked.request, answer: answer.body, tokens, open: told("data-open") }
}

/// Posts a request for tokens, with a form token and the key that the page was drawn with.
pub(crate) async fn ask(visitor: &mut Visitor, (token, key): (&str, &str), request: &[u8]) -> Page {
    let request = data_encoding::BASE64URL_NOPAD.encode(request);
    visitor.post(&format!("{HERE}/tokens"), &[("token", token), ("key", key), ("request", &request)]).await
}

/// Signs out: no cookie is left but that of the sign-in page, which is sent nowhere else.
pub(crate) async fn sign_out(visitor: &mut Visitor) {
    let home = visitor.get("/step/31").await;
    let answer = visitor.submit_to(&home, "/step/45", &[]).await;
    assert!(visitor.cookies.keys().all(|name| name == "pd"), "{}", answer.describe());
    assert_eq!(visitor.get(HERE).await.status, 303, "signed out");
}

/// Shows a token: on success the visitor has a draft that holds it.
pub(crate) async fn show(visitor: &mut Visitor, open: &str, token: &Bearer) -> u16 {
    visitor.post(HERE, &[("token", open), ("bearer", &token.text())]).await.status
}

/// A visitor who is this practitioner.
pub(crate) fn visitor(base: &str, who: &SignedIn) -> Visitor {
    let mut visitor = Visitor::new(base);
    visitor.cookies.insert("p".into(), who.cookie.clone());
    visitor
}
