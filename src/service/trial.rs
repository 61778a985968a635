//! For the tests: an application on an empty embedded database, a clock that the test moves, and people who
//! are signed in.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::new_without_default,
    reason = "a test that cannot be set up stops"
)]

use std::sync::Arc;

use tempfile::TempDir;

use blob::Blobs;
use crypto::keypair::PrivateKey;
use crypto::secret::Secret;
use crypto::server_key::ServerKey;
use domain::form::record::Record;
use domain::identity::role::Role;
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::platform::time::{FixedClock, Timestamp};
use domain::register::agency::Agency;
use domain::register::contact::Contact;
use domain::register::material::{Edition, Material};
use store::identity::session::{Session, Sessions};
use store::identity::{register_access, staff};
use store::platform::force;
use store::{Address, Store, StoreError, StoreSettings, Tx};

use crate::App;
use crate::app::Rules;
use crate::identity::session::Signed;
use crate::register::entry;

struct Drawn;

impl Random for Drawn {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            chunk.copy_from_slice(&Secret::<32>::random().expose()[..chunk.len()]);
        }
    }
}

/// An application, the clock that it goes by, and the folder that it stands in.
pub struct Trial {
    /// The application.
    pub app: App,
    /// The clock that the test moves.
    pub clock: Arc<FixedClock>,
    /// The folder; it goes with the trial.
    pub folder: TempDir,
}

impl Trial {
    /// A new one, at eight in the morning of Friday, 15 January 2027.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Sqlite(folder.path().join("candour.db"));
        let clock = Arc::new(FixedClock::new(Timestamp::from_micros(1_800_000_000_000_000)));
        let store = Store::open(
            &StoreSettings { address, connections: 2, waiting: 64 },
            clock.clone(),
            Arc::new(Drawn),
        )
        .unwrap();
        let blobs = Blobs::local(&folder.path().join("files")).unwrap();
        let rules = Rules {
            visit_idle: 1_800,
            staff_idle: 900,
            delay_least: 120,
            delay_most: 900,
            passwords: 1,
            phrases: 1,
            fewest_practitioners: 20,
        };
        let app = App::new(store, blobs, clock.clone(), Arc::new(Drawn), (rules, &ServerKey::random()));
        Self { app, clock, folder }
    }

    /// Somebody of this role, signed in.
    pub async fn person(&self, name: &str, role: Role) -> Signed {
        let id = self.app.id();
        let email = format!("{}@psd.example", name.to_lowercase());
        let person = Staff { id, email, name: name.to_owned(), role, standing: Standing::Active };
        let far = self.app.now().plus_seconds(3_650 * 86_400);
        let session = Session {
            lookup: name.to_owned(),
            owner: id,
            sealed_key: Some(Vec::new()),
            ration: (),
            expires: far,
            ends: far,
        };
        let write = move |tx: &mut Tx<'_>| {
            staff::insert(tx, &person)?;
            let forces = force::all(tx)?;
            forces.iter().take(1).try_for_each(|one| register_access::set(tx, person.id, &one.code, true))?;
            Staff::insert_session(tx, &session)
        };
        self.app.store.write::<_, StoreError, _>(write).await.unwrap();
        let actor =
            Actor { id, name: name.to_owned(), role, desks: Vec::new(), register: vec!["any".to_owned()] };
        Signed { actor, session: name.to_owned(), private: PrivateKey::random() }
    }

    /// An agency on the register, with what is said of it beside its name.
    pub async fn agency(&self, signed: &Signed, name: &str, more: &[(&str, &str)]) -> Id<Agency> {
        let mut typed =
            pairs(&[("name", name), ("types", "DA-COM"), ("status", "registered"), ("tier", "A")]);
        typed.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        typed.extend(pairs(more));
        let begun = Agency::new(self.app.id(), Record::default());
        entry::add(&self.app, signed, begun, &typed).await.unwrap()
    }

    /// Somebody in an agency.
    pub async fn contact(&self, signed: &Signed, agency: Id<Agency>, name: &str) -> Id<Contact> {
        let begun = Contact { id: self.app.id(), agency, record: Record::default(), version: 0 };
        entry::add(&self.app, signed, begun, &pairs(&[("name", name)])).await.unwrap()
    }

    /// A leaflet that can be handed out.
    pub async fn leaflet(&self, signed: &Signed, title: &str) -> Id<Edition> {
        let material = Material { id: self.app.id(), record: Record::default(), version: 0 };
        let typed = pairs(&[("name", title), ("form", "leaflet")]);
        let material = entry::add(&self.app, signed, material, &typed).await.unwrap();
        let edition = Edition { id: self.app.id(), material, record: Record::default(), version: 0 };
        let typed = pairs(&[("label", "2"), ("language", "eng")]);
        entry::add(&self.app, signed, edition, &typed).await.unwrap()
    }
}

/// What a form would send.
pub fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
