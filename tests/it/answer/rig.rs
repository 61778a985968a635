//! A server whose database takes a commit and does not say so.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::support::client::{Upload, Visitor};
use crate::support::database::{Database, Engine};
use crate::support::page::{Form, Page};
use crate::support::premises::{self, furnished_on};
use crate::support::process::{Candour, Launch};
use crate::support::proxy::{Manner, Proxy};
use crate::support::schema;

use candour::demo::Demo;

/// What becomes of the answers to commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// They come.
    None,
    /// Every one is lost, and the database can be asked.
    Lost,
    /// The first to each form that is sent is lost, and the database cannot be asked until somebody has seen
    /// to it.
    LostWithAll,
}

/// The server, and what is wrong with it.
pub(super) struct Rig {
    pub(super) database: Database,
    pub(super) fault: Fault,
    launch: Launch,
    demo: Demo,
    server: Option<Candour>,
    proxy: Option<Proxy>,
    /// While this file is there, the embedded database says that commits fail.
    armed: PathBuf,
}

impl Rig {
    pub(super) fn new(engine: Engine, fault: Fault) -> Self {
        // Without background work: every commit is somebody's.
        let (launch, demo, database) = furnished_on(engine, &[("CANDOUR__SERVER__ROLES", "public,staff")]);
        let armed = launch.folder().join("lose");
        let (launch, proxy) = match &database {
            Database::Sqlite(_) => (with_lost_syncs(launch, &armed), None),
            Database::Postgres(url) => {
                let proxy = Proxy::before(url);
                (launch.env("CANDOUR__DATA__DATABASE", &proxy.url), Some(proxy))
            }
        };
        let server = Some(launch.start());
        if let (Fault::Lost, Some(proxy)) = (fault, &proxy) {
            proxy.set(Manner::Lose);
        }
        Self { database, fault, launch, demo, server, proxy, armed }
    }

    fn server(&self) -> &Candour {
        self.server.as_ref().expect("a running server")
    }

    pub(super) fn visitor(&self) -> Visitor {
        Visitor::new(&self.server().public)
    }

    pub(super) async fn staff(&self, who: &str) -> Visitor {
        premises::sign_in(self.visitor(), premises::account(&self.demo, who), 0).await
    }

    pub(super) async fn practitioner(&self, number: usize) -> Visitor {
        let account = &self.demo.practitioners[number];
        let (mut visitor, code) = (self.visitor(), account.code(premises::now()));
        let page = premises::try_door(&mut visitor, &account.email, &account.password, &code).await;
        assert_eq!((page.status, page.url.path()), (200, "/step/31"), "{}", page.describe());
        visitor
    }

    /// A page, at the server's present address.
    pub(super) async fn open(&self, visitor: &mut Visitor, path: &str) -> Page {
        *visitor = visitor.moved(&self.server().public);
        visitor.open(path).await
    }

    /// Sends a form. When the answer to the first commit is lost, the page says so calmly, and the form is
    /// sent again as people do: by the button of that page, or once more as it was.
    pub(super) async fn press(
        &mut self,
        visitor: &mut Visitor,
        page: &Page,
        (action, answers): (&str, &[(&str, &str)]),
        files: &[Upload<'_>],
    ) -> Page {
        let form = page.forms().into_iter().find(|form| !form.get && form.action.path().ends_with(action));
        let form = form.unwrap_or_else(|| panic!("no form for {action}: {}", page.describe()));
        if self.fault != Fault::LostWithAll {
            self.wait_for_spare().await;
            let answer = visitor.send(visitor.filled(&form, answers, files)).await;
            return visitor.follow(answer).await;
        }
        self.arm();
        let lost = visitor.send(visitor.filled(&form, answers, files)).await;
        assert_eq!(lost.status, 503, "{action}: {}", lost.describe());
        assert!(lost.text().contains("not be stored twice"), "{action}: {}", lost.describe());
        self.mend();
        *visitor = visitor.moved(&self.server().public);
        let (again, given) = self.again(&lost, &form, answers);
        let files = if again.multipart { files } else { &[] };
        let answer = visitor.send(visitor.filled(&again, &given, files)).await;
        visitor.follow(answer).await
    }

    /// The form to send again, at the server's present address: with files once more as it was, since a page
    /// gives none back.
    fn again<'a>(
        &self,
        lost: &Page,
        form: &Form,
        answers: &[(&'a str, &'a str)],
    ) -> (Form, Vec<(&'a str, &'a str)>) {
        let offered = lost.forms().into_iter().find(|offered| offered.action.path() == form.action.path());
        let (mut again, given) = match offered.filter(|_| !form.multipart) {
            Some(offered) => (offered, Vec::new()),
            None => (form.clone(), answers.to_vec()),
        };
        let here = reqwest::Url::parse(&self.server().public).expect("an address");
        again.action.set_port(here.port()).expect("a port");
        (again, given)
    }

    /// Waits until the pool has its spare connection again: one that is opened after a commit cannot be asked
    /// about it, and the page would say so, calmly, on a machine that has too much to do.
    async fn wait_for_spare(&self) {
        if self.fault != Fault::Lost {
            return;
        }
        let others = "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        for _ in 0..2_000 {
            if self.database.count(others) >= 2 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("no spare connection to the database in ten seconds");
    }

    fn arm(&self) {
        match &self.proxy {
            Some(proxy) => proxy.set(Manner::LoseAll),
            None => fs::write(&self.armed, "").expect("arm"),
        }
    }

    /// The database answers again; an embedded one after a loss of power, which brings to light what its log
    /// holds.
    fn mend(&mut self) {
        if let Some(proxy) = &self.proxy {
            proxy.set(Manner::Pass);
        } else {
            self.server.take().expect("a running server").kill();
            fs::remove_file(&self.armed).expect("disarm");
            self.server = Some(self.launch.start());
        }
    }

    /// How many answers were lost; none is known of an embedded database.
    pub(super) fn lost(&self) -> Option<usize> {
        self.proxy.as_ref().map(Proxy::lost)
    }

    /// How many rows each table has, but for those of visits and sessions (what a cookie that never came
    /// would open is left over, and swept when its time is over), and for what only belongs to lines of the
    /// log.
    pub(super) fn rows(&self) -> BTreeMap<String, usize> {
        let tables = schema::ALL.into_iter().flat_map(schema::columns).map(|(table, ..)| table);
        let passing = ["visit", "session", "practitioner_session", "sign_in_throttle", "audit_scope"];
        tables
            .filter(|table| !passing.contains(&table.as_str()))
            .map(|table| {
                // Whoever asks twice to open a case has opened it twice.
                let seen = " WHERE deed NOT IN ('case_opened', 'case_viewed')";
                let seen = if table == "audit_event" { seen } else { "" };
                let count = self.database.count(&format!("\"{table}\"{seen}"));
                (table, count)
            })
            .collect()
    }

    /// The sealed files that rows refer to are there.
    pub(super) fn files_are_there(&self) {
        let folder = self.launch.folder().join("data/files/files");
        let queries = [
            "SELECT id AS line FROM attachment",
            "SELECT file_id AS line FROM material_edition WHERE file_id IS NOT NULL",
            "SELECT file_id AS line FROM engagement WHERE file_id IS NOT NULL",
        ];
        for id in queries.iter().flat_map(|query| self.database.lines(query)) {
            assert!(folder.join(&id).exists(), "the bytes of file {id} are missing");
        }
    }
}

/// The server with a C library whose syncs can be made to seem to fail.
fn with_lost_syncs(launch: Launch, armed: &std::path::Path) -> Launch {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/answer/lose_answers.c");
    let library = launch.folder().join("lose_answers.so");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    assert!(made.expect("run cc").success(), "lose_answers.c does not compile");
    let text = |path: &std::path::Path| path.to_str().expect("a path in UTF-8").to_owned();
    launch.env("LD_PRELOAD", &text(&library)).env("LOSE_ANSWERS", &text(armed))
}
