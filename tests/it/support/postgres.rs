//! A throw-away `PostgreSQL`: one cluster for the whole test binary, a database for each test that asks.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::watchdog::Watchdog;

/// Stops the server at once and removes its folder.
const CLEAR: &str = r#""$1/pg_ctl" -D "$2/data" -m immediate -w stop; rm -rf "$2""#;

/// A running cluster that listens on a Unix socket only. It ends with the test process, however that ends.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    account: Option<(u32, u32)>,
    databases: AtomicU32,
    watchdog: Watchdog,
}

/// The cluster that the tests of this binary share. Do not stop it: fault tests start their own.
pub(crate) fn postgres() -> &'static Postgres {
    static SHARED: OnceLock<Postgres> = OnceLock::new();
    SHARED.get_or_init(Postgres::private)
}

impl Postgres {
    /// Starts a cluster of one's own, to stop, start and kill.
    pub(crate) fn private() -> Self {
        let folder = super::folder("pg").keep();
        let account = account();
        if let Some((user, group)) = account {
            chown(&folder, Some(user), Some(group)).expect("give the folder to postgres");
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("close the folder");
        let programs = programs();
        let arguments = [path(&programs), path(&folder)];
        let watchdog = Watchdog::new(CLEAR, &arguments.each_ref().map(String::as_str), account);
        let cluster = Self { programs, folder, account, databases: AtomicU32::new(0), watchdog };
        cluster.run(
            "initdb",
            &["-D", &cluster.data(), "-U", "app", "-A", "trust", "--locale=C", "-E", "UTF8", "-N"],
        );
        cluster.start();
        cluster
    }

    /// Starts the server and returns when it answers.
    pub(crate) fn start(&self) {
        let options = format!("-k {} -c listen_addresses= -c max_connections=200", self.folder.display());
        let log = path(&self.folder.join("log"));
        self.run("pg_ctl", &["-D", &self.data(), "-l", &log, "-o", &options, "-t", "60", "-w", "start"]);
    }

    /// Stops the server as an administrator would, ending its connections.
    pub(crate) fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "fast", "-w", "stop"]);
    }

    /// Stops the server without letting it write anything more, as a loss of power would.
    pub(crate) fn crash(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }

    /// Makes an empty database and returns its URL.
    pub(crate) fn new_database(&self) -> String {
        self.database_like("template0")
    }

    /// Makes a copy of a database, which nobody is using, and returns its URL.
    pub(crate) fn copy_of(&self, url: &str) -> String {
        let name = url.split(['/', '?']).nth(3).expect("a name in the URL");
        self.database_like(name)
    }

    fn database_like(&self, template: &str) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.run("createdb", &["-h", &path(&self.folder), "-U", "app", "-T", template, &name]);
        format!("postgresql://app@/{name}?host={}", self.folder.display())
    }

    /// Everything a backup of the database holds, as SQL text.
    pub(crate) fn dump(&self, url: &str) -> Vec<u8> {
        self.run("pg_dump", &["--dbname", url]).stdout
    }

    /// Fills an empty database with what a dump holds.
    pub(crate) fn load(&self, url: &str, dump: &[u8]) {
        let file = tempfile::NamedTempFile::new().expect("make a file");
        std::fs::write(file.path(), dump).expect("write the dump");
        let readable = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        std::fs::set_permissions(file.path(), readable).expect("let the server's user read it");
        let file = file.path().to_str().expect("a path in UTF-8");
        self.run("psql", &["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, url]);
    }

    /// Runs SQL and returns what it answers: a line for each row, `|` between columns.
    pub(crate) fn sql(&self, url: &str, statement: &str) -> String {
        let output = self.run("psql", &["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, url]);
        String::from_utf8(output.stdout).expect("psql answers in UTF-8")
    }

    /// The folder of the cluster: its data, its log, its socket.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the server has logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn data(&self) -> String {
        path(&self.folder.join("data"))
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir("/").env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
        // A group of its own: Ctrl-C is for the tests, the watchdog stops the server in order.
        command.process_group(0);
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        let output = command.output().unwrap_or_else(|error| panic!("{program}: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {said}\n{}", self.log());
        output
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.watchdog.act();
    }
}

/// The programs of the newest `PostgreSQL` that is installed.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").exists())
        .max();
    newest.expect("PostgreSQL is missing: apt-get install postgresql, or run tests/run").1
}

/// The account to run as: the server refuses root, so root becomes `postgres`. `None`: as ourselves.
fn account() -> Option<(u32, u32)> {
    let ours = fs::metadata("/proc/self").expect("read /proc").uid();
    if ours != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").expect("read /etc/passwd");
    let line =
        accounts.lines().find(|line| line.starts_with("postgres:")).expect("an account called postgres");
    let mut numbers = line.split(':').skip(2).map(|number| number.parse().expect("a number"));
    numbers.next().zip(numbers.next())
}

fn path(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}
