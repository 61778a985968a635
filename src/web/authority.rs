//! For the tests: an authority that issues certificates, and a client that trusts it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::{fs, str};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};
use tempfile::TempDir;

use crate::certificate::{CertificateError, ReloadingCertificate};
use crate::tls::provider;

/// An authority. A certificate that vouches for itself would be refused.
pub(crate) struct Authority {
    root: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate for `localhost` and its key.
pub(crate) struct Pair {
    pub(crate) certificate: String,
    pub(crate) key: String,
    pub(crate) leaf: Vec<u8>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = params.self_signed(&key).unwrap().der().clone();
        Self { root, issuer: Issuer::new(params, key) }
    }

    pub(crate) fn issue(&self) -> Pair {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["localhost".into()]).unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Pair { certificate: certificate.pem(), key: key.serialize_pem(), leaf: certificate.der().to_vec() }
    }

    /// A client that speaks `versions` and offers `protocols`.
    pub(crate) fn client(
        &self,
        versions: &[&'static SupportedProtocolVersion],
        protocols: &[&[u8]],
    ) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.root.clone()).unwrap();
        let builder = ClientConfig::builder_with_provider(Arc::new(provider()));
        let builder = builder.with_protocol_versions(versions).unwrap();
        let mut config = builder.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        Arc::new(config)
    }
}

impl Pair {
    pub(crate) fn write(&self, folder: &Path) {
        fs::write(folder.join("certificate.pem"), &self.certificate).unwrap();
        fs::write(folder.join("key.pem"), &self.key).unwrap();
    }

    /// A folder of its own that holds the pair.
    pub(crate) fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        folder
    }
}

/// Opens the pair in `folder`.
pub(crate) fn open(folder: &TempDir) -> Result<ReloadingCertificate, CertificateError> {
    ReloadingCertificate::open(&folder.path().join("certificate.pem"), &folder.path().join("key.pem"))
}

/// Sends a signal, such as `-TERM`, to this very process; its handler must be there already.
pub(crate) fn signal_ourselves(name: &str) {
    let order = format!("kill {name} {}", std::process::id());
    assert!(Command::new("sh").args(["-c", &order]).status().unwrap().success());
}

pub(crate) type Connection = StreamOwned<ClientConnection, TcpStream>;

/// Connects and finishes the handshake.
pub(crate) fn connect(config: &Arc<ClientConfig>, address: SocketAddr) -> Connection {
    let name = "localhost".try_into().unwrap();
    let connection = ClientConnection::new(Arc::clone(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address).unwrap());
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).unwrap();
    }
    stream
}

/// Asks for `path` over HTTP/1.1 and reads one answer with a `Content-Length`, leaving the connection open.
/// Empty when the server breaks off.
pub(crate) fn get(stream: &mut (impl Read + Write), path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let mut byte = [0];
    while !is_whole(&answer) {
        match stream.read(&mut byte) {
            Ok(1) => answer.push(byte[0]),
            _ => return String::new(),
        }
    }
    String::from_utf8(answer).unwrap()
}

fn is_whole(answer: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(answer) else { return false };
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let head = head.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() == length.parse::<usize>().unwrap())
}
