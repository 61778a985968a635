//! Health, and an end that breaks nothing off.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::host;
use crate::support::client::Visitor;
use crate::support::deployment::INIT;
use crate::support::postgres::Postgres;
use crate::support::premises::Served;
use crate::support::process::Launch;

const SOON: Duration = Duration::from_secs(30);

#[tokio::test]
async fn what_has_begun_is_finished_after_the_signal_to_stop() {
    let served = Served::start(&[]);
    let mut visitor = served.visitor();
    let page = visitor.open("/step/1").await;
    let body = format!("token={}&story=Something+happened", page.field("token").expect("a form token"));
    let address = host(&served.server.public).to_owned();
    let mut stream = TcpStream::connect(&address).expect("connect");
    stream.set_read_timeout(Some(SOON)).expect("a timeout");
    write!(
        stream,
        "POST /step/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        body.len()
    )
    .expect("write");
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n", "the handler waits for the form");
    served.server.signal("TERM");
    let end = Instant::now() + SOON;
    while TcpStream::connect(&address).is_ok() {
        assert!(Instant::now() < end, "nobody new is let in");
    }
    stream.write_all(body.as_bytes()).expect("write");
    let mut answer = String::new();
    reader.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("HTTP/1.1 303") && answer.contains("location: /step/2"), "{answer}");
    assert!(served.server.terminate().success());
}

#[tokio::test]
async fn a_load_balancer_is_told_when_the_database_is_gone() {
    let postgres = Postgres::private();
    let url = postgres.new_database();
    let init = Launch::new().args(&INIT);
    let init = init.env("CANDOUR__DATA__DATABASE", &url);
    let made = init.run();
    assert!(made.status.success(), "{}", made.stderr);
    let serve = init.with_args(&["serve"]).env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0");
    let server = serve.start();
    let mut visitor = Visitor::new(&server.public);
    let ready = visitor.get("/health/ready").await;
    assert_eq!((ready.status, ready.html.as_str()), (200, "ready"));
    postgres.stop();
    let gone = visitor.get("/health/ready").await;
    assert_eq!((gone.status, gone.html.as_str()), (503, "not ready"));
    assert_eq!(visitor.get("/health/live").await.status, 200);
    assert_eq!(visitor.get("/").await.status, 200, "the start page is there, and 999 on it");
    postgres.start();
    let end = Instant::now() + SOON;
    while visitor.get("/health/ready").await.status != 200 {
        assert!(Instant::now() < end, "it is ready again by itself: {}", server.stderr());
    }
    assert!(!server.folder().join("data/candour.db").exists(), "no stray file");
    assert!(server.terminate().success());
}
