//! People who sign in in the practitioners' area, and their two ways in: a passkey, and a password with a
//! code.

use std::ops::Range;
use std::sync::Mutex;

use candour::crypto::content::ContentKey;
use candour::crypto::context::SealContext;
use candour::crypto::passkey::{Owner, RelyingParty, key};
use candour::crypto::password::stretch;
use candour::crypto::secret::Secret;
use candour::crypto::totp::TotpSecret;
use candour::domain::identity::passkey::{Holder, Passkey};
use candour::domain::identity::practitioner::Practitioner;
use candour::domain::platform::id::Id;
use candour::store::identity::lock::Lock;
use candour::store::identity::passkey::{Stored, insert};
use candour::store::identity::practitioner::key as keys;
use candour::store::{StoreError, Tx};
use candour::view::component::token::TOKEN;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::app::Inside;
use crate::authenticator::Authenticator;
use crate::client::{Answer, Client};
use crate::deployment::Deployment;

/// Where the deployment's settings say that it is.
const ORIGIN: &str = "http://localhost:8080";
const PASSWORD: &str = "thimble orchard gravel window";

/// Somebody with both ways in.
pub(crate) struct Person {
    id: Id<Practitioner>,
    pub(crate) email: String,
    device: Mutex<Authenticator>,
    /// The device cookie of their browser, once they have signed in with the password.
    browser: Mutex<String>,
    secret: TotpSecret,
}

/// Signs in with the passkey.
pub(crate) fn passkey(client: &mut Client, inside: &Inside, person: &Person) {
    client.cookie.clear();
    let token = format!("{TOKEN}={}", inside.first_token());
    let asked = client.post("/step/30/1", &token).expect(200).body;
    let asked: Value = serde_json::from_slice(&asked).expect("a question");
    let mut device = person.device.lock().expect("a device");
    let answer = utf8_percent_encode(&device.get(&asked["options"]), NON_ALPHANUMERIC).to_string();
    let ceremony = asked["ceremony"].as_str().expect("a ceremony");
    let form = format!("{token}&ceremony={ceremony}&credential={answer}&given={}", device.prf());
    assert_eq!(client.post("/step/30/2", &form).expect(303).location, "/step/31");
}

/// Signs in with the password and a code. It counts once in half a minute.
pub(crate) fn password(client: &mut Client, inside: &Inside, person: &Person) {
    let code = person.secret.code(inside.app.now());
    assert_eq!(attempt(client, inside, (&person.email, PASSWORD, &code)).expect(303).location, "/step/31");
}

/// Signs in with the password and the next code, on a browser that was here before; the first time, it
/// becomes one.
pub(crate) fn known(client: &mut Client, inside: &Inside, person: &Person) {
    let mut browser = person.browser.lock().expect("a browser");
    // The code of the next half minute counts already.
    let later = if browser.is_empty() { 0 } else { 30 };
    let code = person.secret.code(inside.app.now().plus_seconds(later));
    client.cookie.clone_from(&browser);
    let answer = send(client, inside, (&person.email, PASSWORD, &code), "").expect(303);
    assert_eq!(answer.location, "/step/31");
    browser.clone_from(&answer.cookies[1]);
}

/// Signs in with the password and two codes, one after the other, on a new browser.
pub(crate) fn two_codes(client: &mut Client, inside: &Inside, person: &Person) {
    let code = |before: i64| person.secret.code(inside.app.now().plus_seconds(-before));
    let refused = attempt(client, inside, (&person.email, PASSWORD, &code(30))).expect(422).body;
    let page = String::from_utf8(refused).expect("a page");
    let note = page.split(r#"name="note" value=""#).nth(1).and_then(|rest| rest.split('"').next());
    let typed = (person.email.as_str(), PASSWORD, &*code(0));
    assert_eq!(send(client, inside, typed, note.expect("a note")).expect(303).location, "/step/31");
}

/// Tries this address, password and code, on a new browser.
pub(crate) fn attempt(client: &mut Client, inside: &Inside, typed: (&str, &str, &str)) -> Answer {
    client.cookie.clear();
    send(client, inside, typed, "")
}

fn send(client: &mut Client, inside: &Inside, typed: (&str, &str, &str), note: &str) -> Answer {
    let (email, password) = (typed.0.replace('@', "%40"), typed.1.replace(' ', "+"));
    let (token, code) = (inside.first_token(), typed.2);
    let form = format!("{TOKEN}={token}&email={email}&password={password}&code={code}&note={note}");
    client.post("/step/30", &form)
}

/// People with these numbers, of one agency.
pub(crate) fn people(deployment: &Deployment, inside: &Inside, numbers: Range<u8>) -> Vec<Person> {
    let agency = "00000000-0000-4000-8000-00000000b000";
    let record = r#"{"name":["Lantern"],"types":["DA-COM"],"status":["registered"],"tier":["A"]}"#;
    let mut statements = format!(
        "INSERT INTO agency (id, name, sort, record, search, status, tier, isa, pathway, version) VALUES \
         ('{agency}', 'Lantern', 'lantern', '{record}', 'lantern', 'registered', 'A', 'none', FALSE, 1) \
         ON CONFLICT DO NOTHING;"
    );
    let people: Vec<Person> = numbers
        .map(|number| Person {
            id: inside.app.id(),
            email: format!("{number}@lantern.example"),
            device: Mutex::new(Authenticator::new(ORIGIN, number)),
            browser: Mutex::default(),
            secret: TotpSecret::random(),
        })
        .collect();
    for Person { id, email, .. } in &people {
        statements += &format!(
            "INSERT INTO practitioner (id, agency_id, email, name, lead, standing, quarter, rations, surveyed) VALUES \
             ('{id}', '{agency}', '{email}', 'Isla', FALSE, 'active', '', 0, '');"
        );
    }
    deployment.run(&format!("BEGIN; {statements} COMMIT;"));
    let rows: Vec<(Stored, Lock<Practitioner>)> =
        people.iter().map(|person| equipped(inside, person)).collect();
    let write = move |tx: &mut Tx<'_>| {
        rows.iter().try_for_each(|(passkey, key)| insert(tx, passkey).and_then(|()| keys::insert(tx, key)))
    };
    inside.runtime.block_on(inside.app.store.write::<_, StoreError, _>(write)).expect("write the accounts");
    people
}

fn equipped(inside: &Inside, person: &Person) -> (Stored, Lock<Practitioner>) {
    let site = RelyingParty::new(ORIGIN, "Candour").expect("a site");
    let account = person.id.to_string();
    let owner = Owner { account: account.clone(), address: person.email.clone(), name: "Isla".into() };
    let begun = site.begin_making(&owner, &[]).expect("a question");
    let mut device = person.device.lock().expect("a device");
    let credential = site.finish_making(&begun.state, &device.make(&begun.options)).expect("a passkey");
    let own = Secret::<32>::random();
    let given = Secret::from_text(&device.prf()).expect("a secret");
    let id = credential.id();
    let sealed = key(&given).seal(&SealContext::new("passkey", &id, "key"), own.expose());
    let passkey = Passkey { id, label: "Phone".into(), added: inside.app.now().day(), opens: true };
    let holder = Holder::Practitioner(person.id);
    let stored = Stored { passkey, holder, credential: credential.to_text(), sealed_key: Some(sealed) };
    (stored, with_password(inside, person, &account, &own))
}

fn with_password(inside: &Inside, person: &Person, account: &str, own: &Secret<32>) -> Lock<Practitioner> {
    let salt = [7; 16];
    let stretched = stretch(PASSWORD, &salt);
    let guard = ContentKey::new(stretched.key);
    let place = |column| SealContext::new("practitioner_key", account, column);
    Lock {
        owner: person.id,
        salt: salt.to_vec(),
        verifier: stretched.verifier.to_vec(),
        sealed_key: guard.seal(&place("key"), own.expose()),
        sealed_totp: guard.seal(&place("totp"), person.secret.secret().expose()),
        totp_step: 0,
        server_totp: Some(
            inside.key.factor_key().seal(&place("server_totp"), person.secret.secret().expose()),
        ),
    }
}
