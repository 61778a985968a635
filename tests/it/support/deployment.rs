//! A deployment as an operator sets it up: `candour init`, one-time links, a running server. Everything that
//! people do goes over HTTP, as from a browser.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use candour::command::SystemClock;
use candour::crypto::token::Token;
use candour::crypto::totp::TotpSecret;
use candour::domain::platform::time::Clock;

use super::client::{Upload, Visitor};
use super::database::{Database, Engine};
use super::page::Page;
use super::postgres::postgres;
use super::process::{Candour, Launch};
use super::tls::Authority;

/// The people of the deployment. All are invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Manages the triage desk.
    Manager,
    /// Manages the independent desk.
    Independent,
    Custodian,
    Authoriser,
    Administrator,
    /// Works at the triage desk: added by the manager.
    Officer,
}

/// What set-up needs for one force.
pub(crate) const INIT: [&str; 9] = [
    "init",
    "--print-recovery-key",
    "--force=west-yorkshire",
    "--manager=Imogen Vale <i.vale@psd.example>",
    "--independent=Rhys Calder <r.calder@otherforce.example>",
    "--custodian=Noor Aspinall <n.aspinall@psd.example>",
    "--authoriser=Lena Firth <l.firth@policingbody.example>",
    "--desk-email=triage@psd.example",
    "--independent-email=independent@policingbody.example",
];

const FOUNDERS: [(Who, &str, &str); 5] = [
    (Who::Manager, "--manager", "Imogen Vale <i.vale@psd.example>"),
    (Who::Independent, "--independent", "Rhys Calder <r.calder@otherforce.example>"),
    (Who::Custodian, "--custodian", "Noor Aspinall <n.aspinall@psd.example>"),
    (Who::Authoriser, "--authoriser", "Lena Firth <l.firth@policingbody.example>"),
    (Who::Administrator, "--administrator", "Joel Harker <j.harker@it.example>"),
];
const OFFICER: (&str, &str) = ("Ada Marsh", "a.marsh@psd.example");

/// Where the triage desk's mail goes.
pub(crate) const TRIAGE_MAIL: &str = "triage@psd.example";

/// An account that has been set up.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) email: String,
    pub(crate) password: String,
    /// The second factor's secret, base 32.
    pub(crate) secret: String,
}

/// A deployment on one of the engines.
pub(crate) struct Deployment {
    pub(crate) database: Database,
    /// What `candour init` printed: the recovery key and the links.
    pub(crate) printed: String,
    /// Set up so far.
    pub(crate) accounts: BTreeMap<Who, Account>,
    launch: Launch,
    links: BTreeMap<Who, String>,
    server: Option<Candour>,
    /// The certificate authority that visitors trust, PEM.
    authority: Option<String>,
}

/// A report that was sent, and the visit that sent it.
pub(crate) struct Filed {
    pub(crate) reference: String,
    /// The seven words, when a mailbox was asked for.
    pub(crate) phrase: Option<String>,
    pub(crate) visitor: Visitor,
}

impl Deployment {
    /// A deployment on this engine, with the server running.
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with(engine, &[]).await
    }

    /// As [`Self::new`], with settings given as environment variables.
    pub(crate) async fn with(engine: Engine, settings: &[(&str, &str)]) -> Self {
        let url = match engine {
            Engine::Sqlite => String::new(),
            Engine::Postgres => postgres().new_database(),
        };
        Self::on(&url, Launch::new(), settings).await
    }

    /// As [`Self::with`], on the database at `url` (SQLite in the data folder when empty) and in the folder
    /// of `launch`.
    pub(crate) async fn on(url: &str, launch: Launch, settings: &[(&str, &str)]) -> Self {
        Self::behind(None, url, launch, settings).await
    }

    /// As [`Self::on`], encrypted from the first byte with a certificate of this authority.
    pub(crate) async fn encrypted(url: &str, launch: Launch, settings: &[(&str, &str)]) -> Self {
        let authority = Authority::new();
        let leaf = authority.leaf(launch.folder(), "leaf");
        let text = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
        let launch = launch
            .env("CANDOUR__SITE__PUBLIC_ORIGIN", "https://candour.example")
            .env("CANDOUR__SERVER__TLS__CERTIFICATE", &text(&leaf.certificate))
            .env("CANDOUR__SERVER__TLS__PRIVATE_KEY", &text(&leaf.key));
        Self::behind(Some(authority.pem), url, launch, settings).await
    }

    async fn behind(authority: Option<String>, url: &str, launch: Launch, settings: &[(&str, &str)]) -> Self {
        let mut launch = launch
            .env("CANDOUR__DATA__DATABASE", url)
            .env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0")
            .env("CANDOUR__SERVER__WORKERS", "2");
        for (name, value) in settings {
            launch = launch.env(name, value);
        }
        let database = if url.is_empty() {
            Database::Sqlite(launch.folder().join("data/candour.db"))
        } else {
            run(&launch, &["migrate"]);
            Database::Postgres(url.to_owned())
        };
        let (printed, links) = found(&launch);
        let accounts = BTreeMap::new();
        let mut deployment = Self { database, printed, accounts, launch, links, server: None, authority };
        deployment.start();
        deployment.hire_officer().await;
        deployment
    }

    /// The command line of the server, for starting another node or another command with the same settings.
    pub(crate) fn launch(&self) -> Launch {
        self.launch.clone()
    }

    /// Starts the server, again if it runs.
    pub(crate) fn start(&mut self) {
        self.stop();
        self.server = Some(self.launch.clone().args(&["serve"]).start());
    }

    /// Ends the server in order, if it runs.
    pub(crate) fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            assert!(server.terminate().success(), "the server ends in order");
        }
    }

    /// Ends the server as a loss of power would.
    pub(crate) fn kill(&mut self) {
        self.server.take().expect("a running server").kill();
    }

    /// The running server.
    pub(crate) fn server(&self) -> &Candour {
        self.server.as_ref().expect("a running server")
    }

    /// Where it answers.
    pub(crate) fn base(&self) -> &str {
        &self.server().public
    }

    /// A new visitor of it.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::trusting(self.base(), self.authority.as_deref())
    }

    /// A new visitor of it whose connections come from this address of the machine.
    pub(crate) fn visitor_from(&self, address: IpAddr) -> Visitor {
        Visitor::from_address(self.base(), self.authority.as_deref(), address)
    }

    /// What a cookie is called here: see `candour::web::state::WebState::cookie_name`.
    pub(crate) fn cookie_name(&self, short: &str) -> String {
        if self.authority.is_some() { format!("__Host-{short}") } else { short.to_owned() }
    }

    /// Signs somebody in, setting up their account first if that has not been done.
    pub(crate) async fn sign_in(&mut self, who: Who) -> Visitor {
        let mut visitor = self.visitor();
        self.sign_in_as(who, &mut visitor).await;
        visitor
    }

    /// As [`Self::sign_in`], with a visitor of one's own.
    pub(crate) async fn sign_in_as(&mut self, who: Who, visitor: &mut Visitor) {
        let account = self.account(who).await;
        // A code counts once. Waiting half a minute for the next one would prove nothing here.
        self.database.run("UPDATE staff_key SET totp_step = 0");
        let page = visitor.open("/staff/sign-in").await;
        let code = code(&account.secret);
        let typed =
            [("email", account.email.as_str()), ("password", &account.password), ("code", code.as_str())];
        let home = visitor.submit(&page, &typed).await;
        assert_eq!(home.url.path(), "/staff", "{}", home.describe());
    }

    /// The account of somebody, set up through their one-time link the first time.
    pub(crate) async fn account(&mut self, who: Who) -> Account {
        if let Some(account) = self.accounts.get(&who) {
            return account.clone();
        }
        let account = enrol(&mut self.visitor(), &self.links[&who]).await;
        self.accounts.insert(who, account.clone());
        account
    }

    /// The case with this reference.
    pub(crate) fn case(&self, reference: &str) -> String {
        self.database.line(&format!("SELECT id AS line FROM case_record WHERE reference = '{reference}'"))
    }

    /// The concern of the case with this reference.
    pub(crate) fn concern(&self, reference: &str) -> String {
        self.database
            .line(&format!("SELECT concern_id AS line FROM case_record WHERE reference = '{reference}'"))
    }

    /// How often it was written down that something sealed did not open.
    pub(crate) fn broken_seals(&self) -> usize {
        self.database.count("audit_event WHERE deed = 'seal_broken'")
    }

    /// A triage officer who was invited at the command line and made a member by the manager.
    async fn hire_officer(&mut self) {
        let (name, email) = OFFICER;
        let said = run(&self.launch, &["staff", "add", "--name", name, "--email", email, "--role", "triage"]);
        self.links.insert(Who::Officer, link(said.lines().last().expect("a link")).to_owned());
        self.account(Who::Officer).await;
        let mut manager = self.sign_in(Who::Manager).await;
        let desks = manager.open("/staff/desks").await;
        let desk = desks.attribute("main a[href^='/staff/desks/']", "href").remove(0);
        let page = manager.open(&desk).await;
        let officer = self.database.line(&format!("SELECT id AS line FROM staff WHERE email = '{email}'"));
        let page = manager.submit_to(&page, "/members", &[("member", &officer)]).await;
        assert!(page.text().contains(name), "{}", page.describe());
    }
}

/// Runs a command that must succeed, and gives what it printed.
pub(crate) fn run(launch: &Launch, arguments: &[&str]) -> String {
    let ended = launch.clone().args(arguments).run();
    assert!(ended.status.success(), "{arguments:?}: {}\n{}", ended.stdout, ended.stderr);
    ended.stdout
}

fn found(launch: &Launch) -> (String, BTreeMap<Who, String>) {
    let mut arguments = vec!["init", "--print-recovery-key"];
    arguments.extend(["--force", "west-yorkshire", "--force", "north-yorkshire"]);
    arguments.extend(["--district", "west-yorkshire:Harrow Green", "--desk-email", TRIAGE_MAIL]);
    arguments.extend(["--independent-email", "independent@policingbody.example"]);
    arguments.extend(FOUNDERS.iter().flat_map(|(_, flag, person)| [*flag, *person]));
    let printed = run(launch, &arguments);
    let lines: Vec<&str> = printed.lines().filter(|line| line.contains("/staff/enrol/")).collect();
    assert_eq!(lines.len(), FOUNDERS.len(), "{printed}");
    let links = FOUNDERS.iter().zip(lines).map(|((who, ..), line)| (*who, link(line).to_owned()));
    let links = links.collect();
    (printed, links)
}

fn link(line: &str) -> &str {
    line.find("/staff/enrol/").and_then(|at| line.get(at..)).expect("a one-time link").trim()
}

async fn enrol(visitor: &mut Visitor, link: &str) -> Account {
    let page = visitor.open(link).await;
    let secret = page.field("secret").expect("the second factor's secret");
    let email = page.text();
    let email = email.split_whitespace().find(|word| word.contains('@')).expect("an address").to_owned();
    let password = Token::random().to_text().to_string();
    let code = code(&secret);
    let typed = [("password", password.as_str()), ("again", &password), ("code", &code)];
    let done = visitor.submit(&page, &typed).await;
    assert_eq!(done.url.path(), "/staff/sign-in", "{}", done.describe());
    Account { email, password, secret }
}

/// The one-time code of this moment.
pub(crate) fn code(secret: &str) -> String {
    TotpSecret::from_text(secret).expect("base 32").code(SystemClock.now())
}

/// Answers the questions that have an answer here, page by page, and leaves the others empty, up to the page
/// that shows all answers.
pub(crate) async fn answer(visitor: &mut Visitor, answers: &[(&str, &str)], files: &[Upload<'_>]) -> Page {
    let mut page = visitor.open("/step/1").await;
    while let Some(step) = page.url.path().strip_prefix("/step/").map(|code| format!("/step/{code}")) {
        let form = page.form(&step);
        let given: Vec<_> = answers.iter().filter(|(name, _)| form.has(name)).copied().collect();
        let files = if form.multipart { files } else { &[] };
        let next = visitor.upload(&page, &step, &given, files).await;
        assert_ne!(next.url.path(), step, "{}", next.describe());
        page = next;
    }
    assert_eq!(page.url.path(), "/check", "{}", page.describe());
    page
}

/// Answers and sends.
pub(crate) async fn file(mut visitor: Visitor, answers: &[(&str, &str)], files: &[Upload<'_>]) -> Filed {
    let page = answer(&mut visitor, answers, files).await;
    let sent = visitor.submit_to(&page, "/check", &[]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    let reference = sent.select(".govuk-panel strong").remove(0);
    let phrase = sent.select(".govuk-inset-text strong").into_iter().next();
    if let Some(phrase) = &phrase {
        let kept = visitor.submit_to(&sent, "/sent", &[("phrase", phrase), ("action", "kept")]).await;
        assert!(kept.select(".govuk-inset-text strong").is_empty(), "{}", kept.describe());
    }
    Filed { reference, phrase, visitor }
}

/// Opens a case as staff do: the question about conflicts, a reason, the content.
pub(crate) async fn open_case(staff: &mut Visitor, case: &str) -> Page {
    let gate = staff.open(&format!("/staff/cases/{case}/open")).await;
    staff.submit_to(&gate, "/open", &[("knows", "no"), ("reason", "first_look")]).await
}

/// Answers a reporter from an open case.
pub(crate) async fn reply(staff: &mut Visitor, case: &str, words: &str) -> Page {
    let page = staff.open(&format!("/staff/cases/{case}")).await;
    let page = staff.submit_to(&page, "/reply", &[("words", words), ("checked", "yes")]).await;
    assert!(page.text().contains(words), "{}", page.describe());
    page
}

/// Opens a mailbox with its phrase.
pub(crate) async fn open_mailbox(visitor: &mut Visitor, phrase: &str) -> Page {
    let page = visitor.open("/reply").await;
    visitor.submit_to(&page, "/reply", &[("phrase", phrase)]).await
}

/// Writes into an open mailbox.
pub(crate) async fn write(visitor: &mut Visitor, words: &str, files: &[Upload<'_>]) -> Page {
    let page = visitor.open("/thread").await;
    visitor.upload(&page, "/thread", &[("words", words)], files).await
}

/// A text file with this content.
pub(crate) fn text_file<'a>(name: &'a str, content: &'a str) -> Upload<'a> {
    Upload { field: "files", file_name: name, media_type: "text/plain", bytes: content.as_bytes() }
}
