//! Furnished premises: the demonstration's invented people and concerns, made once and copied for each test.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread;

use candour::blob::Blobs;
use candour::command::listen::{Pages, listeners, pace};
use candour::command::{SystemClock, SystemRandom};
use candour::config::Settings;
use candour::crypto::server_key::ServerKey;
use candour::demo::{self, Account, Demo};
use candour::domain::identity::staff::Staff;
use candour::domain::platform::time::{Clock, FixedClock, Timestamp};
use candour::service::App;
use candour::service::app::Rules;
use candour::service::identity::session::Signed;
use candour::service::identity::sign_in;
use candour::service::identity::throttle::{Attempt, SignIn};
use candour::store::identity::staff;
use candour::store::register::digest;
use candour::store::{Store, StoreError, StoreSettings, Tx, migrate};
use candour::view::page::Site;
use candour::web::health::Readiness;
use candour::web::passkey_site::Sites;
use candour::web::route;
use candour::web::server::Server;
use candour::web::state::{Machine, WebState, shared};
use candour::worker::batch;
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::client::Visitor;
use super::database::{Database, Engine};
use super::page::Page;
use super::postgres::postgres;
use super::process::{Candour, Launch};

/// Seconds after which each second factor shows another code.
const STEP: i64 = 30;

/// A server in a process of its own, over a copy of the premises. Its clock is the machine's: nobody can sign
/// in more than twice within half a minute.
pub(crate) struct Served {
    pub(crate) server: Candour,
    pub(crate) demo: Demo,
}

impl Served {
    /// `candour serve` with these variables on top of the usual settings: ports that the system chooses.
    pub(crate) fn start(variables: &[(&str, &str)]) -> Self {
        let (launch, demo) = furnished(variables);
        Self { server: launch.start(), demo }
    }

    /// A reporter who has just come in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::new(&self.server.public)
    }

    /// Somebody of the police side, signed in, by how their address begins.
    pub(crate) async fn staff(&self, who: &str) -> Visitor {
        sign_in(Visitor::new(&self.server.staff), account(&self.demo, who), 0).await
    }
}

/// `candour serve`, ready to start, and the accounts that its data folder knows.
pub(crate) fn furnished(variables: &[(&str, &str)]) -> (Launch, Demo) {
    let (launch, demo, _) = furnished_on(Engine::Sqlite, variables);
    (launch, demo)
}

/// The same on this engine, and its database. Where that is must be said in the environment, unless it is
/// embedded.
pub(crate) fn furnished_on(engine: Engine, variables: &[(&str, &str)]) -> (Launch, Demo, Database) {
    let launch = Launch::new().args(&["serve"]);
    let (demo, database) = furnish_on(engine, Path::new(&launch.data()));
    let usual = [
        ("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0"),
        ("CANDOUR__SERVER__WORKERS", "1"),
        ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "0"),
        ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "0"),
    ];
    let launch = usual.iter().chain(variables).fold(launch, |launch, (name, value)| launch.env(name, value));
    (launch, demo, database)
}

/// The present moment by the machine's clock.
pub(crate) fn now() -> Timestamp {
    SystemClock.now()
}

/// The whole of Candour inside the test process: real store, real sockets, and a clock that stands still
/// until the test moves it.
pub(crate) struct Inside {
    pub(crate) app: App,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) demo: Demo,
    pub(crate) database: Database,
    /// Where it answers, reporters and staff alike.
    pub(crate) base: String,
    folder: TempDir,
    stop: CancellationToken,
    _stopped: DropGuard,
}

impl Inside {
    /// Starts it, on the embedded engine. Must be called within a runtime.
    pub(crate) fn start() -> Self {
        Self::on(Engine::Sqlite)
    }

    /// As [`Self::start`], on this engine, with a worker that goes on with batches. The engine is printed, so
    /// that a test that fails tells which it was.
    pub(crate) fn on(engine: Engine) -> Self {
        let inside = Self::without_worker(engine);
        let (app, stop) = (inside.app.clone(), inside.stop.clone());
        tokio::spawn(async move { batch::run(&app, &stop).await });
        inside
    }

    /// As [`Self::on`], where nothing goes on but what the test does.
    pub(crate) fn without_worker(engine: Engine) -> Self {
        println!("on {engine:?}");
        let folder = super::folder("inside");
        let (demo, database) = furnish_on(engine, folder.path());
        let clock = Arc::new(FixedClock::new(SystemClock.now()));
        let app = app(folder.path(), &database, Arc::clone(&clock) as Arc<dyn Clock>);
        let (address, stop) = open(&app);
        let (base, stopped) = (format!("http://{address}"), stop.clone().drop_guard());
        Self { app, clock, demo, database, base, folder, stop, _stopped: stopped }
    }

    /// A reporter who has just come in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::new(&self.base)
    }

    /// The database under it.
    pub(crate) fn database(&self) -> Database {
        Database::Sqlite(self.folder.path().join("candour.db"))
    }

    /// The account whose address begins like this.
    pub(crate) fn account(&self, who: &str) -> &Account {
        account(&self.demo, who)
    }

    /// Somebody of an agency, signed in, by their place among the accounts. Half a minute passes, so that the
    /// code is a new one.
    pub(crate) async fn practitioner(&self, number: usize) -> Visitor {
        self.clock.step(STEP);
        let account = &self.demo.practitioners[number];
        let mut visitor = self.visitor();
        let code = account.code(self.app.now());
        let page = try_door(&mut visitor, &account.email, &account.password, &code).await;
        assert_eq!((page.status, page.url.path()), (200, "/step/31"), "{}", page.describe());
        visitor
    }

    /// Somebody of the police side, signed in. Half a minute passes, so that the code is a new one.
    pub(crate) async fn staff(&self, who: &str) -> Visitor {
        self.clock.step(STEP);
        let code = self.account(who).code(self.app.now());
        sign_in_with(self.visitor(), self.account(who), &code).await
    }

    /// The same person for use cases, with nothing between.
    pub(crate) async fn signed(&self, who: &str) -> Signed {
        self.clock.step(STEP);
        let account = self.account(who);
        let code = account.code(self.app.now());
        let (email, password) = (account.email.as_str(), account.password.as_str());
        let attempt = Attempt { email, password, code: &code, ..Attempt::default() };
        let signed = sign_in::sign_in::<Staff>(&self.app, &attempt).await.expect("the store");
        let SignIn::In { session: token, .. } = signed else { panic!("{who} is not signed in") };
        sign_in::current::<Staff>(&self.app, &token).await.expect("a session")
    }
}

/// The account whose address begins like this.
pub(crate) fn account<'a>(demo: &'a Demo, who: &str) -> &'a Account {
    demo.accounts.iter().find(|account| account.email.starts_with(who)).expect("an invented person")
}

/// Signs somebody in by the machine's clock. `turn` is how often they have signed in before, at most once.
pub(crate) async fn sign_in(visitor: Visitor, account: &Account, turn: i64) -> Visitor {
    let code = account.code(SystemClock.now().plus_seconds(turn * STEP));
    sign_in_with(visitor, account, &code).await
}

async fn sign_in_with(mut visitor: Visitor, account: &Account, code: &str) -> Visitor {
    let page = try_sign_in(&mut visitor, &account.email, &account.password, code).await;
    assert_eq!((page.status, page.url.path()), (200, "/staff"), "{}", page.describe());
    visitor
}

/// Fills in the sign-in page of the practitioners' area and sends it.
pub(crate) async fn try_door(visitor: &mut Visitor, email: &str, password: &str, code: &str) -> Page {
    let page = visitor.get("/step/30").await;
    visitor.submit(&page, &[("email", email), ("password", password), ("code", code)]).await
}

/// Fills in the sign-in page and sends it.
pub(crate) async fn try_sign_in(visitor: &mut Visitor, email: &str, password: &str, code: &str) -> Page {
    let page = visitor.get("/staff/sign-in").await;
    visitor.submit(&page, &[("email", email), ("password", password), ("code", code)]).await
}

/// An application over the data in `folder` and `database`, without any listener.
fn app(folder: &Path, database: &Database, clock: Arc<dyn Clock>) -> App {
    let key = fs::read_to_string(folder.join("server.key")).expect("read the server key");
    let key = ServerKey::parse(&key).expect("a server key");
    let random = Arc::new(SystemRandom);
    let settings = StoreSettings { address: database.address(), connections: 4, waiting: 256 };
    let store = Store::open(&settings, clock.clone(), random.clone()).expect("open the store");
    let blobs = Blobs::local(&folder.join("files")).expect("open the files");
    App::new(store, blobs, clock, random, (rules(), &key))
}

fn rules() -> Rules {
    let limits = Settings::read(None, Vec::new()).expect("the defaults").limits;
    Rules {
        visit_idle: i64::from(limits.draft_idle_seconds),
        staff_idle: i64::from(limits.staff_idle_seconds),
        delay_least: 0,
        delay_most: 0,
        passwords: limits.password_hashing,
        phrases: limits.phrase_hashing,
        fewest_practitioners: limits.fewest_practitioners,
    }
}

fn open(app: &App) -> (SocketAddr, CancellationToken) {
    let mut settings = Settings::read(None, Vec::new()).expect("the defaults");
    settings.server.public_address = "127.0.0.1:0".parse().expect("an address");
    settings.server.workers = 1;
    let (listeners, _) = listeners(&settings, &pages(&state(&settings, app))).expect("listeners");
    let (server, addresses) = Server::bind(listeners, pace(&settings)).expect("listen");
    let stop = CancellationToken::new();
    tokio::spawn(server.run(stop.clone()));
    (addresses[0], stop)
}

fn state(settings: &Settings, app: &App) -> WebState {
    let told = &settings.site;
    let site = Site {
        name: told.name.clone(),
        exit_url: told.exit_url.clone(),
        operator: told.operator.clone(),
        read_when: told.read_when.clone(),
        contact: told.contact.clone(),
        origin: told.public_origin.clone(),
        idle_minutes: settings.limits.draft_idle_seconds / 60,
    };
    let public_origin = settings.site.public_origin.clone();
    let passkeys = Sites::new(&told.public_origin, &told.staff_origin, &told.name);
    WebState {
        app: app.clone(),
        site,
        public_origin,
        passkeys,
        https: false,
        demo: Vec::new(),
        machine: Machine::default(),
    }
}

fn pages(state: &WebState) -> Pages {
    let (public, staff, missing) = (shared(state), shared(state), shared(state));
    Pages {
        public: Arc::new(move |config: &mut _| route::public(config, &public)),
        staff: Arc::new(move |config: &mut _| route::staff(config, &staff)),
        missing: Arc::new(move |config: &mut _| route::missing(config, &missing)),
        readiness: Readiness::new(|| std::future::ready(true)),
        refusal: "<h1>Not from here</h1>".into(),
    }
}

/// The furniture, and who holds which account.
struct Template {
    folder: TempDir,
    database: Database,
    demo: Demo,
}

/// Copies database, files and server key into `folder`, and tells the accounts.
fn furnish_on(engine: Engine, folder: &Path) -> (Demo, Database) {
    let template = template(engine);
    copy(template.folder.path(), folder);
    let database = match &template.database {
        Database::Sqlite(_) => Database::empty(engine, folder),
        Database::Postgres(url) => Database::Postgres(postgres().copy_of(url)),
    };
    (template.demo.clone(), database)
}

fn template(engine: Engine) -> &'static Template {
    static LITE: OnceLock<Template> = OnceLock::new();
    static SERVER: OnceLock<Template> = OnceLock::new();
    let made = if engine == Engine::Sqlite { &LITE } else { &SERVER };
    // A thread of its own: the caller may be inside a runtime, which cannot wait for another.
    made.get_or_init(|| thread::spawn(move || make(engine)).join().expect("furnish the premises"))
}

fn make(engine: Engine) -> Template {
    let folder = super::folder("template");
    let key = folder.path().join("server.key");
    fs::write(&key, ServerKey::random().to_text()).expect("write the server key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("close the server key");
    let database = Database::empty(engine, folder.path());
    migrate(&database.address()).expect("migrate");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let app = runtime.block_on(async { app(folder.path(), &database, Arc::new(SystemClock)) });
    let demo = runtime
        .block_on(demo::make(&app, demo::Profile::Small.size(), &mut |_| ()))
        .expect("a demonstration");
    // Reminders depend on the hour: tests of letters would hear of them after seven in the morning alone.
    let told = app.store.write(|tx: &mut Tx<'_>| {
        let never = SystemClock.now().day().plus_days(3_650);
        let people = staff::all(tx)?;
        people.iter().try_for_each(|person| digest::put(tx, person.id, never))
    });
    runtime.block_on(told).map_err(|error: StoreError| error).expect("nobody is reminded");
    Template { folder, database, demo }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("read a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&target).expect("make a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy a file");
        }
    }
}
