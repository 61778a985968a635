//! The test kit holds what it promises: a kit that sees nothing would pass everything.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::support::browser;
use crate::support::client::{Upload, Visitor};
use crate::support::postgres::{Postgres, postgres};
use crate::support::process::Launch;
use crate::support::smtp::{Answer, Smtp};

const SOON: Duration = Duration::from_secs(30);

mod databases {
    use super::*;

    #[test]
    fn are_apart_and_can_be_dumped() {
        let server = postgres();
        let (one, other) = (server.new_database(), server.new_database());
        server.sql(&one, "create table story as select 'zebra' as word");
        assert_eq!(server.sql(&one, "select word from story"), "zebra\n");
        assert!(String::from_utf8_lossy(&server.dump(&one)).contains("zebra"));
        assert!(!String::from_utf8_lossy(&server.dump(&other)).contains("zebra"));
    }

    #[test]
    fn survive_a_crash_of_their_own_cluster() {
        let server = Postgres::private();
        let url = server.new_database();
        server.sql(&url, "create table story as select 'zebra' as word");
        server.crash();
        server.start();
        assert_eq!(server.sql(&url, "select word from story"), "zebra\n");
        server.stop();
        server.start();
        assert!(server.log().contains("received fast shutdown request"));
    }
}

mod mail {
    use super::*;

    #[tokio::test]
    async fn arrives_over_starttls_and_tls() {
        let server = Smtp::start();
        send(&server, server.starttls, Smtp::PASSWORD).await.expect("STARTTLS");
        let mail = server.receive(SOON).expect("a message");
        assert_eq!(
            (mail.from.as_str(), mail.to),
            ("from@candour.example", vec!["desk@force.example".to_owned()])
        );
        assert!(String::from_utf8_lossy(&mail.raw).contains("Subject: Kit"));
        send(&server, server.tls, Smtp::PASSWORD).await.expect("TLS");
        assert!(server.receive(SOON).is_some());
        assert_eq!(server.kept(), 2);
    }

    #[tokio::test]
    async fn is_refused_without_the_password() {
        let server = Smtp::start();
        send(&server, server.starttls, "wrong").await.expect_err("no sign-in");
        assert_eq!(server.refused(SOON).as_deref(), Some("sign-in"));
        assert_eq!(server.kept(), 0);
    }

    #[tokio::test]
    async fn is_answered_as_told() {
        let mut server = Smtp::start();
        server.answer(Answer::Later);
        assert!(send(&server, server.starttls, Smtp::PASSWORD).await.expect_err("451").is_transient());
        server.answer(Answer::Refuse);
        assert!(send(&server, server.starttls, Smtp::PASSWORD).await.expect_err("550").is_permanent());
        server.answer(Answer::HangUp);
        send(&server, server.starttls, Smtp::PASSWORD).await.expect_err("cut off");
        assert_eq!(server.kept(), 0);
        server.answer(Answer::KeepAndHangUp);
        send(&server, server.tls, Smtp::PASSWORD).await.expect_err("cut off");
        assert_eq!(server.kept(), 1);
    }

    #[tokio::test]
    async fn waits_while_the_server_is_down() {
        let mut server = Smtp::start();
        server.answer(Answer::Accept);
        server.down();
        send(&server, server.starttls, Smtp::PASSWORD).await.expect_err("nobody there");
        server.up();
        send(&server, server.starttls, Smtp::PASSWORD).await.expect("there again");
    }

    #[tokio::test]
    async fn server_survives_a_visitor_that_speaks_no_tls() {
        let server = Smtp::start();
        let mut stranger = std::net::TcpStream::connect(("127.0.0.1", server.tls)).expect("connect");
        stranger.write_all(b"EHLO stranger\r\n").expect("write");
        assert!(server.fault(SOON).is_some());
        send(&server, server.tls, Smtp::PASSWORD).await.expect("still there");
    }

    async fn send(server: &Smtp, port: u16, password: &str) -> Result<(), lettre::transport::smtp::Error> {
        let pem = std::fs::read(&server.authority).expect("read the authority");
        let authority = Certificate::from_pem(&pem).expect("a certificate");
        let tls = TlsParameters::builder("localhost".to_owned()).add_root_certificate(authority).build()?;
        let tls = if port == server.tls { Tls::Wrapper(tls) } else { Tls::Required(tls) };
        let message = Message::builder()
            .from("from@candour.example".parse().expect("an address"))
            .to("desk@force.example".parse().expect("an address"))
            .subject("Kit")
            .body("Hello".to_owned())
            .expect("a message");
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("localhost").port(port).tls(tls);
        let credentials = Credentials::new(Smtp::USER.to_owned(), password.to_owned());
        transport.credentials(credentials).build().send(message).await.map(drop)
    }
}

mod visitor {
    use super::*;

    const FORM: &str = "<body><form action=/exit><button>Exit</button></form><main><h1>Your <b>story</b></h1>\
        <form method=post action=/next enctype=multipart/form-data><input type=hidden name=token value=t1>\
        <textarea name=story>\nSo far</textarea><input type=radio name=who value=me checked>\
        <input type=radio name=who value=other><input type=checkbox name=sure value=yes>\
        <select name=force><option value=1>One<option value=2 selected>Two</select>\
        <input type=file name=files><button name=go value=on>Continue</button></form></main>";

    #[tokio::test]
    async fn fills_in_the_form_carries_the_rest_and_follows() {
        let (base, requests) = serve(vec![
            answer("200 OK\r\nSet-Cookie: __Host-draft=k; Path=/; Secure", FORM),
            answer("303 See Other\r\nLocation: /done\r\nSet-Cookie: __Host-draft=; Max-Age=0", ""),
            answer("200 OK", "<title>Sent</title><h1>Sent</h1><p>Thank you"),
        ]);
        let mut visitor = Visitor::new(&base).with("user-agent", "old phone");
        let page = visitor.open("/story").await;
        assert_eq!(page.attribute("input[type=radio]", "value"), ["me", "other"]);
        assert_eq!(page.header("content-length"), page.body.len().to_string());
        assert_eq!(page.text(), "Exit Your story So far One Two Continue");
        assert_eq!(page.field("force").as_deref(), Some("2"));
        let file = Upload { field: "files", file_name: "a.txt", media_type: "text/plain", bytes: b"zebra" };
        let answers = [("story", "Again"), ("go", "on")];
        let sent = visitor.upload(&page, "/next", &answers, &[file]).await;
        assert_eq!((sent.text().as_str(), sent.url.path(), sent.via.len()), ("Sent Thank you", "/done", 1));
        assert!(visitor.cookies.is_empty());
        let requests = requests.join().expect("the server's log");
        assert!(requests[1].contains("__Host-draft=k") && requests[1].contains("user-agent: old phone"));
        let names: Vec<_> =
            requests[1].split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(names, ["token", "story", "who", "force", "go", "files"]);
        assert!(requests[1].contains("zebra") && requests[1].contains("Again"));
        assert!(!requests[2].contains("__Host-draft"));
    }

    #[tokio::test]
    #[should_panic(expected = "no field \"age\"")]
    async fn cannot_fill_in_what_is_not_there() {
        let (base, _) = serve(vec![answer("200 OK", FORM)]);
        let mut visitor = Visitor::new(&base);
        let page = visitor.get("/story").await;
        visitor.submit(&page, &[("age", "17")]).await;
    }

    #[tokio::test]
    async fn sends_what_it_is_told_without_a_form() {
        let (base, requests) = serve(vec![answer("400 Bad Request", "")]);
        let mut visitor = Visitor::new(&base);
        visitor.cookies.insert("__Host-draft".to_owned(), "forged".to_owned());
        assert_eq!(visitor.post("/next", &[("token", "forged")]).await.status, 400);
        let request = requests.join().expect("the server's log").remove(0);
        assert!(request.contains("__Host-draft=forged") && request.ends_with("token=forged"));
    }

    fn answer(head: &str, html: &str) -> String {
        format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}", html.len())
    }

    /// Gives these answers one after another, and what was asked.
    fn serve(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("listen");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = thread::spawn(move || answers.iter().map(|answer| exchange(&listener, answer)).collect());
        (base, asked)
    }

    fn exchange(listener: &TcpListener, answer: &str) -> String {
        let (mut stream, _) = listener.accept().expect("a visitor");
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            reader.read_line(&mut request).expect("a header line");
        }
        let length = request
            .lines()
            .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut body).expect("a body");
        stream.write_all(answer.as_bytes()).expect("answer");
        request + &String::from_utf8_lossy(&body)
    }
}

mod process {
    use super::*;

    /// Listens on nothing, ends with 3 when asked to, and says so.
    const SERVER: &str =
        "trap 'echo bye; exit 3' TERM; echo listening public=127.0.0.1:1 staff=https://127.0.0.1:2;
        echo \"$WORD\" >&2; pwd; cat candour.toml; while read -r line; do :; done; while :; do wait; done";

    #[test]
    fn runs_to_its_end() {
        let ended = Launch::of("sh").args(&["-c", "cat; echo no >&2; exit 7"]).input("zebra").run();
        assert_eq!(
            (ended.stdout.as_str(), ended.stderr.as_str(), ended.status.code()),
            ("zebra", "no\n", Some(7))
        );
        assert!(Launch::new().args(&["--help"]).run().status.success());
    }

    #[test]
    fn starts_ends_and_starts_again_in_its_folder() {
        let launch = Launch::of("sh").args(&["-c", SERVER]).env("WORD", "zebra").config("a = 1\n");
        assert!(launch.data().ends_with("/data"));
        let server = launch.start();
        assert_eq!(
            (server.public.as_str(), server.staff.as_str()),
            ("http://127.0.0.1:1", "https://127.0.0.1:2")
        );
        assert_eq!(server.folder(), launch.folder());
        let running = format!("/proc/{}", server.pid());
        assert!(std::path::Path::new(&running).exists());
        server.kill();
        assert!(!std::path::Path::new(&running).exists());
        assert_eq!(launch.start().terminate().code(), Some(3));
        let server = launch.start();
        server.signal("CONT");
        assert!(server.stdout().contains("bye") && server.stdout().contains("a = 1"));
        assert!(server.stderr().starts_with("zebra\n"));
    }

    #[test]
    #[should_panic(expected = "the reason")]
    fn that_does_not_start_says_why() {
        Launch::of("sh").args(&["-c", "echo the reason >&2"]).start();
    }
}

mod chromium {
    use super::*;

    #[test]
    fn sees_faults_of_pages() {
        browser::run("kit-check", &[]);
    }
}
