//! What the mailer is told at the start.

use std::fmt;
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::address::Sender;

/// How to send mail, and as whom.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Where letters go.
    pub transport: Transport,
    /// Whom they come from.
    pub from: Sender,
    /// The name of the site as the letter's last line shows it. It should give nothing away.
    pub site_name: String,
    /// Where staff sign in.
    pub staff_url: String,
    /// The origin of the public pages, without a slash at the end: one-time links lead there.
    pub public_origin: String,
}

/// Where letters go.
#[derive(Clone, Debug)]
pub enum Transport {
    /// To an SMTP server.
    Smtp(SmtpSettings),
    /// Into a folder, one `.eml` file each: for a demonstration, or for another program to fetch.
    Folder(PathBuf),
}

/// An SMTP server for submission.
#[derive(Clone)]
pub struct SmtpSettings {
    /// The host name that its certificate must carry.
    pub host: String,
    /// Commonly 587 with [`Security::StartTls`], 465 with [`Security::Tls`].
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// The user name; none where the server knows us otherwise.
    pub user: Option<String>,
    /// The password that goes with the user name.
    pub password: Option<Zeroizing<String>>,
    /// A PEM file of certificates to trust beside the system's own: for a private certification authority.
    pub extra_root: Option<PathBuf>,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpSettings({}:{}, {:?})", self.host, self.port, self.security)
    }
}

/// How a connection is encrypted. There is no third way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// STARTTLS before anything is said, or nothing is said (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// Why a mailer cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum MailerProblem {
    /// The file of extra certificates cannot be read.
    #[error("the file of extra root certificates cannot be read")]
    RootFile(#[source] std::io::Error),
    /// The file of extra certificates holds none, or one that is damaged.
    #[error("the file of extra root certificates holds no usable certificate")]
    RootCertificate,
    /// The system trusts nobody, and no extra certificate is given.
    #[error("this system has no root certificates: install them, or name a file of your own")]
    NoRoots,
    /// A user name without a password, or a password without a user name.
    #[error("a mail user needs a password, and a password needs a user")]
    HalfCredentials,
    /// The folder cannot be made.
    #[error("the mail folder cannot be made")]
    Folder(#[source] std::io::Error),
    /// The folder is there, and others may look into it.
    #[error("others may look into the mail folder: give it the mode 0700")]
    FolderOpen,
}
