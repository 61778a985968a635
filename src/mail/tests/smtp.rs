//! Real conversations with a server on this machine.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use super::server::{Authority, Heard, Script, WILLING, serve_silence};
use crate::tests::*;

fn smtp(port: u16, security: Security, extra_root: Option<PathBuf>) -> SmtpSettings {
    let password = Some("open sesame".to_owned().into());
    SmtpSettings {
        host: "localhost".into(),
        port,
        security,
        user: Some("portal".into()),
        password,
        extra_root,
    }
}

fn mailer(settings: SmtpSettings, patience: Duration) -> Mailer {
    Mailer::with_patience(crate::tests::settings(Transport::Smtp(settings)), patience).unwrap()
}

async fn send(settings: SmtpSettings) -> Outcome {
    mailer(settings, Duration::from_secs(30)).send(&letter(LetterBody::Waiting), now()).await
}

/// Sends a letter to a server with that script, trusting its authority.
async fn attempt(script: Script) -> (Outcome, Heard) {
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let (port, server) = authority.serve("localhost", script);
    let security = if script.tls_at_once { Security::Tls } else { Security::StartTls };
    let outcome = send(smtp(port, security, Some(authority.file(folder.path())))).await;
    (outcome, server.join().unwrap())
}

fn commands(heard: &Heard) -> Vec<(bool, &str)> {
    heard.iter().map(|(encrypted, line)| (*encrypted, line.split(' ').next().unwrap())).collect()
}

#[tokio::test]
async fn a_letter_goes_over_starttls_and_nothing_before_it_tells_anything() {
    let (outcome, heard) = attempt(WILLING).await;
    assert_eq!(outcome, Outcome::Sent);
    let clear: Vec<_> =
        heard.iter().filter(|(encrypted, _)| !encrypted).map(|(_, line)| line.as_str()).collect();
    assert_eq!(clear, ["EHLO portal.example.org", "STARTTLS"]);
    let secret: Vec<_> = commands(&heard).into_iter().filter(|(encrypted, _)| *encrypted).collect();
    let expected = ["EHLO", "AUTH", "MAIL", "RCPT", "DATA"].map(|command| (true, command));
    assert_eq!(secret[..5], expected);
    assert_eq!(secret.last(), Some(&(true, "QUIT")));
    let line = |wanted: &str| heard.iter().any(|(_, line)| line == wanted);
    assert!(line("MAIL FROM:<no-reply@portal.example.org>"), "{heard:?}");
    assert!(line("RCPT TO:<desk@psd.example.org>") && line("Subject: Something is waiting for you"));
}

#[tokio::test]
async fn a_letter_goes_over_tls_from_the_first_byte() {
    let (outcome, heard) = attempt(Script { tls_at_once: true, ..WILLING }).await;
    assert_eq!(outcome, Outcome::Sent);
    assert!(heard.iter().all(|(encrypted, _)| *encrypted));
}

#[tokio::test]
async fn every_attempt_carries_the_same_message_id() {
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (_, heard) = attempt(WILLING).await;
        ids.extend(heard.into_iter().map(|(_, line)| line).filter(|line| line.starts_with("Message-ID")));
    }
    assert_eq!(ids, vec![format!("Message-ID: <{ID}@portal.example.org>"); 2]);
}

#[tokio::test]
async fn what_the_server_answers_decides() {
    let tls = Script { tls_at_once: true, ..WILLING };
    let cases = [
        (Script { rcpt: "550 5.1.1 no such user", ..tls }, Outcome::Dead(Reason::Rejected)),
        (Script { taken: "554 5.6.0 not that", ..tls }, Outcome::Dead(Reason::Rejected)),
        (Script { rcpt: "451 4.7.1 greylisted", ..tls }, Outcome::Retry(Reason::Deferred)),
        (Script { taken: "452 full", ..tls }, Outcome::Retry(Reason::Deferred)),
        (Script { greeting: "421 busy", ..tls }, Outcome::Retry(Reason::Deferred)),
        (Script { greeting: "554 not you", ..tls }, Outcome::Retry(Reason::TurnedAway)),
        (Script { auth: "535 5.7.8 who", ..tls }, Outcome::Retry(Reason::Credentials)),
        (Script { auth: "454 later", ..tls }, Outcome::Retry(Reason::Deferred)),
        (Script { offers: "250 portal", ..tls }, Outcome::Retry(Reason::Credentials)),
        (Script { taken: "what?", ..tls }, Outcome::Retry(Reason::Garbled)),
        (Script { greeting: "HTTP/1.1 400", ..tls }, Outcome::Retry(Reason::Garbled)),
        (Script { offers: "250 AUTH PLAIN", ..WILLING }, Outcome::Retry(Reason::NoStartTls)),
    ];
    for (script, expected) in cases {
        let (outcome, heard) = attempt(script).await;
        assert_eq!(outcome, expected, "{heard:?}");
    }
}

/// A log that can be read afterwards.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_gets_nothing_of_a_letter_that_fails() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
    let guard = tracing::subscriber::set_default(subscriber.with_writer(move || writer.clone()).finish());
    let script = Script { rcpt: "550 <desk@psd.example.org> unknown, says Candour", ..WILLING };
    assert_eq!(attempt(script).await.0, Outcome::Dead(Reason::Rejected));
    tracing::error!("the log works");
    drop(guard);
    let lines = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(lines.contains("the log works"), "{lines}");
    assert!(!lines.contains("candour::mail: "), "{lines}");
    for secret in ["@", ID, "says", "waiting", "sesame"] {
        assert!(!lines.contains(secret), "{secret} in {lines}");
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_said_at_all() {
    let (_, heard) = attempt(Script { offers: "250 AUTH PLAIN", ..WILLING }).await;
    assert_eq!(heard.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>(), ["EHLO portal.example.org"]);
}

/// Sends to a server of `name` while trusting `trusted`.
async fn distrust(name: &str, server: &Authority, trusted: &Authority, script: Script) -> (Outcome, Heard) {
    let folder = tempfile::tempdir().unwrap();
    let (port, thread) = server.serve(name, script);
    let security = if script.tls_at_once { Security::Tls } else { Security::StartTls };
    let outcome = send(smtp(port, security, Some(trusted.file(folder.path())))).await;
    (outcome, thread.join().unwrap())
}

#[tokio::test]
async fn an_untrusted_certificate_gets_no_letter_and_no_password() {
    let (server, stranger) = (Authority::new(), Authority::new());
    for script in [WILLING, Script { tls_at_once: true, ..WILLING }] {
        let wrong_root = distrust("localhost", &server, &stranger, script).await;
        let wrong_name = distrust("elsewhere.example", &server, &server, script).await;
        for (outcome, heard) in [wrong_root, wrong_name] {
            assert_eq!(outcome, Outcome::Retry(Reason::Tls));
            assert!(heard.iter().all(|(encrypted, _)| !encrypted), "{heard:?}");
        }
    }
}

/// Runs this test again in a process of its own, for which the system's roots are those in `roots`.
fn again(test: &str, roots: &Path, port: u16) {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("tests::smtp::{test}")])
        .env("SSL_CERT_FILE", roots)
        .env("SSL_CERT_DIR", roots.with_file_name("nowhere"))
        .env(PORT, port.to_string())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && said.contains("1 passed"), "{said}");
}

/// Where the parent process serves.
const PORT: &str = "CANDOUR_TEST_SMTP_PORT";

#[tokio::test]
async fn the_systems_roots_and_an_extra_root_are_trusted_together() {
    let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
    let extra = authority.file(folder.path());
    let (port, server) = authority.serve("localhost", WILLING);
    let Ok(parents_port) = std::env::var(PORT) else {
        again("the_systems_roots_and_an_extra_root_are_trusted_together", &extra, port);
        assert_eq!(commands(&server.join().unwrap()).last(), Some(&(true, "QUIT")));
        return;
    };
    let by_system = smtp(parents_port.parse().unwrap(), Security::StartTls, Some(extra.clone()));
    assert_eq!(send(by_system).await, Outcome::Sent);
    assert_eq!(send(smtp(port, Security::StartTls, Some(extra))).await, Outcome::Sent);
    server.join().unwrap();
}

#[test]
fn a_system_that_trusts_nobody_needs_an_extra_root() {
    let folder = tempfile::tempdir().unwrap();
    if std::env::var_os(PORT).is_none() {
        again("a_system_that_trusts_nobody_needs_an_extra_root", &folder.path().join("none.pem"), 0);
        return;
    }
    let set_up = |root| Mailer::new(crate::tests::settings(Transport::Smtp(smtp(465, Security::Tls, root))));
    assert!(matches!(set_up(None), Err(MailerProblem::NoRoots)));
    assert!(set_up(Some(Authority::new().file(folder.path()))).is_ok());
}

#[tokio::test]
async fn a_silent_or_absent_server_is_tried_again() {
    for security in [Security::StartTls, Security::Tls] {
        let (folder, authority) = (tempfile::tempdir().unwrap(), Authority::new());
        let root = authority.file(folder.path());
        let (port, server) = serve_silence();
        let patient = mailer(smtp(port, security, Some(root.clone())), Duration::from_millis(50));
        let outcome = patient.send(&letter(LetterBody::Waiting), now()).await;
        assert_eq!(outcome, Outcome::Retry(Reason::TimedOut), "{security:?}");
        server.join().unwrap();
        // The listener is gone with its thread: nobody answers at that port now.
        assert_eq!(send(smtp(port, security, Some(root))).await, Outcome::Retry(Reason::Unreachable));
    }
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let root = Authority::new().file(folder.path());
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let problem = |root: &Path| {
        let settings = smtp(465, Security::Tls, Some(root.to_path_buf()));
        Mailer::new(crate::tests::settings(Transport::Smtp(settings))).unwrap_err()
    };
    assert!(matches!(problem(&folder.path().join("none")), MailerProblem::RootFile(_)));
    let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (name, content) in [("empty", ""), ("words", "hello"), ("damaged", damaged)] {
        assert!(matches!(problem(&file(name, content)), MailerProblem::RootCertificate), "{name}");
    }
    let half = SmtpSettings { user: None, ..smtp(465, Security::Tls, Some(root.clone())) };
    let half = Mailer::new(crate::tests::settings(Transport::Smtp(half))).unwrap_err();
    assert!(matches!(half, MailerProblem::HalfCredentials), "{half}");
    let nobody = SmtpSettings { user: None, password: None, ..smtp(465, Security::Tls, Some(root)) };
    assert!(Mailer::new(crate::tests::settings(Transport::Smtp(nobody))).is_ok());
}
