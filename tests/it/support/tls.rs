//! Certificates for the tests: an authority, and a leaf signed by it (a self-signed leaf is refused by
//! rustls).

use std::fs;
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

/// The names that every leaf carries.
const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

/// An invented certificate authority.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// The authority's certificate, PEM.
    pub(crate) pem: String,
}

/// A certificate and its key, as PEM files.
pub(crate) struct Leaf {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().expect("make a key");
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Candour test authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params.self_signed(&key).expect("sign the authority").pem();
        Self { issuer: Issuer::new(params, key), pem }
    }

    /// Writes the authority's certificate to `folder/authority.pem`.
    pub(crate) fn write(&self, folder: &Path) -> PathBuf {
        let path = folder.join("authority.pem");
        fs::write(&path, &self.pem).expect("write the authority");
        path
    }

    /// Writes a new leaf for localhost to `folder/NAME.pem` and `folder/NAME.key`. Writing the same name
    /// again replaces the pair, as a renewal does.
    pub(crate) fn leaf(&self, folder: &Path, name: &str) -> Leaf {
        let key = KeyPair::generate().expect("make a key");
        let params = CertificateParams::new(NAMES.map(String::from)).expect("name the leaf");
        let certificate = params.signed_by(&key, &self.issuer).expect("sign the leaf");
        let leaf =
            Leaf { certificate: folder.join(format!("{name}.pem")), key: folder.join(format!("{name}.key")) };
        fs::write(&leaf.certificate, certificate.pem()).expect("write the certificate");
        fs::write(&leaf.key, key.serialize_pem()).expect("write the key");
        leaf
    }
}
