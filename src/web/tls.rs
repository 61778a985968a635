//! Encryption in this process: TLS 1.3 and 1.2, with a key exchange that a quantum computer does not undo.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::server::{NoServerSessionStorage, ResolvesServerCert};
use rustls::version::{TLS12, TLS13};
use rustls::{Error, ServerConfig};

/// The primitives, with X25519 + ML-KEM-768 first: what is recorded today stays closed for decades.
///
/// Source: IETF draft-ietf-tls-ecdhe-mlkem; NCSC, "Next steps in preparing for post-quantum cryptography".
pub fn provider() -> CryptoProvider {
    use aws_lc_rs::kx_group::{SECP256R1, SECP384R1, X25519, X25519MLKEM768};
    CryptoProvider {
        kx_groups: vec![X25519MLKEM768, X25519, SECP256R1, SECP384R1],
        ..aws_lc_rs::default_provider()
    }
}

/// What a listener encrypts with. HTTP/2 and HTTP/1.1 are offered by the server that listens.
///
/// # Errors
/// The primitives do not fit the protocol versions.
pub fn server_config(certificate: Arc<dyn ResolvesServerCert>) -> Result<ServerConfig, Error> {
    let builder = ServerConfig::builder_with_provider(Arc::new(provider()));
    let builder = builder.with_protocol_versions(&[&TLS13, &TLS12])?.with_no_client_auth();
    let mut config = builder.with_cert_resolver(certificate);
    // A resumed connection would tie a reader's visits together, here and on the wire.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use rustls::NamedGroup;

    use super::*;

    #[test]
    fn the_post_quantum_exchange_comes_first() {
        let names: Vec<NamedGroup> = provider().kx_groups.iter().map(|group| group.name()).collect();
        assert_eq!(names.first(), Some(&NamedGroup::X25519MLKEM768));
        assert!(names.contains(&NamedGroup::X25519));
    }
}
