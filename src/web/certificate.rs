//! The server's certificate, renewed without a restart.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fmt, fs, io};

use arc_swap::ArcSwap;
use domain::platform::time::{Day, Timestamp};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem};
use rustls::server::{ClientHello, ParsedCertificate, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};
use sha2::{Digest, Sha256};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::tls::provider;

/// Why a certificate and its key cannot be used, as a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file is not PEM.
    #[error("{} is not a PEM file: {cause}", path.display())]
    NotPem {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: pem::Error,
    },
    /// A file holds no certificate.
    #[error("{} holds no certificate", .0.display())]
    NoCertificate(PathBuf),
    /// The key belongs to another certificate.
    #[error("{} is not the private key of the first certificate in {}", key.display(), certificate.display())]
    Mismatch {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// The certificate or the key is of no use.
    #[error("{} and its key cannot be used: {cause}", certificate.display())]
    Unusable {
        /// The certificate's file.
        certificate: PathBuf,
        /// What is wrong.
        cause: Error,
    },
}

/// What a look at the files led to.
#[derive(Debug)]
pub enum Refresh {
    /// The files are as they were at the last look, good or bad.
    Unchanged,
    /// New files are in use.
    Swapped,
    /// New files are of no use, and the old certificate stays.
    Kept(CertificateError),
}

/// A digest of both files as they were last seen; `None` when one could not be read.
type Seen = Option<[u8; 32]>;

/// A certificate and its key in two PEM files that may be replaced at any time.
pub struct ReloadingCertificate {
    certificate: PathBuf,
    key: PathBuf,
    current: ArcSwap<CertifiedKey>,
    seen: Mutex<Seen>,
}

impl ReloadingCertificate {
    /// Reads both files.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, CertificateError> {
        let files = Files::read(certificate, key)?;
        let current = files.parse(certificate, key)?;
        Ok(Self {
            certificate: certificate.into(),
            key: key.into(),
            current: ArcSwap::from_pointee(current),
            seen: Mutex::new(Some(files.digest())),
        })
    }

    /// Looks at the files once; a change is taken up if it is good, and logged either way. Open connections
    /// go on.
    pub fn refresh(&self) -> Refresh {
        // Held throughout, so that two looks at the same time cannot put an older pair back.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let files = Files::read(&self.certificate, &self.key);
        let found = files.as_ref().ok().map(Files::digest);
        if *seen == found {
            return Refresh::Unchanged;
        }
        *seen = found;
        match files.and_then(|files| files.parse(&self.certificate, &self.key)) {
            Ok(fresh) => {
                self.current.store(Arc::new(fresh));
                tracing::info!("a new certificate is in use");
                Refresh::Swapped
            }
            Err(error) => {
                tracing::error!(%error, "the new certificate is of no use; the old one stays");
                Refresh::Kept(error)
            }
        }
    }
}

impl ResolvesServerCert for ReloadingCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.load_full())
    }
}

impl fmt::Debug for ReloadingCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadingCertificate").field("certificate", &self.certificate).finish_non_exhaustive()
    }
}

/// Looks at the files again and again, and at once on SIGHUP, until `stop`.
///
/// # Errors
/// The system gives no signal handler.
pub async fn watch(
    certificate: Arc<ReloadingCertificate>,
    every: Duration,
    stop: CancellationToken,
) -> io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    let mut ticks = tokio::time::interval(every.max(Duration::from_secs(1)));
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            _ = ticks.tick() => {}
            _ = hangup.recv() => {}
        }
        let certificate = Arc::clone(&certificate);
        tokio::task::spawn_blocking(move || certificate.refresh()).await?;
    }
}

/// The last day on which the certificate in a file is good; none when there is none to be read.
pub fn last_day(file: &Path) -> Option<Day> {
    let leaf = CertificateDer::pem_file_iter(file).ok()?.next()?.ok()?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&leaf).ok()?;
    let seconds = certificate.validity().not_after.timestamp();
    Some(Timestamp::from_micros(seconds.saturating_mul(1_000_000)).day())
}

/// Both files as they are now.
struct Files {
    certificate: Vec<u8>,
    key: Zeroizing<Vec<u8>>,
}

impl Files {
    fn read(certificate: &Path, key: &Path) -> Result<Self, CertificateError> {
        let read = |path: &Path| {
            fs::read(path).map_err(|cause| CertificateError::Unreadable { path: path.into(), cause })
        };
        Ok(Self { certificate: read(certificate)?, key: Zeroizing::new(read(key)?) })
    }

    fn digest(&self) -> [u8; 32] {
        let parts = [Sha256::digest(&self.certificate), Sha256::digest(&self.key)];
        Sha256::digest(parts.concat()).into()
    }

    fn parse(&self, certificate: &Path, key: &Path) -> Result<CertifiedKey, CertificateError> {
        let not_pem = |path: &Path| {
            let path = path.to_owned();
            move |cause| CertificateError::NotPem { path, cause }
        };
        let chain = CertificateDer::pem_slice_iter(&self.certificate).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(not_pem(certificate))?;
        if chain.is_empty() {
            return Err(CertificateError::NoCertificate(certificate.into()));
        }
        let private = PrivateKeyDer::from_pem_slice(&self.key).map_err(not_pem(key))?;
        certified(chain, private, &provider()).map_err(|cause| match cause {
            Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                CertificateError::Mismatch { certificate: certificate.into(), key: key.into() }
            }
            cause => CertificateError::Unusable { certificate: certificate.into(), cause },
        })
    }
}

fn certified(
    chain: Vec<CertificateDer<'static>>,
    private: PrivateKeyDer<'static>,
    provider: &CryptoProvider,
) -> Result<CertifiedKey, Error> {
    for certificate in &chain {
        ParsedCertificate::try_from(certificate)?;
    }
    CertifiedKey::from_der(chain, private, provider)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::{Authority, Pair, open, signal_ourselves};

    fn served(certificate: &ReloadingCertificate) -> Vec<u8> {
        certificate.current.load().cert[0].to_vec()
    }

    #[test]
    fn a_renewed_pair_is_taken_up_and_the_same_pair_is_not() {
        let authority = Authority::new();
        let first = authority.issue();
        let folder = first.folder();
        let certificate = open(&folder).unwrap();
        assert!(matches!(certificate.refresh(), Refresh::Unchanged));
        let second = authority.issue();
        second.write(folder.path());
        assert!(matches!(certificate.refresh(), Refresh::Swapped));
        assert_eq!(served(&certificate), second.leaf);
        assert!(matches!(certificate.refresh(), Refresh::Unchanged));
    }

    #[test]
    fn a_bad_file_keeps_the_old_certificate_and_is_reported_once() {
        let authority = Authority::new();
        let first = authority.issue();
        let folder = first.folder();
        let certificate = open(&folder).unwrap();
        let other = authority.issue();
        let torn = other.certificate.get(..200).unwrap().to_owned();
        let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
        for (content, expected) in [
            (String::new(), "holds no certificate"),
            (torn, "is not a PEM file"),
            (garbage, "cannot be used"),
            (other.certificate.clone(), "is not the private key"),
        ] {
            fs::write(folder.path().join("certificate.pem"), content).unwrap();
            let Refresh::Kept(error) = certificate.refresh() else { panic!("taken up: {expected}") };
            assert!(error.to_string().contains(expected), "{error}");
            assert!(matches!(certificate.refresh(), Refresh::Unchanged), "{expected}");
            assert_eq!(served(&certificate), first.leaf);
        }
        // The other half arrives.
        other.write(folder.path());
        assert!(matches!(certificate.refresh(), Refresh::Swapped));
    }

    #[test]
    fn a_missing_file_keeps_the_old_certificate_until_it_is_back() {
        let pair = Authority::new().issue();
        let folder = pair.folder();
        let certificate = open(&folder).unwrap();
        fs::remove_file(folder.path().join("key.pem")).unwrap();
        let Refresh::Kept(error) = certificate.refresh() else { panic!("a missing file was taken up") };
        assert!(error.to_string().contains("key.pem cannot be read"), "{error}");
        assert!(matches!(certificate.refresh(), Refresh::Unchanged));
        pair.write(folder.path());
        assert!(matches!(certificate.refresh(), Refresh::Swapped));
        assert_eq!(served(&certificate), pair.leaf);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_files_are_looked_at_by_the_clock_and_at_once_when_told() {
        let authority = Authority::new();
        let folder = authority.issue().folder();
        let certificate = Arc::new(open(&folder).unwrap());
        let (second, third) = (authority.issue(), authority.issue());
        second.write(folder.path());
        let stop = CancellationToken::new();
        let hour = Duration::from_hours(1);
        let watching = tokio::spawn(watch(Arc::clone(&certificate), hour, stop.clone()));
        until_served(&certificate, &second).await;
        third.write(folder.path());
        signal_ourselves("-HUP");
        until_served(&certificate, &third).await;
        stop.cancel();
        watching.await.unwrap().unwrap();
    }

    async fn until_served(certificate: &ReloadingCertificate, pair: &Pair) {
        let waiting = async {
            while served(certificate) != pair.leaf {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), waiting).await.unwrap();
    }

    #[test]
    fn nothing_starts_with_a_bad_pair() {
        let authority = Authority::new();
        let folder = authority.issue().folder();
        fs::write(folder.path().join("key.pem"), authority.issue().key).unwrap();
        let error = open(&folder).unwrap_err();
        assert!(matches!(error, CertificateError::Mismatch { .. }), "{error}");
    }
}
