//! A deployment that was set up as an operator would: `candour init`, then `candour serve`.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::process::{Server, postgres_cpu};

/// The force that is served: one, as most deployments do.
const FORCE: &str = "west-yorkshire";

/// Where the data lives.
#[derive(Clone, Debug)]
pub(crate) enum Engine {
    /// In the data folder.
    Sqlite,
    /// At this address.
    Postgres(String),
}

/// A deployment.
pub(crate) struct Deployment {
    pub(crate) engine: Engine,
    folder: TempDir,
    /// The tokens of the one-time links, in the order printed: first the triage desk's manager.
    pub(crate) links: Vec<String>,
}

impl Deployment {
    /// What PostgreSQL does by itself within a minute of much writing, at once: rows are counted and made fit
    /// for indexes.
    pub(crate) fn settle(&self) {
        if let Engine::Postgres(url) = &self.engine {
            let mut connection = PgConnection::establish(url).expect("reach the database");
            connection.batch_execute("VACUUM ANALYZE").expect("tidy the database");
        }
    }

    /// Runs statements on the database beside the server.
    pub(crate) fn run(&self, statements: &str) {
        match &self.engine {
            Engine::Sqlite => {
                let file = self.folder().join("candour.db");
                let mut connection =
                    SqliteConnection::establish(&file.to_string_lossy()).expect("open the database");
                connection.batch_execute("PRAGMA busy_timeout = 20000").expect("set the patience");
                connection.batch_execute(statements).expect("run statements");
            }
            Engine::Postgres(url) => {
                let mut connection = PgConnection::establish(url).expect("reach the database");
                connection.batch_execute(statements).expect("run statements");
            }
        }
    }

    /// Sets one up.
    pub(crate) fn new(engine: Engine) -> Self {
        let folder = crate::folder("load");
        let mut new = Self { engine, folder, links: Vec::new() };
        let mut command = new.command();
        command.args([
            "init",
            "--print-recovery-key",
            "--force",
            FORCE,
            "--district",
            "west-yorkshire:Harrow Green",
        ]);
        for (flag, person) in PEOPLE {
            command.args([*flag, *person]);
        }
        let output = command.output().expect("run candour init");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
        let link = |line: &str| line.split_once("/staff/enrol/").map(|(_, token)| token.trim().to_owned());
        new.links = said.lines().filter_map(link).collect();
        new
    }

    /// The engine's name.
    pub(crate) fn name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the server.
    pub(crate) fn serve(&self) -> Server {
        let mut command = self.command();
        let log =
            File::options().create(true).append(true).open(self.folder().join("log")).expect("open the log");
        command.arg("serve").stderr(log);
        Server::start(command)
    }

    /// Processor time that the database server has used, if there is one.
    pub(crate) fn database_cpu(&self) -> Duration {
        match &self.engine {
            Engine::Sqlite => Duration::ZERO,
            Engine::Postgres(url) => {
                let (_, folder) = url.split_once("host=").expect("a socket folder");
                postgres_cpu(&PathBuf::from(folder).join("data"))
            }
        }
    }

    fn command(&self) -> Command {
        let program = std::env::var_os("CANDOUR_PROGRAM");
        let mut command = Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_candour").into()));
        command.current_dir(self.folder()).env_clear().env("PATH", "/usr/bin:/bin");
        command.env("CANDOUR__DATA__FOLDER", self.folder());
        command.env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0");
        // Letters fall due after the measurement: what it costs to send them is not what is asked here.
        command
            .env("CANDOUR__MAIL__DELAY_MIN_SECONDS", "7000")
            .env("CANDOUR__MAIL__DELAY_MAX_SECONDS", "7200");
        if let Engine::Postgres(url) = &self.engine {
            command.env("CANDOUR__DATA__DATABASE", url);
        }
        command
    }
}

/// Invented people.
const PEOPLE: &[(&str, &str)] = &[
    ("--manager", "Imogen Vale <i.vale@psd.example>"),
    ("--independent", "Rhys Calder <r.calder@otherforce.example>"),
    ("--custodian", "Noor Aspinall <n.aspinall@psd.example>"),
    ("--authoriser", "Lena Firth <l.firth@policingbody.example>"),
    ("--administrator", "Joel Harker <j.harker@it.example>"),
    ("--desk-email", "triage@psd.example"),
    ("--independent-email", "independent@policingbody.example"),
];
