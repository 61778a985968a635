//! Real sockets, real handshakes.

use std::net::TcpStream;

use actix_web::{HttpResponse, web};
use rustls::crypto::SupportedKxGroup;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, NamedGroup, ProtocolVersion};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::authority::{Authority, connect, get, open};
use crate::certificate::Refresh;
use crate::redirect;
use crate::server::*;

const PACE: Pace = Pace { workers: 1, shutdown: Duration::from_secs(30) };

fn listener(routes: impl Fn(&mut ServiceConfig) + Send + Sync + 'static) -> Listener {
    Listener {
        address: ([127, 0, 0, 1], 0).into(),
        tls: None,
        headers: Arc::new(SecurityHeaders::new(false, None)),
        origins: Arc::new(Origins::new(Vec::new(), String::new())),
        routes: Arc::new(routes),
    }
}

fn hello(config: &mut ServiceConfig) {
    config.route("/", web::get().to(|| async { HttpResponse::Ok().body("hello") }));
}

/// A server at work.
struct Running {
    addresses: Vec<SocketAddr>,
    stop: CancellationToken,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    fn start(listeners: Vec<Listener>, pace: Pace) -> Self {
        let (server, addresses) = Server::bind(listeners, pace).unwrap();
        let stop = CancellationToken::new();
        let task = tokio::spawn(server.run(stop.clone()));
        Self { addresses, stop, task }
    }

    async fn end(self) {
        self.stop.cancel();
        self.task.await.unwrap().unwrap();
        for address in self.addresses {
            assert!(TcpStream::connect(address).is_err(), "{address} still listens");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_address_has_its_own_routes_and_every_answer_the_headers() {
    let staff = listener(|config| {
        config.route("/staff", web::get().to(|| async { HttpResponse::Ok().body("staff") }));
    });
    let plain = listener(|config| redirect::routes(config, "https://candour.example"));
    let running = Running::start(vec![listener(hello), staff, plain], PACE);
    let ask =
        |place: usize, path: &str| get(&mut TcpStream::connect(running.addresses[place]).unwrap(), path);
    assert!(
        ask(0, "/").starts_with("HTTP/1.1 200")
            && ask(0, "/").contains("content-security-policy: default-src")
    );
    assert!(ask(0, "/staff").starts_with("HTTP/1.1 404") && ask(0, "/staff").contains("no-store"));
    assert!(ask(1, "/staff").ends_with("staff"));
    assert!(ask(1, "/").starts_with("HTTP/1.1 404"));
    assert!(ask(2, "/staff?x=1").contains("location: https://candour.example/staff?x=1\r\n"));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_versions_are_spoken_and_the_exchange_is_post_quantum() {
    let authority = Authority::new();
    let tls = Some(Arc::new(open(&authority.issue().folder()).unwrap()));
    let running = Running::start(vec![Listener { tls, ..listener(hello) }], PACE);
    let address = running.addresses[0];

    let mut newest = connect(&authority.client(&[&TLS13, &TLS12], &[b"http/1.1"]), address);
    assert_eq!(newest.conn.protocol_version(), Some(ProtocolVersion::TLSv1_3));
    let group = newest.conn.negotiated_key_exchange_group().map(SupportedKxGroup::name);
    assert_eq!(group, Some(NamedGroup::X25519MLKEM768));
    assert_eq!(newest.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    assert!(get(&mut newest, "/").ends_with("hello"));
    assert_eq!(newest.conn.tls13_tickets_received(), 0);

    let mut older = connect(&authority.client(&[&TLS12], &[]), address);
    assert_eq!(older.conn.protocol_version(), Some(ProtocolVersion::TLSv1_2));
    assert!(get(&mut older, "/").ends_with("hello"));

    let newer_http = connect(&authority.client(&[&TLS13], &[b"h2", b"http/1.1"]), address);
    assert_eq!(newer_http.conn.alpn_protocol(), Some(&b"h2"[..]));
    drop((newest, older, newer_http));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_served_and_open_connections_go_on() {
    let authority = Authority::new();
    let first = authority.issue();
    let folder = first.folder();
    let certificate = Arc::new(open(&folder).unwrap());
    let tls = Some(Arc::clone(&certificate));
    let running = Running::start(vec![Listener { tls, ..listener(hello) }], PACE);
    let client = authority.client(&[&TLS13], &[]);
    let mut open = connect(&client, running.addresses[0]);
    assert!(get(&mut open, "/").ends_with("hello"));

    let second = authority.issue();
    second.write(folder.path());
    assert!(matches!(certificate.refresh(), Refresh::Swapped));
    let fresh = connect(&client, running.addresses[0]);
    assert_eq!(fresh.conn.peer_certificates().unwrap()[0].as_ref(), second.leaf);
    assert_eq!(open.conn.peer_certificates().unwrap()[0].as_ref(), first.leaf);
    assert!(get(&mut open, "/").ends_with("hello"));
    drop((open, fresh));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_served_over_http_2() {
    let authority = Authority::new();
    let tls = Some(Arc::new(open(&authority.issue().folder()).unwrap()));
    let headers = Arc::new(SecurityHeaders::new(true, None));
    let running = Running::start(vec![Listener { tls, headers, ..listener(hello) }], PACE);
    let config = ClientConfig::clone(&authority.client(&[&TLS13], &[b"h2"]));
    let client = reqwest::Client::builder().tls_backend_preconfigured(config).build().unwrap();
    let answer =
        client.get(format!("https://localhost:{}/", running.addresses[0].port())).send().await.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert_eq!(answer.text().await.unwrap(), "hello");
    drop(client);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_panics_breaks_off_its_own_connection_only() {
    let running = Running::start(
        vec![listener(|config| {
            hello(config);
            config.route("/panic", web::get().to(panics));
        })],
        PACE,
    );
    let mut open = TcpStream::connect(running.addresses[0]).unwrap();
    assert!(get(&mut open, "/").ends_with("hello"));
    assert_eq!(get(&mut TcpStream::connect(running.addresses[0]).unwrap(), "/panic"), "");
    assert!(get(&mut open, "/").ends_with("hello"));
    drop(open);
    running.end().await;
}

async fn panics() -> HttpResponse {
    // Without the message that a panic prints.
    std::panic::resume_unwind(Box::new("on purpose"))
}

/// A route that says when it was entered and waits for leave to answer.
#[derive(Clone)]
struct Gate {
    entered: Arc<Semaphore>,
    leave: Arc<Semaphore>,
}

impl Gate {
    fn new() -> Self {
        Self { entered: Arc::new(Semaphore::new(0)), leave: Arc::new(Semaphore::new(0)) }
    }

    fn routes(&self, config: &mut ServiceConfig) {
        let gate = self.clone();
        config.route("/slow", web::get().to(move || gate.clone().pass()));
    }

    async fn pass(self) -> HttpResponse {
        self.entered.add_permits(1);
        self.leave.acquire().await.unwrap().forget();
        HttpResponse::Ok().body("finished")
    }
}

async fn slow_request(gate: &Gate, pace: Pace) -> (Running, JoinHandle<String>) {
    let routes = gate.clone();
    let running = Running::start(vec![listener(move |config| routes.routes(config))], pace);
    let address = running.addresses[0];
    let asking = tokio::task::spawn_blocking(move || get(&mut TcpStream::connect(address).unwrap(), "/slow"));
    gate.entered.acquire().await.unwrap().forget();
    (running, asking)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_finished_after_the_signal_to_stop() {
    let gate = Gate::new();
    let (running, asking) = slow_request(&gate, PACE).await;
    running.stop.cancel();
    // Nothing new is accepted, and only then may the old one finish.
    while tokio::net::TcpStream::connect(running.addresses[0]).await.is_ok() {}
    assert!(!running.task.is_finished());
    gate.leave.add_permits(1);
    assert!(asking.await.unwrap().ends_with("finished"));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_finish_in_time_is_broken_off() {
    let gate = Gate::new();
    let (running, asking) = slow_request(&gate, Pace { shutdown: Duration::from_secs(1), ..PACE }).await;
    running.end().await;
    assert_eq!(asking.await.unwrap(), "");
}

#[tokio::test]
async fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let error = Server::bind(vec![Listener { address, ..listener(hello) }], PACE).unwrap_err();
    assert!(error.to_string().contains(&address.to_string()), "{error}");
}
