//! The use cases without the web, on a clock that the test moves: for what takes hours.

use std::path::Path;
use std::sync::Arc;

use candour::blob::Blobs;
use candour::command::SystemRandom;
use candour::crypto::server_key::ServerKey;
use candour::domain::identity::desk::{Desk, DeskKind};
use candour::domain::platform::id::Id;
use candour::domain::platform::outbox::{Addressee, Notice};
use candour::domain::platform::time::{Clock, FixedClock, Timestamp};
use candour::mail::{MailSettings, Mailer, Security, SmtpSettings, Transport};
use candour::service::App;
use candour::service::app::Rules;
use candour::service::identity::setup::{NewDesk, Plan, set_up};
use candour::store::identity::desk;
use candour::store::platform::outbox::{QueuedEmail, enqueue};
use candour::store::{Address, Store, StoreError, StoreSettings, migrate};
use tempfile::TempDir;

use super::database::{Database, Engine};
use super::deployment::TRIAGE_MAIL;
use super::smtp::Smtp;

/// An application with one desk, and the clock that it goes by.
pub(crate) struct Built {
    pub(crate) app: App,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) database: Database,
    address: Address,
    folder: TempDir,
    key: ServerKey,
    desk: Id<Desk>,
}

impl Built {
    /// A new one on this engine.
    pub(crate) async fn new(engine: Engine) -> Self {
        let folder = super::folder("house");
        let database = Database::empty(engine, folder.path());
        let address = database.address();
        migrate(&address).expect("migrate");
        let key = ServerKey::random();
        let clock = Arc::new(FixedClock::new(Timestamp::from_micros(1_800_000_000_000_000)));
        let app = app(&address, &folder, &key, Arc::clone(&clock));
        let force = "west-yorkshire".to_owned();
        let triage = NewDesk {
            kind: DeskKind::Triage,
            name: "Triage desk".into(),
            email: TRIAGE_MAIL.into(),
            forces: vec![force.clone()],
            members: Vec::new(),
        };
        let plan = Plan { forces: vec![force], desks: vec![triage], ..Plan::default() };
        set_up(&app, &plan).await.expect("set up");
        let desks = app.store.read(desk::all).await.expect("the desks");
        Self { app, clock, database, address, folder, key, desk: desks[0].id }
    }

    /// A second node on the same database and files.
    pub(crate) fn second_node(&self) -> App {
        app(&self.address, &self.folder, &self.key, Arc::clone(&self.clock))
    }

    /// Puts a letter to the desk into the outbox, due now.
    pub(crate) async fn post_letter(&self) -> QueuedEmail {
        let due = self.clock.now();
        let letter = QueuedEmail {
            id: self.app.id(),
            notice: Notice::ConcernWaiting,
            to: Addressee::Desk(self.desk),
            copy: None,
            first_due: due,
            due,
            attempts: 0,
            reason: String::new(),
        };
        let row = letter.clone();
        self.app.store.write::<_, StoreError, _>(move |tx| enqueue(tx, &row)).await.expect("enqueue");
        letter
    }
}

fn app(address: &Address, folder: &TempDir, key: &ServerKey, clock: Arc<FixedClock>) -> App {
    let random = Arc::new(SystemRandom);
    let settings = StoreSettings { address: address.clone(), connections: 4, waiting: 256 };
    let store = Store::open(&settings, clock.clone(), random.clone()).expect("open the store");
    let blobs = Blobs::local(&folder.path().join("files")).expect("open the files");
    let rules = Rules {
        visit_idle: 1_800,
        staff_idle: 900,
        delay_least: 120,
        delay_most: 900,
        passwords: 2,
        phrases: 4,
        fewest_practitioners: 20,
    };
    App::new(store, blobs, clock, random, (rules, key))
}

/// A mailer that sends to this server.
pub(crate) fn mailer(smtp: &Smtp) -> Mailer {
    let server = SmtpSettings {
        host: "localhost".into(),
        port: smtp.starttls,
        security: Security::StartTls,
        user: Some(Smtp::USER.into()),
        password: Some(Smtp::PASSWORD.to_owned().into()),
        extra_root: Some(smtp.authority.clone()),
    };
    mailer_by(Transport::Smtp(server))
}

/// A mailer that writes letters as files into this folder.
pub(crate) fn folder_mailer(folder: &Path) -> Mailer {
    mailer_by(Transport::Folder(folder.to_owned()))
}

fn mailer_by(transport: Transport) -> Mailer {
    let settings = MailSettings {
        transport,
        from: "no-reply@candour.example".parse().expect("an address"),
        site_name: "Candour".into(),
        staff_url: "https://staff.candour.example/staff".into(),
        public_origin: "https://candour.example".into(),
    };
    Mailer::new(settings).expect("a mailer")
}

/// The settings of a deployment that sends to this server, at once.
pub(crate) fn mail_settings(smtp: &Smtp) -> Vec<(String, String)> {
    let setting = |name: &str, value: &str| (format!("CANDOUR__MAIL__{name}"), value.to_owned());
    vec![
        setting("SECURITY", "starttls"),
        setting("HOST", "localhost"),
        setting("PORT", &smtp.starttls.to_string()),
        setting("USER", Smtp::USER),
        setting("PASSWORD", Smtp::PASSWORD),
        setting("FROM", "no-reply@candour.example"),
        setting("EXTRA_ROOT", smtp.authority.to_str().expect("a path in UTF-8")),
        setting("DELAY_MIN_SECONDS", "0"),
        setting("DELAY_MAX_SECONDS", "0"),
    ]
}
