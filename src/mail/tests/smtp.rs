//! Real conversations with a server on this machine.

use std::path::Path;

use super::server::{Authority, Heard, Script, WILLING, serve_silence};
use super::*;

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
    Mailer::with_patience(super::settings(Transport::Smtp(settings)), patience).unwrap()
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
        Mailer::new(super::settings(Transport::Smtp(settings))).unwrap_err()
    };
    assert!(matches!(problem(&folder.path().join("none")), MailerProblem::RootFile(_)));
    let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (name, content) in [("empty", ""), ("words", "hello"), ("damaged", damaged)] {
        assert!(matches!(problem(&file(name, content)), MailerProblem::RootCertificate), "{name}");
    }
    let half = SmtpSettings { user: None, ..smtp(465, Security::Tls, Some(root.clone())) };
    let half = Mailer::new(super::settings(Transport::Smtp(half))).unwrap_err();
    assert!(matches!(half, MailerProblem::HalfCredentials), "{half}");
    let nobody = SmtpSettings { user: None, password: None, ..smtp(465, Security::Tls, Some(root)) };
    assert!(Mailer::new(super::settings(Transport::Smtp(nobody))).is_ok());
}
