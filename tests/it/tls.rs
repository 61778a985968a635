//! Candour on the wire: encryption, addresses, headers, health, and an orderly end.

mod addresses;
mod certificates;
mod headers;
mod shutdown;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};

use crate::support::premises::furnished;
use crate::support::process::{Candour, Launch};
use crate::support::tls::{Authority, Leaf};

type Connection = StreamOwned<ClientConnection, TcpStream>;

/// A server that encrypts, with the staff pages and the redirect at addresses of their own.
struct Encrypted {
    server: Candour,
    authority: Authority,
    demo: candour::demo::Demo,
}

impl Encrypted {
    fn start() -> Self {
        let authority = Authority::new();
        let (launch, demo) = furnished(&[
            ("CANDOUR__SITE__PUBLIC_ORIGIN", "https://candour.example"),
            ("CANDOUR__SITE__STAFF_ORIGIN", "https://staff.candour.example"),
            ("CANDOUR__SERVER__STAFF_ADDRESS", "127.0.0.1:0"),
            ("CANDOUR__SERVER__REDIRECT_ADDRESS", "127.0.0.1:0"),
            ("CANDOUR__SERVER__TLS__CHECK_SECONDS", "3600"),
        ]);
        let leaf = authority.leaf(launch.folder(), "leaf");
        Self { server: encrypting(&launch, &leaf).start(), authority, demo }
    }

    /// Replaces the pair of files, as a renewal does.
    fn renew(&self) -> Leaf {
        self.authority.leaf(&self.server.folder(), "leaf")
    }
}

fn encrypting(launch: &Launch, leaf: &Leaf) -> Launch {
    let text = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    let launch = launch.clone().env("CANDOUR__SERVER__TLS__CERTIFICATE", &text(&leaf.certificate));
    launch.env("CANDOUR__SERVER__TLS__PRIVATE_KEY", &text(&leaf.key))
}

/// Connects with these versions of TLS and finishes the handshake.
fn connect(
    authority: &Authority,
    base: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<Connection> {
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_slice(authority.pem.as_bytes()).expect("a certificate");
    roots.add(root).expect("a root");
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_protocol_versions(versions).expect("versions");
    let config = builder.with_root_certificates(roots).with_no_client_auth();
    let name = "localhost".try_into().expect("a name");
    let client = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut connection = StreamOwned::new(client, TcpStream::connect(host(base))?);
    while connection.conn.is_handshaking() {
        connection.conn.complete_io(&mut connection.sock)?;
    }
    Ok(connection)
}

/// Asks for a page and keeps the connection; gives head and body.
fn get(connection: &mut (impl Read + Write), path: &str) -> std::io::Result<String> {
    write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte)?;
        answer.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&answer).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a length"))];
    connection.read_exact(&mut body)?;
    Ok(head + &String::from_utf8_lossy(&body))
}

/// Host and port of an address.
fn host(base: &str) -> &str {
    base.split("://").nth(1).expect("a scheme")
}
