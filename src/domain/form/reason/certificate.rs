//! Why an `OpenPGP` certificate cannot be used.

use crate::platform::time::Day;

/// Why an `OpenPGP` certificate cannot be used. The words for a desk manager belong to `view`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// It holds secret key material.
    #[error("certificate with a private key")]
    PrivateKey,
    /// It is something else, or damaged.
    #[error("no certificate")]
    NotACertificate,
    /// It is larger than any real certificate needs to be.
    #[error("certificate too large")]
    TooLarge,
    /// There is more than one in it.
    #[error("several certificates")]
    Several,
    /// A key version other than 4.
    #[error("certificate of another version than 4")]
    Version,
    /// The owner withdrew it.
    #[error("certificate revoked")]
    Revoked,
    /// Its own signatures are missing or do not hold.
    #[error("certificate not signed by its own key")]
    Unsigned,
    /// A key is too short, or its method or that of its signatures is out of date.
    #[error("certificate with a weak method")]
    Weak,
    /// No key in it is meant for encryption, or it is of a kind this program does not know.
    #[error("certificate without a key for encryption")]
    NoEncryptionKey,
    /// Every key for encryption was withdrawn.
    #[error("certificate with a revoked key for encryption")]
    EncryptionKeyRevoked,
    /// It ended on that day (UTC).
    #[error("certificate expired on {0}")]
    Expired(Day),
    /// It begins on that day (UTC).
    #[error("certificate not valid before {0}")]
    NotYetValid(Day),
    /// Encryption failed although all looked well.
    #[error("certificate did not encrypt")]
    Unusable,
}
