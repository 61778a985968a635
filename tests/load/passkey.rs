//! Signing in at the agencies' own door: with a passkey, and with a password and a code.

use std::sync::Mutex;

use candour::crypto::content::ContentKey;
use candour::crypto::passkey::{Owner, RelyingParty, key};
use candour::crypto::password::stretch;
use candour::crypto::place::Place;
use candour::crypto::secret::Secret;
use candour::crypto::totp::TotpSecret;
use candour::domain::id::Id;
use candour::domain::passkey::{Holder, Passkey};
use candour::domain::practitioner::Practitioner;
use candour::store::passkey::{Stored, insert};
use candour::store::practitioner::key::{self as keys, PractitionerKey};
use candour::store::{StoreError, Tx};
use candour::view::component::token::TOKEN;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::house::Inside;
use crate::report::Report;

/// Where the deployment's settings say that it is.
const ORIGIN: &str = "http://localhost:8080";
/// How many people sign in at each number of clients. A password counts once in half a minute, so each is another.
const COUNT: usize = 40;
/// How many at once.
const CLIENTS: [usize; 2] = [1, 8];
const PASSWORD: &str = "thimble orchard gravel window";

/// Somebody with both ways in.
struct Person {
    id: Id<Practitioner>,
    email: String,
    device: Mutex<Authenticator>,
    secret: TotpSecret,
}

/// Measures both.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let people = people(deployment, &inside);
    let title = format!("Signing in at the agencies’ own door, {}", deployment.name());
    for clients in CLIENTS {
        let by_passkey = |client: &mut Client, person: &Person| passkey(client, &inside, person);
        let figures = Figures::of(deployment, &server, clients, &people, by_passkey);
        report.figures(&title, "passkey: question, answer", clients, &figures);
    }
    for (clients, people) in CLIENTS.into_iter().zip(people.chunks(COUNT / CLIENTS.len())) {
        let by_password = |client: &mut Client, person: &Person| password(client, &inside, person);
        let figures = Figures::of(deployment, &server, clients, people, by_password);
        report.figures(&title, "password and code", clients, &figures);
    }
}

fn passkey(client: &mut Client, inside: &Inside, person: &Person) {
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

fn password(client: &mut Client, inside: &Inside, person: &Person) {
    client.cookie.clear();
    let (typed, email) = (PASSWORD.replace(' ', "+"), person.email.replace('@', "%40"));
    let code = person.secret.code(inside.house.now());
    let form = format!("{TOKEN}={}&email={email}&password={typed}&code={code}", inside.first_token());
    assert_eq!(client.post("/step/30", &form).expect(303).location, "/step/31");
}

fn people(deployment: &Deployment, inside: &Inside) -> Vec<Person> {
    let agency = "00000000-0000-4000-8000-00000000b000";
    let record = r#"{"name":["Lantern"],"types":["DA-COM"],"status":["registered"],"tier":["A"]}"#;
    let mut statements = format!(
        "INSERT INTO agency (id, name, sort, record, search, status, tier, isa, pathway, version) VALUES \
         ('{agency}', 'Lantern', 'lantern', '{record}', 'lantern', 'registered', 'A', 'none', FALSE, 1);"
    );
    let people: Vec<Person> = (0..COUNT)
        .map(|number| Person {
            id: inside.house.id(),
            email: format!("{number}@lantern.example"),
            device: Mutex::new(Authenticator::new(ORIGIN, u8::try_from(number).expect("few people"))),
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
    let rows: Vec<(Stored, PractitionerKey)> = people.iter().map(|person| equipped(inside, person)).collect();
    let write = move |tx: &mut Tx<'_>| {
        rows.iter().try_for_each(|(passkey, key)| insert(tx, passkey).and_then(|()| keys::insert(tx, key)))
    };
    inside.runtime.block_on(inside.house.store.write::<_, StoreError, _>(write)).expect("write the accounts");
    people
}

fn equipped(inside: &Inside, person: &Person) -> (Stored, PractitionerKey) {
    let site = RelyingParty::new(ORIGIN, "Candour").expect("a site");
    let account = person.id.to_string();
    let owner = Owner { account: account.clone(), address: person.email.clone(), name: "Isla".into() };
    let begun = site.begin_making(&owner, &[]).expect("a question");
    let mut device = person.device.lock().expect("a device");
    let credential = site.finish_making(&begun.state, &device.make(&begun.options)).expect("a passkey");
    let own = Secret::<32>::random();
    let given = Secret::from_text(&device.prf()).expect("a secret");
    let id = credential.id();
    let sealed = key(&given).seal(&Place::new("passkey", &id, "key"), own.expose());
    let passkey = Passkey { id, label: "Phone".into(), added: inside.house.now().day(), opens: true };
    let holder = Holder::Practitioner(person.id);
    let stored = Stored { passkey, holder, credential: credential.to_text(), sealed_key: Some(sealed) };
    (stored, with_password(person, &account, &own))
}

fn with_password(person: &Person, account: &str, own: &Secret<32>) -> PractitionerKey {
    let salt = [7; 16];
    let stretched = stretch(PASSWORD, &salt);
    let guard = ContentKey::new(stretched.key);
    let place = |column| Place::new("practitioner_key", account, column);
    PractitionerKey {
        practitioner: person.id,
        salt: salt.to_vec(),
        verifier: stretched.verifier.to_vec(),
        sealed_key: guard.seal(&place("key"), own.expose()),
        sealed_totp: guard.seal(&place("totp"), person.secret.secret().expose()),
        totp_step: 0,
    }
}
