//! Versions, key exchange, and certificates that are renewed while people are there.

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustls::crypto::SupportedKxGroup;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::version::{TLS12, TLS13};
use rustls::{NamedGroup, ProtocolVersion};

use super::{Encrypted, connect, get, host};
use crate::support::tls::{Authority, Leaf};

const SOON: Duration = Duration::from_secs(30);

fn served(authority: &Authority, base: &str) -> Vec<u8> {
    let connection = connect(authority, base, &[&TLS13]).expect("a connection");
    connection.conn.peer_certificates().expect("a certificate")[0].to_vec()
}

fn der(leaf: &Leaf) -> Vec<u8> {
    CertificateDer::from_pem_file(&leaf.certificate).expect("a certificate").to_vec()
}

/// Asks again and again until it is so; each asking takes its time.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + SOON;
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
    }
}

#[test]
fn both_versions_are_spoken_and_the_exchange_is_safe_from_quantum_computers() {
    let encrypted = Encrypted::start();
    for base in [&encrypted.server.public, &encrypted.server.staff] {
        let mut new = connect(&encrypted.authority, base, &[&TLS13, &TLS12]).expect("TLS 1.3");
        assert_eq!(new.conn.protocol_version(), Some(ProtocolVersion::TLSv1_3));
        let group = new.conn.negotiated_key_exchange_group().map(SupportedKxGroup::name);
        assert_eq!(group, Some(NamedGroup::X25519MLKEM768));
        assert!(get(&mut new, "/health/live").expect("an answer").ends_with("live"));
        let mut old = connect(&encrypted.authority, base, &[&TLS12]).expect("TLS 1.2");
        assert_eq!(old.conn.protocol_version(), Some(ProtocolVersion::TLSv1_2));
        assert!(get(&mut old, "/health/live").expect("an answer").ends_with("live"));
    }
    // Somebody without encryption at the encrypted address is not answered, and everybody else still is.
    let mut plain = TcpStream::connect(host(&encrypted.server.public)).expect("connect");
    plain.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").expect("write");
    assert!(!get(&mut plain, "/").is_ok_and(|answer| answer.starts_with("http/1.1 200")));
    assert!(connect(&Authority::new(), &encrypted.server.public, &[&TLS13]).is_err(), "another authority");
    assert!(!served(&encrypted.authority, &encrypted.server.public).is_empty());
}

#[test]
fn a_renewed_certificate_is_served_and_nobody_is_cut_off() {
    let encrypted = Encrypted::start();
    let (authority, base) = (&encrypted.authority, encrypted.server.public.as_str());
    let mut open = connect(authority, base, &[&TLS13]).expect("a connection");
    assert!(get(&mut open, "/").expect("a page").starts_with("http/1.1 200"));
    let first = served(authority, base);
    let second = der(&encrypted.renew());
    encrypted.server.signal("HUP");
    until("the new certificate is served", || served(authority, base) == second);
    assert_ne!(first, second);
    assert_eq!(served(authority, &encrypted.server.staff), second, "at every address");
    assert!(get(&mut open, "/").expect("a page").starts_with("http/1.1 200"), "the open connection goes on");

    let folder = encrypted.server.folder();
    fs::write(folder.join("leaf.pem"), "not a certificate").expect("write");
    encrypted.server.signal("HUP");
    until("the bad file is told of", || encrypted.server.stderr().contains("the old one stays"));
    assert_eq!(served(authority, base), second, "the old one stays");
    fs::remove_file(folder.join("leaf.key")).expect("remove");
    encrypted.server.signal("HUP");
    assert_eq!(served(authority, base), second, "the old one stays");
    let third = der(&encrypted.renew());
    encrypted.server.signal("HUP");
    until("a good pair is taken up again", || served(authority, base) == third);
    assert!(get(&mut open, "/").expect("a page").starts_with("http/1.1 200"), "the open connection goes on");
    assert!(encrypted.server.terminate().success());
}
