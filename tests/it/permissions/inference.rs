//! What each can infer: everything that somebody can read is read before something happens and afterwards.
//! Where it differs stands in a golden table, beside the one for routes.
//!
//! Pages that write something when they are opened (a case, a file, an export) are left out: whoever opens
//! those has what they hold. What is left is how the world looks to somebody who waits: lists, counts, times,
//! mails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use candour::mail::Mailer;
use candour::service::platform::audit;
use candour::web::route::Entry;
use candour::worker::outbox;

use super::cast::{self, Cast, ends_sessions};
use super::{UPDATE, entries};
use crate::support::app::folder_mailer;
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::journey;
use crate::support::page::Page;

/// Whose desk's mail somebody reads, beside their own.
const TRIAGE: &str = "triage@psd.example";
const INDEPENDENT: &str = "independent@policingbody.example";

/// Everybody who looks on, and the addresses whose mail they read. Those `elsewhere` belong to the
/// independent desk, which another force runs; the one with a `conflict` said that they know somebody in the
/// case.
const WATCHERS: [(&str, &[&str]); 16] = [
    ("nobody", &[]),
    ("another_reporter", &[]),
    ("another_mailbox", &[]),
    ("practitioner", &[]),
    ("lead", &[]),
    ("engagement", &["c.birch@psd.example"]),
    ("triage", &[TRIAGE, "a.marsh@psd.example"]),
    ("triage_conflict", &[TRIAGE, "t.reed@psd.example"]),
    ("manager", &[TRIAGE, "i.vale@psd.example"]),
    ("triage_elsewhere", &[INDEPENDENT, "p.lowe@otherforce.example"]),
    ("manager_elsewhere", &[INDEPENDENT, "r.calder@otherforce.example"]),
    ("custodian", &["n.aspinall@psd.example"]),
    ("authoriser", &["l.firth@policingbody.example"]),
    ("auditor", &["s.whitlock@inspect.example"]),
    ("auditor_elsewhere", &["w.dunmore@otherforce.example"]),
    ("administrator", &["j.harker@it.example"]),
];

/// What happens, in this order.
const HAPPENINGS: [&str; 10] = [
    "a report arrives at the triage desk",
    "a report arrives at the independent desk",
    "the reporter writes again",
    "a colleague opens the case",
    "the case moves on",
    "somebody of the independent desk opens a case",
    "a practitioner reports in their name",
    "a letter is given up",
    "somebody else declares a conflict",
    "the reporter writes once more",
];

const MAIL: &str = "mail";

/// One who looks on.
struct Watcher {
    name: &'static str,
    addresses: &'static [&'static str],
    visitor: Visitor,
    /// What they can open, and what it said last.
    pages: BTreeMap<&'static str, (String, String)>,
}

struct Stage {
    cast: Cast,
    watchers: Vec<Watcher>,
    letters: tempfile::TempDir,
    mailer: Mailer,
    /// The phrase of the case that most of it is about.
    words: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_the_table_says_on_sqlite() {
    sees_what_the_table_says(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_the_table_says_on_postgresql() {
    sees_what_the_table_says(Engine::Postgres).await;
}

async fn sees_what_the_table_says(engine: Engine) {
    let found = Box::pin(table(engine)).await;
    if env::var_os(UPDATE).is_some() {
        return fs::write(file(), &found).expect("write the table");
    }
    let known = fs::read_to_string(file()).expect("read the table");
    let (found, expected): (BTreeSet<_>, BTreeSet<_>) = (found.lines().collect(), known.lines().collect());
    let difference: Vec<_> = found.symmetric_difference(&expected).collect();
    assert!(difference.is_empty(), "{engine:?}: {UPDATE}=1 writes the table anew: {difference:#?}");
}

/// What must hold whatever the table says.
#[test]
fn nobody_infers_what_is_not_theirs() {
    let rows: Vec<(String, String, String)> = fs::read_to_string(file())
        .expect("read the table")
        .lines()
        .map(|line| {
            let parts: Vec<_> = line.split(" | ").map(|part| part.trim().to_owned()).collect();
            <[String; 3]>::try_from(parts).expect("three columns").into()
        })
        .collect();
    assert_eq!(rows.len(), HAPPENINGS.len() * WATCHERS.len());
    let must_not = |happening: &str, person: &str| match person {
        // Who runs the site, who keeps links with agencies, and who is outside learn of nothing that happens.
        "nobody" | "another_reporter" | "another_mailbox" | "lead" | "engagement" | "custodian"
        | "authoriser" | "administrator" => true,
        "practitioner" => !happening.contains("practitioner"),
        // Two desks, and two auditors.
        "triage_elsewhere" | "manager_elsewhere" | "auditor_elsewhere" => !happening.contains("independent"),
        "auditor" | "triage" | "manager" if happening.contains("independent") => true,
        // Whoever was kept out of a case learns nothing more of it.
        "triage_conflict" => !happening.contains("arrives") && !happening.contains("practitioner"),
        "triage" => happening == "the reporter writes once more",
        _ => false,
    };
    for (happening, person, where_from) in &rows {
        if must_not(happening, person) {
            assert_eq!(where_from, "nothing", "{person}: {happening}");
        }
    }
    // And those whom it concerns do learn of it: a table of nothing proves nothing.
    for (happening, person) in [
        (HAPPENINGS[0], "triage"),
        (HAPPENINGS[0], "triage_conflict"),
        (HAPPENINGS[1], "manager_elsewhere"),
        (HAPPENINGS[2], "manager"),
        (HAPPENINGS[3], "auditor"),
        (HAPPENINGS[5], "auditor_elsewhere"),
        (HAPPENINGS[6], "practitioner"),
        (HAPPENINGS[9], "manager"),
    ] {
        let row = rows.iter().find(|row| row.0 == happening && row.1 == person).expect("a row");
        assert_ne!(row.2, "nothing", "{person}: {happening}");
    }
}

/// Every page that anybody can open has each identifier once, and no two landmarks of one kind and name.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_has_an_identifier_or_a_landmark_twice() {
    let mut stage = Stage::set(Engine::Sqlite).await;
    let mut seen = 0;
    for watcher in &mut stage.watchers {
        for (pattern, (path, _)) in watcher.pages.clone() {
            let page = watcher.visitor.get(&path).await;
            seen += 1;
            let once = |what: &str, css: &str, attribute: &str| {
                let mut known = BTreeSet::new();
                for value in page.attribute(css, attribute) {
                    assert!(
                        known.insert(value.clone()),
                        "{}: {pattern}: {what} {value:?} twice",
                        watcher.name
                    );
                }
            };
            once("identifier", "[id]", "id");
            once("region", "[role=region], section[aria-label]", "aria-label");
            once("navigation", "nav", "aria-label");
            once("aside", "aside", "aria-label");
            let unnamed = page.select("nav:not([aria-label]):not([aria-labelledby])");
            assert!(unnamed.len() < 2, "{pattern}: {unnamed:?}");
        }
    }
    assert!(seen > 200, "the pages were found: {seen}");
}

async fn table(engine: Engine) -> String {
    let mut stage = Stage::set(engine).await;
    let mut table = String::new();
    for happening in HAPPENINGS {
        stage.happen(happening).await;
        // First what can be seen while letters are still held back, then what they bring.
        let mut seen = stage.look().await;
        let posted = stage.post().await;
        for (watcher, seen) in stage.watchers.iter().zip(&mut seen) {
            if posted.iter().any(|to| watcher.addresses.contains(&to.as_str())) {
                seen.insert(MAIL);
            }
            let seen: Vec<_> = seen.iter().copied().collect();
            let seen = if seen.is_empty() { "nothing".to_owned() } else { seen.join(", ") };
            writeln!(table, "{happening:<46} | {:<17} | {seen}", watcher.name).expect("write to a string");
        }
        // Sent letters are gone from wherever they could be seen.
        let after = stage.look().await;
        for (watcher, after) in stage.watchers.iter().zip(after) {
            assert!(after.is_empty(), "{}: the letters were sent: {after:?}", watcher.name);
        }
    }
    table
}

impl Stage {
    async fn set(engine: Engine) -> Self {
        let cast = Cast::gather(engine).await;
        let letters = crate::support::folder("letters");
        fs::set_permissions(letters.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .expect("close");
        let mailer = folder_mailer(letters.path());
        let words = cast.target().words().to_owned();
        let mut stage = Self { cast, watchers: Vec::new(), letters, mailer, words };
        stage.post().await;
        for (name, addresses) in WATCHERS {
            // A connection that is kept may be closed at the other end while its owner waits.
            let visitor = stage.visitor(name).await.with("connection", "close");
            stage.watchers.push(Watcher { name, addresses, visitor, pages: BTreeMap::new() });
        }
        for watcher in &mut stage.watchers {
            for entry in entries().filter(|entry| only_shows(entry)) {
                let path = stage.cast.target().path(entry);
                let page = watcher.visitor.get(&path).await;
                if page.status == 200 {
                    watcher.pages.insert(entry.pattern, (path, said(&page)));
                }
            }
        }
        // Some things are made when somebody first looks: a key for the quarter.
        stage.look().await;
        // What is another at each look tells nothing: a secret for a second factor.
        for (watcher, noise) in stage.look_at_each().await {
            let allowed = ["/staff/enrol/{token}", "/step/48/{token}", "/step/44/2", "/staff/account"];
            assert!(allowed.contains(&noise), "{watcher}: {noise} is another at each look");
            for watcher in &mut stage.watchers {
                watcher.pages.remove(noise);
            }
        }
        assert!(stage.look().await.iter().all(BTreeSet::is_empty), "nothing has happened");
        stage
    }

    async fn visitor(&self, name: &str) -> Visitor {
        let inside = &self.cast.inside;
        match name {
            "nobody" => inside.visitor(),
            "another_reporter" => {
                let mut visitor = inside.visitor();
                let page = visitor.open("/step/1").await;
                visitor.submit(&page, &[("story", "Something happened")]).await;
                visitor
            }
            "another_mailbox" => {
                let mut visitor = inside.visitor();
                journey::mailbox(&mut visitor, self.cast.target().other_words()).await;
                visitor
            }
            "auditor_elsewhere" => {
                let (name, email) = ("Wren Dunmore", "w.dunmore@otherforce.example");
                let (_, visitor) = cast::account(inside, (name, email, "auditor")).await;
                audit::assign(&inside.app, "Independent desk", email, true).await.expect("an auditor");
                visitor
            }
            person => self.cast.browser(person),
        }
    }

    /// What differs from the last look, for each who looks on.
    async fn look(&mut self) -> Vec<BTreeSet<&'static str>> {
        let mut all = Vec::new();
        for watcher in &mut self.watchers {
            let mut differs = BTreeSet::new();
            for (pattern, (path, before)) in &mut watcher.pages {
                let now = said(&watcher.visitor.get(path).await);
                if now != *before {
                    differs.insert(*pattern);
                    *before = now;
                }
            }
            all.push(differs);
        }
        all
    }

    async fn look_at_each(&mut self) -> Vec<(&'static str, &'static str)> {
        let seen = self.look().await;
        let names = self.watchers.iter().map(|watcher| watcher.name);
        names
            .zip(seen)
            .flat_map(|(name, seen)| seen.into_iter().map(move |pattern| (name, pattern)))
            .collect()
    }

    /// Sends what waits; says to which addresses.
    async fn post(&self) -> Vec<String> {
        while outbox::step(&self.cast.inside.app, &self.mailer).await.expect("the outbox works") > 0 {}
        let files =
            fs::read_dir(self.letters.path()).expect("read the folder").map(|file| file.expect("a file"));
        files
            .map(|file| {
                let letter = fs::read_to_string(file.path()).expect("a letter");
                fs::remove_file(file.path()).expect("take it away");
                let to = letter.lines().find_map(|line| line.strip_prefix("To: ")).expect("an address");
                to.trim().to_owned()
            })
            .collect()
    }

    async fn happen(&mut self, happening: &str) {
        let inside = &self.cast.inside;
        let story: &[(&str, &str)] = &[("story", "He waits at the corner"), ("contact", "mailbox")];
        let (mut triage, mut manager) = (self.cast.browser("triage"), self.cast.browser("manager"));
        let case = self.cast.target().case().to_owned();
        match happening {
            "a report arrives at the triage desk" => {
                journey::send(&mut inside.visitor(), story).await;
            }
            "a report arrives at the independent desk" => {
                journey::send(&mut inside.visitor(), &[story, &[("standards", "yes")]].concat()).await;
            }
            "the reporter writes again" | "the reporter writes once more" => {
                let mut reporter = inside.visitor();
                let thread = journey::mailbox(&mut reporter, &self.words).await;
                reporter.submit_to(&thread, "/thread", &[("words", happening)]).await;
            }
            "a colleague opens the case" => {
                let page = manager.open(&case).await;
                assert_eq!(page.url.path(), case, "{}", page.describe());
            }
            "the case moves on" => {
                let page = triage.open(&case).await;
                let moved = triage.submit_to(&page, "/act", &[("action", "look")]).await;
                assert_eq!(moved.status, 200, "{}", moved.describe());
            }
            "somebody of the independent desk opens a case" => {
                let mut manager = self.cast.browser("manager_elsewhere");
                let inbox = manager.open("/staff/cases").await;
                let case = inbox.attribute("a.candour-whole", "href").remove(0);
                journey::open(&mut manager, &case).await;
            }
            "a practitioner reports in their name" => {
                let mut member = self.cast.browser("practitioner");
                let page = member.open("/step/41").await;
                member.submit_to(&page, "/step/41", &[("way", "named")]).await;
                let answers = [story[0], ("known", "client"), ("consent", "unsafe")];
                journey::send(&mut member, &answers).await;
            }
            "a letter is given up" => {
                super::target::dead_letter(&inside.app).await;
            }
            "somebody else declares a conflict" => {
                let page = triage.open(&format!("{case}/open")).await;
                triage.submit_to(&page, "/open", &[("knows", "yes")]).await;
            }
            other => panic!("{other} is not something that happens here"),
        }
    }
}

/// Whether opening the page writes nothing that others see.
fn only_shows(entry: &Entry) -> bool {
    let opens = [
        "/staff/cases/{case}",
        "/staff/cases/{case}/files",
        "/staff/export",
        "/staff/audit/export",
        "/staff/survey/answers.csv",
    ];
    let writes =
        opens.iter().any(|start| entry.pattern == *start || entry.pattern.starts_with(&format!("{start}/")));
    let gate = entry.pattern == "/staff/cases/{case}/open";
    let exports = [".{form}", "leaflet.pdf", "poster.pdf"].iter().any(|end| entry.pattern.ends_with(end));
    (entry.method)().as_str() == "GET" && (gate || !writes) && !exports && !ends_sessions(entry)
}

/// What somebody who looks at a page has of it: its words, and where it leads.
fn said(page: &Page) -> String {
    let place = page.location().map(|url| url.path().to_owned()).unwrap_or_default();
    let outline = page.outline(&[
        ("a[href]", "href"),
        ("form[action]", "action"),
        ("option, input[type=radio], input[type=checkbox]", "value"),
    ]);
    format!("{}\n{place}\n{}", page.status, outline.join("\n"))
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/permissions/inference.txt")
}
