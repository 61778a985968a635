//! A small SMTP server with its own certification authority, to talk to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What the server says.
#[derive(Clone, Copy)]
pub(super) struct Script {
    pub(super) tls_at_once: bool,
    pub(super) offers: &'static str,
    pub(super) greeting: &'static str,
    pub(super) auth: &'static str,
    pub(super) rcpt: &'static str,
    pub(super) taken: &'static str,
}

/// A server that takes every letter.
pub(super) const WILLING: Script = Script {
    tls_at_once: false,
    offers: "250-portal\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN",
    greeting: "220 ready",
    auth: "235 welcome",
    rcpt: "250 ok",
    taken: "250 taken",
};

/// What the server heard: whether it was encrypted, and the line.
pub(super) type Heard = Vec<(bool, String)>;

/// A certification authority of a private network.
pub(super) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    pub(super) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Its certificate in a file.
    pub(super) fn file(&self, folder: &Path) -> PathBuf {
        let path = folder.join("root.pem");
        std::fs::write(&path, &self.pem).unwrap();
        path
    }

    fn server_config(&self, name: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key);
        Arc::new(config.unwrap())
    }

    /// Serves one connection as `name`, on the port that is given back.
    pub(super) fn serve(&self, name: &str, script: Script) -> (u16, JoinHandle<Heard>) {
        let config = self.server_config(name);
        let (port, listener) = listen();
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut heard = Heard::new();
            let secure = |stream| StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
            if script.tls_at_once || converse(&mut stream, false, script, &mut heard) {
                converse(&mut secure(stream), true, script, &mut heard);
            }
            heard
        });
        (port, thread)
    }
}

/// A server that accepts the connection and says nothing until the other side goes.
pub(super) fn serve_silence() -> (u16, JoinHandle<()>) {
    let (port, listener) = listen();
    let thread = std::thread::spawn(move || {
        let (mut stream, _): (TcpStream, _) = listener.accept().unwrap();
        let _everything = stream.read_to_end(&mut Vec::new());
    });
    (port, thread)
}

fn listen() -> (u16, TcpListener) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    (listener.local_addr().unwrap().port(), listener)
}

/// Talks until the other side goes; true when it asked for STARTTLS.
fn converse(stream: &mut (impl Read + Write), encrypted: bool, script: Script, heard: &mut Heard) -> bool {
    let mut stream = BufReader::with_capacity(1, stream);
    // After STARTTLS there is no second greeting.
    if (!encrypted || script.tls_at_once) && say(&mut stream, script.greeting).is_none() {
        return false;
    }
    let mut in_letter = false;
    while let Some(line) = hear(&mut stream) {
        heard.push((encrypted, line.clone()));
        let reply = reply(script, &line, &mut in_letter);
        if reply.is_some_and(|reply| say(&mut stream, reply).is_none()) {
            return false;
        }
        if line == "STARTTLS" {
            return true;
        }
    }
    false
}

/// The answer to a line, if it calls for one.
fn reply(script: Script, line: &str, in_letter: &mut bool) -> Option<&'static str> {
    if *in_letter {
        *in_letter = line != ".";
        return (!*in_letter).then_some(script.taken);
    }
    *in_letter = line == "DATA";
    Some(match line.split(' ').next().unwrap_or_default() {
        "EHLO" => script.offers,
        "STARTTLS" => "220 go",
        "AUTH" => script.auth,
        "RCPT" => script.rcpt,
        "DATA" => "354 go",
        _ => "250 ok",
    })
}

fn say(stream: &mut BufReader<impl Read + Write>, reply: &str) -> Option<()> {
    stream.get_mut().write_all(format!("{reply}\r\n").as_bytes()).ok()?;
    stream.get_mut().flush().ok()
}

fn hear(stream: &mut BufReader<impl Read + Write>) -> Option<String> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}
