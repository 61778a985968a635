//! Letters over SMTP (RFC 5321), encrypted by TLS with a checked certificate or not at all.
//!
//! One connection per letter. Letters are few; and a connection that is kept would have to be thrown away
//! after every failure anyway, since nobody knows how much of a letter the server has.

use std::error::Error as StdError;
use std::io;
use std::path::Path;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio::time::timeout;

use domain::platform::outbox::{Outcome, Reason};

use crate::address::Address;
use crate::settings::{MailerProblem, Security, SmtpSettings};

/// How long to wait for a polite goodbye after the letter was taken.
pub(super) const GOODBYE: Duration = Duration::from_secs(5);

/// A server, and all that is needed to talk to it.
pub(super) struct Server {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    /// Our domain, not this machine's name: the greeting is copied into every letter's trace.
    hello: ClientId,
    credentials: Option<Credentials>,
    patience: Duration,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Server({}:{}, {:?})", self.host, self.port, self.security)
    }
}

/// How far a conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Connecting,
    Encrypting,
    SigningIn,
    Delivering,
}

impl Server {
    /// Prepares everything that does not need the network.
    pub(super) fn new(
        settings: &SmtpSettings,
        from: &Address,
        patience: Duration,
    ) -> Result<Self, MailerProblem> {
        Ok(Self {
            host: settings.host.clone(),
            port: settings.port,
            security: settings.security,
            tls: tls(&settings.host, settings.extra_root.as_deref())?,
            hello: ClientId::Domain(from.domain().to_owned()),
            credentials: credentials(settings)?,
            patience,
        })
    }

    /// Tries once. Dropping the conversation in the middle closes the connection.
    pub(super) async fn send(&self, message: &Message) -> Outcome {
        match timeout(self.patience, self.converse(message)).await {
            Ok(Ok(mut connection)) => {
                // The letter is the server's now, whatever becomes of the goodbye.
                let _goodbye = timeout(GOODBYE, connection.quit()).await;
                Outcome::Sent
            }
            Ok(Err((stage, error))) => classify(stage, &error),
            Err(_) => Outcome::Retry(Reason::TimedOut),
        }
    }

    /// Connects and signs in as for a letter, and says goodbye.
    pub(super) async fn probe(&self) -> Result<(), Reason> {
        match timeout(self.patience, self.open()).await {
            Ok(Ok(mut connection)) => {
                let _goodbye = timeout(GOODBYE, connection.quit()).await;
                Ok(())
            }
            Ok(Err((stage, error))) => match classify(stage, &error) {
                Outcome::Sent | Outcome::Unwanted => Ok(()),
                Outcome::Retry(reason) | Outcome::Dead(reason) => Err(reason),
            },
            Err(_) => Err(Reason::TimedOut),
        }
    }

    async fn converse(&self, message: &Message) -> Result<AsyncSmtpConnection, (Stage, Error)> {
        let mut connection = self.open().await?;
        let taken = connection.send(message.envelope(), &message.formatted()).await;
        taken.map_err(at(Stage::Delivering))?;
        Ok(connection)
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, (Stage, Error)> {
        let mut connection = self.connect().await.map_err(at(Stage::Connecting))?;
        if self.security == Security::StartTls {
            let upgraded = connection.starttls(self.tls.clone(), &self.hello).await;
            upgraded.map_err(at(Stage::Encrypting))?;
        }
        if let Some(credentials) = &self.credentials {
            let signed_in = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            signed_in.map_err(at(Stage::SigningIn))?;
        }
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let tls = match self.security {
            Security::Tls => Some(self.tls.clone()),
            Security::StartTls => None,
        };
        let server = (self.host.as_str(), self.port);
        AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &self.hello, tls, None).await
    }
}

fn at(stage: Stage) -> impl Fn(Error) -> (Stage, Error) {
    move |error| (stage, error)
}

/// What a failure means for the letter. Only a final refusal of the letter itself kills it: a wrong password
/// or an untrusted certificate is put right by an administrator, and the letter then goes.
fn classify(stage: Stage, error: &Error) -> Outcome {
    if error.is_permanent() && stage == Stage::Delivering {
        return Outcome::Dead(Reason::Rejected);
    }
    Outcome::Retry(match stage {
        _ if is_tls(error) => Reason::Tls,
        _ if error.is_timeout() => Reason::TimedOut,
        _ if error.is_transient() => Reason::Deferred,
        Stage::SigningIn if error.is_permanent() || error.is_client() => Reason::Credentials,
        Stage::Encrypting if error.is_client() => Reason::NoStartTls,
        _ if error.is_permanent() => Reason::TurnedAway,
        _ if error.is_response() => Reason::Garbled,
        _ => Reason::Unreachable,
    })
}

/// Whether TLS failed. The mail library calls that a failed connection and hides the cause in an I/O error.
fn is_tls(error: &Error) -> bool {
    let chain = std::iter::successors(error.source(), |error: &&(dyn StdError + 'static)| (*error).source());
    let mut causes = chain.filter_map(|error| error.downcast_ref::<io::Error>()?.get_ref());
    error.is_tls() || causes.any(<dyn StdError + Send + Sync>::is::<rustls::Error>)
}

fn credentials(settings: &SmtpSettings) -> Result<Option<Credentials>, MailerProblem> {
    match (&settings.user, &settings.password) {
        (Some(user), Some(password)) => {
            Ok(Some(Credentials::new(user.clone(), password.as_str().to_owned())))
        }
        (None, None) => Ok(None),
        _ => Err(MailerProblem::HalfCredentials),
    }
}

/// Trust in the system's roots and in those of `extra_root`, for a server of that name.
fn tls(host: &str, extra_root: Option<&Path>) -> Result<TlsParameters, MailerProblem> {
    let extra = extra_root.map(roots).transpose()?.unwrap_or_default();
    let on_failure = if extra.is_empty() { MailerProblem::NoRoots } else { MailerProblem::RootCertificate };
    let mut builder = TlsParameters::builder(host.to_owned());
    for root in extra {
        builder = builder.add_root_certificate(root);
    }
    builder.build().map_err(|_| on_failure)
}

fn roots(path: &Path) -> Result<Vec<Certificate>, MailerProblem> {
    let pem = std::fs::read(path).map_err(MailerProblem::RootFile)?;
    let roots: Vec<_> = CertificateDer::pem_slice_iter(&pem)
        .map(|der| Certificate::from_der(der.ok()?.to_vec()).ok())
        .collect::<Option<_>>()
        .ok_or(MailerProblem::RootCertificate)?;
    if roots.is_empty() { Err(MailerProblem::RootCertificate) } else { Ok(roots) }
}
