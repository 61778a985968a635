//! A real mail server for the tests: STARTTLS or TLS, and a sign-in, before it takes anything.

use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use super::TIMEOUT;
use super::tls::Authority;
use super::watchdog::Watchdog;

/// A running mail server. It ends when dropped, and with the test process however that ends.
pub(crate) struct Smtp {
    child: Child,
    orders: ChildStdin,
    events: Events,
    folder: TempDir,
    _watchdog: Watchdog,
    /// The port on which STARTTLS is required; host `localhost` or `127.0.0.1`.
    pub(crate) starttls: u16,
    /// The port that speaks TLS from the first byte.
    pub(crate) tls: u16,
    /// The certificate authority to trust, a PEM file.
    pub(crate) authority: PathBuf,
}

/// A message as it arrived.
#[derive(Debug)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// Headers and body, byte for byte.
    pub(crate) raw: Vec<u8>,
}

/// What the server says after it has been given a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// 250, and the message is kept.
    Accept,
    /// 451: try again later.
    Later,
    /// 550: never.
    Refuse,
    /// The connection is cut before an answer; nothing is kept.
    HangUp,
    /// The connection is cut before an answer, though the message is kept.
    KeepAndHangUp,
    /// No answer until [`Smtp::let_go`].
    Hold,
}

impl Smtp {
    /// The user name that the server knows.
    pub(crate) const USER: &str = "desk-mailer";
    /// Its password.
    pub(crate) const PASSWORD: &str = "correct horse battery";

    /// Starts a server on ports that the system chooses.
    pub(crate) fn start() -> Self {
        let folder = super::folder("smtp");
        let authority = Authority::new();
        let leaf = authority.leaf(folder.path(), "server");
        let scripts = super::node_folder();
        let mut command = Command::new("node");
        command.arg(scripts.join("smtp.mjs")).env("MAIL_FOLDER", folder.path());
        command.env("MAIL_CERT", &leaf.certificate).env("MAIL_KEY", &leaf.key);
        command.env("MAIL_USER", Self::USER).env("MAIL_PASSWORD", Self::PASSWORD);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("start node");
        let watchdog = Watchdog::over(child.id());
        let events = Events::of(child.stdout.take().expect("its standard output"));
        let ready = wait(&events.ready, TIMEOUT).expect("the mail server starts");
        let port = |name: &str| ready[name].as_u64().and_then(|port| port.try_into().ok()).expect("a port");
        Self {
            orders: child.stdin.take().expect("its standard input"),
            authority: authority.write(folder.path()),
            starttls: port("starttls"),
            tls: port("tls"),
            _watchdog: watchdog,
            child,
            events,
            folder,
        }
    }

    /// Changes what the server says to the messages that come from now on.
    pub(crate) fn answer(&mut self, answer: Answer) {
        self.order(&answer.to_string());
    }

    /// Whether there is one more message that waits for an answer, waiting for it at most `within`.
    pub(crate) fn holds(&self, within: Duration) -> bool {
        wait(&self.events.held, within).is_some()
    }

    /// Keeps the message that has waited longest for an answer, and says so.
    pub(crate) fn let_go(&mut self) {
        self.order("let-go");
    }

    /// Closes both ports and cuts every connection.
    pub(crate) fn down(&mut self) {
        self.order("down");
    }

    /// Opens both ports again, the same ones.
    pub(crate) fn up(&mut self) {
        self.order("up");
    }

    /// The next message, waiting for it at most `within`.
    pub(crate) fn receive(&self, within: Duration) -> Option<Mail> {
        wait(&self.events.mail, within).map(|event| self.read(&event))
    }

    /// Waits at most `within` for the server to have refused a message or a sign-in, and says which:
    /// `sign-in`, `later`, `refuse`, `hang-up` or `keep-and-hang-up`.
    pub(crate) fn refused(&self, within: Duration) -> Option<String> {
        wait(&self.events.refused, within).map(|event| text(&event["reason"]))
    }

    /// The next failed handshake or other fault of a connection, waiting for it at most `within`.
    pub(crate) fn fault(&self, within: Duration) -> Option<String> {
        wait(&self.events.fault, within).map(|event| text(&event["reason"]))
    }

    /// How many messages have been kept in all.
    pub(crate) fn kept(&self) -> usize {
        let files = fs::read_dir(self.folder.path()).expect("read the mail folder").flatten();
        files.filter(|file| file.path().extension().is_some_and(|end| end == "eml")).count()
    }

    fn read(&self, event: &Value) -> Mail {
        let raw = fs::read(self.folder.path().join(text(&event["file"]))).expect("read the message");
        let to = event["to"].as_array().expect("recipients").iter().map(text).collect();
        assert_eq!(event["encrypted"], true, "mail must not cross the wire in clear");
        assert_eq!(event["user"], Self::USER, "mail must be sent signed in");
        Mail { from: text(&event["from"]), to, raw }
    }

    fn order(&mut self, word: &str) {
        writeln!(self.orders, "{word}").expect("the mail server still runs");
        wait(&self.events.done, TIMEOUT).expect("the mail server obeys");
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Accept => "accept",
            Self::Later => "later",
            Self::Refuse => "refuse",
            Self::HangUp => "hang-up",
            Self::KeepAndHangUp => "keep-and-hang-up",
            Self::Hold => "hold",
        })
    }
}

/// What the server tells, each kind in a queue of its own.
struct Events {
    ready: Receiver<Value>,
    done: Receiver<Value>,
    mail: Receiver<Value>,
    held: Receiver<Value>,
    refused: Receiver<Value>,
    fault: Receiver<Value>,
}

impl Events {
    /// Sorts the lines of `output` until it ends.
    fn of(output: ChildStdout) -> Self {
        let (ready, done, mail, held, refused, fault) =
            (channel(), channel(), channel(), channel(), channel(), channel());
        let queues = [
            ("ready", ready.0),
            ("done", done.0),
            ("mail", mail.0),
            ("held", held.0),
            ("refused", refused.0),
            ("fault", fault.0),
        ];
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let event: Value = serde_json::from_str(&line).expect("the mail server writes JSON");
                let queue = queues.iter().find(|(kind, _)| event["event"] == *kind).expect("a known event");
                let _ = queue.1.send(event);
            }
        });
        Self { ready: ready.1, done: done.1, mail: mail.1, held: held.1, refused: refused.1, fault: fault.1 }
    }
}

fn wait(queue: &Receiver<Value>, within: Duration) -> Option<Value> {
    match queue.recv_timeout(within) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => panic!("the mail server has ended"),
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
