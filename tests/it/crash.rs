//! `kill -9` at random points while people send reports: what was acknowledged is there and opens, nothing is
//! half there.
//!
//! `CANDOUR_CRASH_ROUNDS` says how often the server is killed on each engine (100 unless set).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use candour::command::SystemRandom;
use candour::domain::platform::random::Random;
use reqwest::multipart::Form;
use reqwest::{Method, RequestBuilder};
use tokio::sync::Mutex;
use tokio::time::sleep;

use crate::support::client::Visitor;
use crate::support::database::{Database, Engine};
use crate::support::deployment::{Deployment, Who, open_mailbox};
use crate::support::page::Page;
use crate::support::postgres::Postgres;
use crate::support::process::Launch;

/// People who send reports at the same time.
const CLIENTS: u32 = 8;

/// How long the server lives in each round, in answers that it gives: at least, and how many more at most. (A
/// time would make rounds on a busy machine empty.) Then a few milliseconds more, so that it may die at any
/// point of its work.
const LIFE: (u64, u64) = (10, 60);
const LAST_MILLISECONDS: u64 = 20;

/// After so many rounds PostgreSQL itself loses power.
const OUTAGE: u32 = 25;

/// How long people wait before they press the button again.
const AGAIN: Duration = Duration::from_millis(50);

/// Letters must not leave the outbox meanwhile: they are counted in the end.
const SETTINGS: [(&str, &str); 3] = [
    ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "36000"),
    ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "36000"),
    ("CANDOUR__LOG__LEVEL", "error"),
];

/// A report that the server acknowledged: it answered the last form with the way to the page after sending.
#[derive(Clone)]
struct Acknowledged {
    story: String,
    file: Option<String>,
    mailbox: bool,
    visitor: Visitor,
}

/// What the clients share.
#[derive(Clone, Default)]
struct Ledger {
    acknowledged: Arc<Mutex<Vec<Acknowledged>>>,
    /// The number of the next report.
    serial: Arc<AtomicU64>,
    /// How many requests have been answered.
    answers: Arc<AtomicU64>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_sqlite() {
    let mut deployment = Deployment::with(Engine::Sqlite, &SETTINGS).await;
    let ledger = storm(&mut deployment, |_| ()).await;
    check(deployment, &ledger).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_on_postgresql() {
    let postgres = Postgres::private();
    let mut deployment = Deployment::on(&postgres.new_database(), Launch::new(), &SETTINGS).await;
    let outage = |round| {
        if round % OUTAGE == OUTAGE - 1 {
            postgres.crash();
            postgres.start();
        }
    };
    let ledger = storm(&mut deployment, outage).await;
    check(deployment, &ledger).await;
}

/// The database stops at once while the server goes on, and comes back: people see a calm page and press the
/// button again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_when_postgresql_stops_under_load() {
    let postgres = Postgres::private();
    let deployment = Deployment::on(&postgres.new_database(), Launch::new(), &SETTINGS).await;
    let (ledger, over) = (Ledger::default(), Arc::new(AtomicBool::new(false)));
    let client = |_| tokio::spawn(send_in_spite(deployment.visitor(), ledger.clone(), Arc::clone(&over)));
    let clients: Vec<_> = (0..CLIENTS).map(client).collect();
    for _ in 0..rounds() {
        live(&ledger).await;
        tokio::task::block_in_place(|| {
            postgres.crash();
            postgres.start();
        });
    }
    over.store(true, Ordering::Relaxed);
    for client in clients {
        client.await.expect("a client ends when it is told to");
    }
    let acknowledged = ledger.acknowledged.lock().await.clone();
    println!("{} acknowledged while the database stopped {} times", acknowledged.len(), rounds());
    check(deployment, &acknowledged).await;
}

fn rounds() -> u32 {
    std::env::var("CANDOUR_CRASH_ROUNDS").map_or(100, |number| number.parse().expect("a number of rounds"))
}

/// Rounds of life and sudden death under load.
async fn storm(deployment: &mut Deployment, between: impl Fn(u32)) -> Vec<Acknowledged> {
    let ledger = Ledger::default();
    let visitors: Vec<Visitor> = (0..CLIENTS).map(|_| deployment.visitor()).collect();
    for round in 0..rounds() {
        let base = deployment.base().to_owned();
        let clients = visitors
            .iter()
            .map(|visitor| tokio::spawn(send_until_the_end(visitor.moved(&base), ledger.clone())));
        let clients: Vec<_> = clients.collect();
        live(&ledger).await;
        deployment.kill();
        for client in clients {
            client.await.expect("a client ends when the server is gone");
        }
        between(round);
        deployment.start();
    }
    let acknowledged = ledger.acknowledged.lock().await.clone();
    println!(
        "{:?}: {} acknowledged in {} rounds",
        deployment.database.engine(),
        acknowledged.len(),
        rounds()
    );
    acknowledged
}

/// Waits for as many answers as the server has to give in this round.
async fn live(ledger: &Ledger) {
    let random: &dyn Random = &SystemRandom;
    let end = ledger.answers.load(Ordering::Relaxed) + LIFE.0 + random.below(LIFE.1);
    while ledger.answers.load(Ordering::Relaxed) < end {
        sleep(Duration::from_millis(1)).await;
    }
    sleep(Duration::from_millis(random.below(LAST_MILLISECONDS))).await;
}

/// Sends one report after another. Ends when the server does not answer any more; what it then owes is not
/// counted.
async fn send_until_the_end(mut visitor: Visitor, ledger: Ledger) {
    loop {
        visitor.cookies.clear();
        match send(&mut visitor, &ledger).await {
            Ok(acknowledged) => ledger.acknowledged.lock().await.push(acknowledged),
            Err(_) => return,
        }
    }
}

/// Sends one report after another until it is told to stop. What is not taken is sent again.
async fn send_in_spite(mut visitor: Visitor, ledger: Ledger, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) {
        visitor.cookies.clear();
        let acknowledged = send(&mut visitor, &ledger).await.expect("the server goes on");
        ledger.acknowledged.lock().await.push(acknowledged);
    }
}

/// A whole short journey: the story, for every third a small file, for every second a mailbox; the check;
/// sending.
async fn send(visitor: &mut Visitor, ledger: &Ledger) -> reqwest::Result<Acknowledged> {
    let number = ledger.serial.fetch_add(1, Ordering::Relaxed);
    let story = format!("Story number {number} of somebody who was brave enough");
    step(visitor, ledger, "/step/1", &[("story", &story)]).await?;
    let file = number.is_multiple_of(3).then(|| format!("What was written in file {number}"));
    if let Some(content) = &file {
        upload(visitor, ledger, content).await?;
    }
    let mailbox = number.is_multiple_of(2);
    if mailbox {
        step(visitor, ledger, "/step/18", &[("contact", "mailbox")]).await?;
    }
    let answer = step(visitor, ledger, "/check", &[]).await?;
    assert!(answer.header("location").ends_with("/sent"), "{}", answer.describe());
    Ok(Acknowledged { story, file, mailbox, visitor: visitor.clone() })
}

async fn step(
    visitor: &mut Visitor,
    ledger: &Ledger,
    path: &str,
    answers: &[(&str, &str)],
) -> reqwest::Result<Page> {
    let token = token(visitor, path).await?;
    let fields: Vec<_> = [("token", token.as_str())].iter().chain(answers).copied().collect();
    answered(visitor, ledger, |visitor| visitor.request(Method::POST, path).form(&fields)).await
}

async fn upload(visitor: &mut Visitor, ledger: &Ledger, content: &str) -> reqwest::Result<Page> {
    let path = "/step/17";
    let token = token(visitor, path).await?;
    let request = |visitor: &Visitor| {
        let part = reqwest::multipart::Part::text(content.to_owned()).file_name("note.txt");
        let form = Form::new().text("token", token.clone()).part("files", part);
        visitor.request(Method::POST, path).multipart(form)
    };
    answered(visitor, ledger, request).await
}

/// Sends until it is taken: a page that asks to try again is not the end.
async fn answered(
    visitor: &mut Visitor,
    ledger: &Ledger,
    request: impl Fn(&Visitor) -> RequestBuilder,
) -> reqwest::Result<Page> {
    loop {
        let page = visitor.attempt(request(visitor)).await?;
        if page.status == 503 {
            sleep(AGAIN).await;
            continue;
        }
        assert_eq!(page.status, 303, "{}", page.describe());
        ledger.answers.fetch_add(1, Ordering::Relaxed);
        return Ok(page);
    }
}

/// The token of the form that posts to `path`. Found without a parser: the server, not the test, is to be
/// under load.
async fn token(visitor: &mut Visitor, path: &str) -> reqwest::Result<String> {
    let mut page = visitor.attempt(visitor.request(Method::GET, path)).await?;
    while page.status == 503 {
        sleep(AGAIN).await;
        page = visitor.attempt(visitor.request(Method::GET, path)).await?;
    }
    let form = page.html.split(&format!("action=\"{path}\"")).nth(1).expect("the form");
    let value = form.split("name=\"token\" value=\"").nth(1).expect("its token");
    Ok(value.split('"').next().unwrap_or_default().to_owned())
}

/// Every acknowledged report has its receipt, is in the inbox and opens; every case that is there opens;
/// nothing is half there.
async fn check(mut deployment: Deployment, ledger: &[Acknowledged]) {
    assert!(ledger.len() >= rounds() as usize, "too few reports for a test: {}", ledger.len());
    is_whole(&deployment);
    let mut expected = BTreeMap::new();
    for acknowledged in ledger {
        let mut visitor = acknowledged.visitor.moved(deployment.base());
        let sent = visitor.get("/sent").await;
        assert_eq!(sent.status, 200, "{}: {}", acknowledged.story, sent.describe());
        let reference = between(&sent.html, "<strong>CND-", "</strong>").expect("a reference");
        let phrase =
            between(&sent.html, "<strong class=\"govuk-!-font-size-24\">", "</strong>").map(str::to_owned);
        assert_eq!(phrase.is_some(), acknowledged.mailbox, "{}", sent.describe());
        let twice = expected.insert(format!("CND-{reference}"), (acknowledged, phrase));
        assert!(twice.is_none(), "two reports have the reference CND-{reference}");
    }
    let mut officer = deployment.sign_in(Who::Officer).await;
    let inbox = inbox(&mut officer).await;
    assert_eq!(inbox.len(), deployment.database.count("case_record"));
    for reference in expected.keys() {
        assert!(inbox.contains_key(reference), "{reference} is not in the inbox");
    }
    let mut stories = BTreeSet::new();
    for (reference, case) in &inbox {
        let page = open(&mut officer, case).await;
        let story = between(&page.html, "Story number ", " of somebody").expect("a story").to_owned();
        assert!(stories.insert(story), "{reference} was sent twice: {}", page.describe());
        if let Some((acknowledged, _)) = expected.get(reference) {
            assert!(page.html.contains(&acknowledged.story), "{reference}: {}", page.describe());
            assert_eq!(page.html.contains("note.txt"), acknowledged.file.is_some(), "{reference}");
        }
        let content = expected.get(reference).and_then(|(acknowledged, _)| acknowledged.file.as_deref());
        files_open(&mut officer, &page, content).await;
    }
    for (acknowledged, phrase) in expected.values().filter(|(_, phrase)| phrase.is_some()).take(40) {
        let mut visitor = deployment.visitor();
        let thread = open_mailbox(&mut visitor, phrase.as_deref().unwrap_or_default()).await;
        assert!(thread.html.contains(&acknowledged.story), "{}", thread.describe());
    }
    assert_eq!(deployment.broken_seals(), 0);
    println!("{:?}: {} cases, all open", deployment.database.engine(), inbox.len());
}

/// The cases of the desk: identifiers by reference.
async fn inbox(officer: &mut Visitor) -> BTreeMap<String, String> {
    let mut cases = BTreeMap::new();
    for number in 1.. {
        let page = officer.get(&format!("/staff/cases?page={number}")).await;
        let before = cases.len();
        for link in page.html.split("href=\"/staff/cases/").skip(1) {
            if let Some((id, rest)) = link.split_once("\">") {
                let reference = rest.split('<').next().unwrap_or_default();
                let id = id.split('?').next().unwrap_or_default();
                cases.insert(reference.to_owned(), id.to_owned());
            }
        }
        if cases.len() == before {
            break;
        }
    }
    cases
}

async fn open(officer: &mut Visitor, case: &str) -> Page {
    let path = format!("/staff/cases/{case}/open");
    let token = token(officer, &path).await.expect("the question before a case");
    officer.post(&path, &[("token", &token), ("knows", "no"), ("reason", "first_look")]).await;
    let page = officer.get(&format!("/staff/cases/{case}")).await;
    assert_eq!(page.status, 200, "{}", page.describe());
    page
}

async fn files_open(officer: &mut Visitor, page: &Page, content: Option<&str>) {
    let links = page.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let originals: Vec<&str> = links.filter(|link| link.ends_with("/original")).collect();
    assert!(originals.len() < 2, "one file at most was sent: {}", page.describe());
    for link in originals {
        let file = officer.get(link).await;
        assert_eq!(file.status, 200, "{}", file.describe());
        assert!(content.is_none_or(|content| content.as_bytes() == file.body), "{}", file.describe());
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

/// What must hold between the rows of one report, as conditions under which a row would be half there.
const HALVES: [(&str, &str); 8] = [
    (
        "a case without its concern",
        "case_record c WHERE NOT EXISTS (SELECT 1 FROM concern x WHERE x.id = c.concern_id)",
    ),
    (
        "a concern without a case",
        "concern c WHERE NOT EXISTS (SELECT 1 FROM case_record x WHERE x.concern_id = c.id)",
    ),
    (
        "a concern without exactly one key for its desk",
        "concern c WHERE (SELECT count(*) FROM concern_key k WHERE k.concern_id = c.id AND k.holder LIKE 'desk:%') <> 1",
    ),
    (
        "a mailbox without its key, or a key without a mailbox",
        "case_record c WHERE (SELECT count(*) FROM mailbox m WHERE m.concern_id = c.concern_id)
         <> (SELECT count(*) FROM concern_key k WHERE k.concern_id = c.concern_id AND k.holder = 'mailbox')",
    ),
    (
        "a case that says of its mailbox what is not so",
        "case_record c WHERE c.has_mailbox <> EXISTS (SELECT 1 FROM mailbox m WHERE m.concern_id = c.concern_id)",
    ),
    (
        "a case that says of its files what is not so",
        "case_record c WHERE c.has_files <> EXISTS (SELECT 1 FROM attachment a WHERE a.concern_id = c.concern_id)",
    ),
    (
        "an attachment of no concern",
        "attachment a WHERE NOT EXISTS (SELECT 1 FROM concern c WHERE c.id = a.concern_id)",
    ),
    ("a message", "message"),
];

fn is_whole(deployment: &Deployment) {
    let database = &deployment.database;
    for (name, rows) in HALVES {
        assert_eq!(database.count(rows), 0, "{name}");
    }
    assert_eq!(database.count("outbox"), database.count("case_record"), "each case has its letter");
    let folder: PathBuf = deployment.server().folder().join("data/files/files");
    for id in database.lines("SELECT id AS line FROM attachment") {
        assert!(folder.join(&id).exists(), "the bytes of file {id} are missing");
    }
    if let Database::Sqlite(_) = database {
        assert_eq!(database.line("SELECT integrity_check AS line FROM pragma_integrity_check"), "ok");
        assert_eq!(database.count("pragma_foreign_key_check"), 0);
    }
}
