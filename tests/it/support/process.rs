//! The executable under test, started as an operator would start it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use tempfile::TempDir;

use super::TIMEOUT;
use super::watchdog::Watchdog;

/// A command line in the making. Its working folder is a temporary one, shared by all that is started from
/// it, and its environment holds nothing of the developer's.
#[derive(Clone)]
pub(crate) struct Launch {
    program: &'static str,
    folder: Arc<TempDir>,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    input: String,
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A running server. Killed when dropped, and with the test process however that ends.
pub(crate) struct Candour {
    child: Child,
    output: Option<JoinHandle<()>>,
    folder: Arc<TempDir>,
    _watchdog: Watchdog,
    /// Where the public side answers, such as `http://127.0.0.1:40001`. Empty when this process has no such
    /// role.
    pub(crate) public: String,
    /// Where the staff side answers. Empty when this process has no such role.
    pub(crate) staff: String,
    /// Where visitors over plain HTTP are sent on. Empty when nobody listens for them.
    pub(crate) redirect: String,
}

impl Launch {
    /// `candour` with no arguments, in a new folder.
    pub(crate) fn new() -> Self {
        Self::of(env!("CARGO_BIN_EXE_candour"))
    }

    /// Another program, such as `gpg`, started in the same clean way.
    pub(crate) fn of(program: &'static str) -> Self {
        let folder = Arc::new(super::folder("run"));
        fs::create_dir(folder.path().join("data")).expect("make the data folder");
        Self { program, folder, arguments: Vec::new(), variables: Vec::new(), input: String::new() }
    }

    /// Adds arguments.
    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(ToString::to_string));
        self
    }

    /// The same folder and environment, with other arguments.
    pub(crate) fn with_args(&self, arguments: &[&str]) -> Self {
        Self { arguments: Vec::new(), ..self.clone() }.args(arguments)
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes `candour.toml` in the working folder; name it in the arguments.
    pub(crate) fn config(self, toml: &str) -> Self {
        fs::write(self.folder().join("candour.toml"), toml).expect("write the configuration");
        self
    }

    /// What the command reads from standard input; nothing unless set.
    pub(crate) fn input(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    /// The working folder. It holds `data/`, `candour.toml` if set, and what servers print in `stdout.txt`
    /// and `stderr.txt`.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder, `data/` in the working folder, as text for an argument.
    pub(crate) fn data(&self) -> String {
        self.folder().join("data").to_str().expect("a path in UTF-8").to_owned()
    }

    /// Runs the command to its end.
    pub(crate) fn run(&self) -> Finished {
        let mut command = self.command();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("start candour");
        let _watchdog = Watchdog::over(child.id());
        let mut stdin = child.stdin.take().expect("its standard input");
        // A command that ends without reading closes the pipe; what it says then is what the test looks at.
        let _ = stdin.write_all(self.input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("wait for candour");
        let text = |bytes| String::from_utf8(bytes).expect("candour writes UTF-8");
        Finished { status: output.status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Starts a server and returns when it listens, that is when it has printed a line
    /// `listening public=ADDR staff=ADDR redirect=ADDR` (each part may be missing; without a scheme it is
    /// http).
    pub(crate) fn start(&self) -> Candour {
        let mut child = self
            .command()
            .stdout(Stdio::piped())
            .stderr(self.appended("stderr.txt"))
            .spawn()
            .expect("start candour");
        let watchdog = Watchdog::over(child.id());
        let (tell, told) = channel();
        let stdout = child.stdout.take().expect("its standard output");
        let file = self.appended("stdout.txt");
        let output = Some(thread::spawn(move || copy(stdout, file, &tell)));
        let mut server = Candour {
            child,
            output,
            folder: Arc::clone(&self.folder),
            _watchdog: watchdog,
            public: String::new(),
            staff: String::new(),
            redirect: String::new(),
        };
        let line = told.recv_timeout(TIMEOUT).unwrap_or_default();
        assert!(!line.is_empty(), "candour did not start:\n{}\n{}", server.stdout(), server.stderr());
        server.public = address(&line, "public=");
        server.staff = address(&line, "staff=");
        server.redirect = address(&line, "redirect=");
        server
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command.args(&self.arguments).current_dir(self.folder()).stdin(Stdio::piped());
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.folder());
        command.envs(self.variables.iter().cloned());
        command
    }

    fn appended(&self, name: &str) -> File {
        let path = self.folder().join(name);
        File::options().create(true).append(true).open(path).expect("open a file for the output")
    }
}

impl Candour {
    /// Ends the process as a loss of power would, and waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("kill candour");
        self.wait();
    }

    /// Asks the process to end (SIGTERM) and waits for it.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        self.signal("TERM");
        self.wait()
    }

    /// Sends a signal by name, such as `HUP`.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let status = Command::new("kill").args(["-s", name, &pid]).status().expect("run kill");
        assert!(status.success(), "kill -s {name} {pid}");
    }

    /// The process id, to look into `/proc`.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The working folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// What servers of this folder have written to standard output.
    pub(crate) fn stdout(&self) -> String {
        fs::read_to_string(self.folder().join("stdout.txt")).expect("read the output")
    }

    /// What servers of this folder have written to standard error.
    pub(crate) fn stderr(&self) -> String {
        fs::read_to_string(self.folder().join("stderr.txt")).expect("read the output")
    }

    fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().expect("wait for candour");
        if let Some(output) = self.output.take() {
            output.join().expect("all output is in the file");
        }
        status
    }
}

impl Drop for Candour {
    fn drop(&mut self) {
        let _ = self.child.kill();
        self.wait();
    }
}

/// Copies the output to a file line by line and tells the one that says where the server listens.
fn copy(stdout: ChildStdout, mut file: File, ready: &Sender<String>) {
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        writeln!(file, "{line}").expect("write the output");
        if line.starts_with("listening") {
            // Nobody listens after that.
            let _ = ready.send(line);
        }
    }
}

fn address(line: &str, name: &str) -> String {
    let value = line.split_whitespace().find_map(|word| word.strip_prefix(name));
    match value {
        Some(address) if address.contains("://") => address.to_owned(),
        Some(address) => format!("http://{address}"),
        None => String::new(),
    }
}
