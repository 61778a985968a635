//! Servers that cannot be trusted, and what becomes of the letter meanwhile.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use candour::mail::{MailSettings, Mailer, Security, SmtpSettings, Transport};
use candour::worker::outbox;

use crate::mail::{SOON, as_text, header, over_starttls, over_tls};
use crate::support::premises::{Inside, Served};
use crate::support::process::Launch;
use crate::support::smtp::{Answer, Smtp};

fn mailer(smtp: &Smtp, port: u16, change: impl Fn(&mut SmtpSettings)) -> Mailer {
    let mut server = SmtpSettings {
        host: "localhost".into(),
        port,
        security: if port == smtp.tls { Security::Tls } else { Security::StartTls },
        user: Some(Smtp::USER.into()),
        password: Some(Smtp::PASSWORD.to_owned().into()),
        extra_root: Some(smtp.authority.clone()),
    };
    change(&mut server);
    let settings = MailSettings {
        transport: Transport::Smtp(server),
        from: "no-reply@portal.example".parse().expect("an address"),
        site_name: "Candour".into(),
        staff_url: "https://portal.example/staff".into(),
        public_origin: "https://portal.example".into(),
    };
    Mailer::new(settings).expect("a mailer")
}

/// Steps the worker over what is due; a good while passes first.
async fn step(inside: &Inside, mailer: &Mailer) -> usize {
    inside.clock.step(3_700);
    let mut all = 0;
    loop {
        match outbox::step(&inside.app, mailer).await.expect("the outbox works") {
            0 => return all,
            some => all += some,
        }
    }
}

#[tokio::test]
async fn a_wrong_password_or_a_stranger_s_certificate_holds_the_letter_back() {
    let (smtp, inside) = (Smtp::start(), Inside::start());
    let begun = inside.app.now().day();
    let wrong = mailer(&smtp, smtp.starttls, |server| server.password = Some("wrong".to_owned().into()));
    let waiting = step(&inside, &wrong).await;
    assert!(waiting > 0);
    assert_eq!(smtp.refused(SOON).as_deref(), Some("sign-in"));
    let other = Smtp::start();
    for port in [smtp.starttls, smtp.tls] {
        let distrustful = mailer(&smtp, port, |server| server.extra_root = Some(other.authority.clone()));
        assert_eq!(step(&inside, &distrustful).await, waiting, "still waiting");
        assert!(smtp.fault(SOON).is_some(), "the handshake was broken off");
    }
    assert_eq!(smtp.kept(), 0);
    let mut administrator = inside.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    // In the last three hours of a day the steps have passed midnight: then tomorrow has come.
    let is_tomorrow = inside.app.now().day() > begun;
    assert_eq!(page.text().contains("letters:"), is_tomorrow, "not before tomorrow: {}", page.describe());
    inside.clock.step(86_400);
    let mut administrator = inside.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    let told = format!("{waiting} letters: There is no trusted encrypted connection");
    assert!(page.text().contains(&told), "{}", page.describe());
    let right = mailer(&smtp, smtp.starttls, |_| {});
    assert_eq!(step(&inside, &right).await, waiting);
    assert_eq!(smtp.kept(), waiting);
    assert_eq!(step(&inside, &right).await, 0, "nothing is sent twice");
}

#[tokio::test]
async fn a_letter_keeps_its_name_through_every_attempt() {
    let (mut smtp, inside) = (Smtp::start(), Inside::start());
    let mailer = mailer(&smtp, smtp.tls, |_| {});
    smtp.answer(Answer::KeepAndHangUp);
    let waiting = step(&inside, &mailer).await;
    smtp.answer(Answer::Accept);
    assert_eq!(step(&inside, &mailer).await, waiting);
    let mut names: Vec<String> =
        (0..waiting * 2).map(|_| header(&smtp.receive(SOON).expect("a letter"), "Message-ID")).collect();
    names.sort();
    assert!(names.chunks(2).all(|pair| pair[0] == pair[1]), "{names:?}");
    names.dedup();
    assert_eq!(names.len(), waiting);
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_offers_no_encryption() {
    let (port, heard) = plain_server();
    let (smtp, inside) = (Smtp::start(), Inside::start());
    let hopeful = mailer(&smtp, port, |server| server.security = Security::StartTls);
    assert!(step(&inside, &hopeful).await > 0);
    let said: Vec<String> = heard.try_iter().collect();
    assert!(!said.is_empty());
    for line in said {
        let word = line.split_whitespace().next().unwrap_or_default().to_uppercase();
        assert!(["EHLO", "STARTTLS", "QUIT", "RSET"].contains(&word.as_str()), "{line}");
    }
}

/// A mail server without STARTTLS, and every line that it hears.
fn plain_server() -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen");
    let port = listener.local_addr().expect("an address").port();
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut out = stream.try_clone().expect("a second handle");
            let _ = out.write_all(b"220 plain.example ESMTP\r\n");
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let answer = match line.split_whitespace().next().unwrap_or_default() {
                    "EHLO" => "250-plain.example\r\n250 AUTH PLAIN LOGIN\r\n",
                    "QUIT" => "221 Bye\r\n",
                    _ => "250 Fine\r\n",
                };
                let _ = tell.send(line);
                if out.write_all(answer.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    (port, told)
}

#[tokio::test]
async fn a_server_that_starts_late_is_waited_for() {
    let mut smtp = Smtp::start();
    smtp.down();
    let settings = over_starttls(&smtp);
    let served = Served::start(&as_text(&settings));
    let mut administrator = served.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    assert!(page.text().contains("There are none."), "{}", page.describe());
    smtp.up();
    assert_eq!(smtp.kept(), 0);
    assert!(served.server.terminate().success());
}

#[test]
fn the_mail_settings_can_be_tried() {
    let smtp = Smtp::start();
    let test = |settings: Vec<(&'static str, String)>, to: &str| {
        let launch = Launch::new().args(&["mail", "test", "--to", to]);
        settings.iter().fold(launch, |launch, (name, value)| launch.env(name, value)).run()
    };
    for settings in [over_starttls(&smtp), over_tls(&smtp)] {
        let tried = test(settings, "admin@psd.example");
        assert!(tried.status.success() && tried.stdout.contains("The letter was taken"), "{}", tried.stderr);
        let mail = smtp.receive(SOON).expect("the letter");
        assert_eq!(mail.to, ["admin@psd.example"]);
        assert_eq!(header(&mail, "Subject"), "Test message");
    }
    let with = |name: &'static str, value: &str| {
        let mut settings = over_starttls(&smtp);
        settings.iter_mut().find(|(known, _)| *known == name).expect("a setting").1 = value.to_owned();
        settings
    };
    for (settings, reason) in [
        (with("CANDOUR__MAIL__PASSWORD", "wrong"), "did not accept the user name and password"),
        (with("CANDOUR__MAIL__HOST", "127.0.0.2"), "cannot be reached"),
        (with("CANDOUR__MAIL__EXTRA_ROOT", "/nowhere/root.pem"), "cannot be read"),
    ] {
        let tried = test(settings, "admin@psd.example");
        assert!(!tried.status.success() && tried.stderr.contains(reason), "{reason}: {}", tried.stderr);
        assert!(
            !tried.stderr.contains("wrong") && !tried.stderr.contains(Smtp::PASSWORD),
            "{}",
            tried.stderr
        );
    }
    assert!(!test(over_tls(&smtp), "nobody").status.success());
    assert_eq!(smtp.kept(), 2);
}
