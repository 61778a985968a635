//! What can be wrong with a certificate, in words for the person who uploads it.

use domain::platform::time::Day;

/// Why a certificate cannot be used. The words are meant for a desk manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// It holds secret key material.
    #[error(
        "This looks like a private key: never upload that, or send it to anybody. \
         Upload the public certificate that belongs to it"
    )]
    PrivateKey,
    /// It is something else, or damaged.
    #[error("This is not an OpenPGP certificate, or it is damaged")]
    NotACertificate,
    /// It is larger than any real certificate needs to be.
    #[error("This file is too large for a certificate. Export it again without other people's signatures")]
    TooLarge,
    /// There is more than one in it.
    #[error("There is more than one certificate in this. Upload only the desk's own")]
    Several,
    /// A key version other than 4.
    #[error("This certificate has a format that common mail programs cannot read. Make one of version 4")]
    Version,
    /// The owner withdrew it.
    #[error("This certificate has been revoked by its owner")]
    Revoked,
    /// Its own signatures are missing or do not hold.
    #[error("This certificate is not properly signed by its own key")]
    Unsigned,
    /// A key is too short, or its method or that of its signatures is out of date.
    #[error("This certificate uses a method that is no longer safe. Make a new one")]
    Weak,
    /// No key in it is meant for encryption, or it is of a kind this program does not know.
    #[error("This certificate has no key for encryption")]
    NoEncryptionKey,
    /// Every key for encryption was withdrawn.
    #[error("This certificate's key for encryption has been revoked by its owner")]
    EncryptionKeyRevoked,
    /// It ended on that day (UTC).
    #[error("This certificate expired on {0}")]
    Expired(Day),
    /// It begins on that day (UTC).
    #[error("This certificate is not valid before {0}")]
    NotYetValid(Day),
    /// Encryption failed although all looked well.
    #[error("This certificate could not be used to encrypt")]
    Unusable,
}
