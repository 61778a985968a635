//! The database is locked by somebody else, or gone.

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::{STORY, again, files, is_calm, keeps};
use crate::support::client::Visitor;
use crate::support::database::{Database, Engine, sqlite};
use crate::support::deployment::{Deployment, Filed, INIT, Who, answer, file, open_case, open_mailbox};
use crate::support::page::Page;
use crate::support::postgres::Postgres;
use crate::support::process::Launch;

const WHERE: &str = "At the bus station first, and after that in his car behind the old mill by the river.";
const ANSWER: &str =
    "He wrote again last night and this morning, from another number that I do not know at all.";
const REPLY: &str =
    "Thank you for writing to us. Two of us have read what you wrote, and you are believed here.";

/// People in the middle of what they do when the fault comes.
struct Scene {
    /// Has not typed anything yet.
    newcomer: (Visitor, Page),
    /// Is on a page in the middle.
    writer: (Visitor, Page),
    /// Has checked all answers and is about to send.
    sender: (Visitor, Page),
    /// Has opened the mailbox.
    reporter: (Visitor, Page),
    /// Has opened a case.
    officer: (Visitor, Page),
    earlier: Filed,
}

impl Scene {
    async fn new(deployment: &mut Deployment) -> Self {
        let earlier = file(deployment.visitor(), &[("story", STORY), ("contact", "mailbox")], &[]).await;
        let mut newcomer = deployment.visitor();
        let first = newcomer.open("/step/1").await;
        let mut writer = deployment.visitor();
        answer(&mut writer, &[("story", STORY)], &[]).await;
        let middle = writer.open("/step/12").await;
        let mut sender = deployment.visitor();
        let check = answer(&mut sender, &[("story", STORY)], &[]).await;
        let mut reporter = deployment.visitor();
        let thread = open_mailbox(&mut reporter, earlier.phrase.as_deref().expect("a phrase")).await;
        let mut officer = deployment.sign_in(Who::Officer).await;
        let case = open_case(&mut officer, &deployment.case(&earlier.reference)).await;
        // Everybody has been reading for a while: the next step moves the end of their visit on, which is a
        // write.
        let soon = match deployment.database.engine() {
            Engine::Sqlite => "strftime('%Y-%m-%d %H:%M:%f', 'now', '+10 minutes')",
            Engine::Postgres => "(now() AT TIME ZONE 'utc') + interval '10 minutes'",
        };
        deployment.database.run(&format!("UPDATE visit SET expires_at = {soon}"));
        deployment.database.run(&format!("UPDATE session SET expires_at = {soon}"));
        Self {
            newcomer: (newcomer, first),
            writer: (writer, middle),
            sender: (sender, check),
            reporter: (reporter, thread),
            officer: (officer, case),
            earlier,
        }
    }

    /// Everybody does what they were about to do: nothing works, and what they typed is on the page that says
    /// so.
    async fn all_are_kept_waiting(&mut self) -> Waiting {
        let Self { newcomer, writer, sender, reporter, officer, .. } = self;
        // Side by side: each may wait for a lock of some seconds.
        let (first, middle, sent, thread, reply) = tokio::join!(
            newcomer.0.submit_to(&newcomer.1, "/step/1", &[("story", STORY)]),
            writer.0.submit_to(&writer.1, "/step/12", &[("place", WHERE)]),
            sender.0.submit_to(&sender.1, "/check", &[]),
            reporter.0.submit_to(&reporter.1, "/thread", &[("words", ANSWER)]),
            officer.0.submit_to(&officer.1, "/reply", &[("words", REPLY), ("checked", "yes")]),
        );
        keeps(&first, STORY);
        keeps(&middle, WHERE);
        is_calm(&sent);
        keeps(&thread, ANSWER);
        keeps(&reply, REPLY);
        Waiting { first, middle, thread, reply }
    }

    /// The fault is over: pressing “Try again” is all it takes, and nothing was done twice.
    async fn all_go_on(mut self, deployment: &mut Deployment, waiting: &Waiting) {
        let cases = deployment.database.count("case_record");
        let page = again(&mut self.newcomer.0, &waiting.first).await;
        assert_eq!(page.url.path(), "/step/2", "{}", page.describe());
        let page = again(&mut self.writer.0, &waiting.middle).await;
        assert_eq!(page.url.path(), "/check", "{}", page.describe());
        assert!(page.text().contains(WHERE) && page.text().contains(STORY), "{}", page.describe());
        let page = self.sender.0.submit_to(&self.sender.1, "/check", &[]).await;
        assert_eq!(page.url.path(), "/sent", "{}", page.describe());
        assert_eq!(deployment.database.count("case_record"), cases + 1);
        let page = again(&mut self.reporter.0, &waiting.thread).await;
        assert_eq!(page.url.path(), "/thread", "{}", page.describe());
        let page = again(&mut self.officer.0, &waiting.reply).await;
        for words in [STORY, ANSWER, REPLY] {
            assert_eq!(page.text().matches(words).count(), 1, "{words}: {}", page.describe());
        }
        let mut officer = deployment.sign_in(Who::Officer).await;
        let page = open_case(&mut officer, &deployment.case(&self.earlier.reference)).await;
        assert!(page.text().contains(STORY), "{}", page.describe());
    }
}

/// Pages that kept what was typed.
struct Waiting {
    first: Page,
    middle: Page,
    thread: Page,
    reply: Page,
}

#[tokio::test]
async fn a_locked_sqlite_file_costs_nothing_but_time() {
    let mut deployment = Deployment::new(Engine::Sqlite).await;
    let mut scene = Scene::new(&mut deployment).await;
    let Database::Sqlite(file) = &deployment.database else { panic!("an SQLite file") };
    let mut intruder: SqliteConnection = sqlite(file);
    intruder.batch_execute("BEGIN EXCLUSIVE").expect("lock the file");
    let start = deployment.visitor().get("/").await;
    assert_eq!(start.status, 200, "reading goes on: {}", start.describe());
    let waiting = scene.all_are_kept_waiting().await;
    intruder.batch_execute("ROLLBACK").expect("unlock the file");
    scene.all_go_on(&mut deployment, &waiting).await;
}

#[tokio::test]
async fn a_postgresql_that_stops_and_starts_needs_no_restart_of_ours() {
    let postgres = Postgres::private();
    let mut deployment = Deployment::on(&postgres.new_database(), Launch::new(), &[]).await;
    let mut scene = Scene::new(&mut deployment).await;
    let before = files(&deployment.server().folder());
    postgres.stop();
    let start = deployment.visitor().get("/").await;
    assert_eq!(start.status, 200, "the start page needs no database: {}", start.describe());
    assert!(start.text().contains("999"));
    let waiting = scene.all_are_kept_waiting().await;
    assert_eq!(deployment.visitor().get("/health/ready").await.status, 503);
    assert_eq!(deployment.visitor().get("/health/live").await.status, 200);
    assert_eq!(files(&deployment.server().folder()), before, "no stray file");
    postgres.start();
    scene.all_go_on(&mut deployment, &waiting).await;
    assert_eq!(deployment.visitor().get("/health/ready").await.status, 200);
    postgres.crash();
    postgres.start();
    let filed = file(deployment.visitor(), &[("story", "After the crash")], &[]).await;
    assert!(!deployment.case(&filed.reference).is_empty());
    assert_eq!(files(&deployment.server().folder()), before, "no stray file");
}

#[tokio::test]
async fn without_its_postgresql_the_server_does_not_start_and_makes_no_file() {
    let postgres = Postgres::private();
    let mut deployment = Deployment::on(&postgres.new_database(), Launch::new(), &[]).await;
    let launch = deployment.launch();
    deployment.stop();
    let before = files(launch.folder());
    postgres.stop();
    for command in ["serve", "migrate"] {
        let ended = launch.clone().args(&[command]).run();
        assert!(!ended.status.success(), "{command}");
        assert!(ended.stderr.contains("database"), "{command}: {}", ended.stderr);
        assert!(!ended.stderr.contains("panicked") && ended.stderr.len() < 1_000, "{}", ended.stderr);
        assert!(!ended.stdout.contains("listening"), "{command}: {}", ended.stdout);
    }
    assert_eq!(files(launch.folder()), before, "no stray file");
    postgres.start();
    deployment.start();
    assert_eq!(deployment.visitor().get("/health/ready").await.status, 200);
}

#[test]
fn a_database_that_was_not_migrated_is_said_to_be_so() {
    let url = crate::support::postgres::postgres().new_database();
    let launch = Launch::new().env("CANDOUR__DATA__DATABASE", &url);
    let first = launch.clone().args(&INIT).run();
    assert!(first.status.success(), "{}", first.stderr);
    diesel::PgConnection::establish(&url)
        .expect("reach the database")
        .batch_execute("DELETE FROM __diesel_schema_migrations WHERE version > '20261122000001'")
        .expect("forget a migration");
    let ended = launch.args(&["serve"]).run();
    assert!(!ended.status.success() && ended.stderr.contains("candour migrate"), "{}", ended.stderr);
}
