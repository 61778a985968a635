//! Why an `OpenPGP` certificate cannot be used, in words for whoever uploads it.

use std::borrow::Cow;

use domain::form::reason::certificate::CertificateProblem;

pub(super) fn words(problem: CertificateProblem) -> Cow<'static, str> {
    match problem {
        CertificateProblem::PrivateKey => {
            "This looks like a private key: never upload that, or send it to anybody. \
             Upload the public certificate that belongs to it"
                .into()
        }
        CertificateProblem::NotACertificate => "This is not an OpenPGP certificate, or it is damaged".into(),
        CertificateProblem::TooLarge => {
            "This file is too large for a certificate. Export it again without other people's signatures"
                .into()
        }
        CertificateProblem::Several => {
            "There is more than one certificate in this. Upload only the desk's own".into()
        }
        CertificateProblem::Version => {
            "This certificate has a format that common mail programs cannot read. Make one of version 4"
                .into()
        }
        CertificateProblem::Revoked => "This certificate has been revoked by its owner".into(),
        CertificateProblem::Unsigned => "This certificate is not properly signed by its own key".into(),
        CertificateProblem::Weak => {
            "This certificate uses a method that is no longer safe. Make a new one".into()
        }
        CertificateProblem::NoEncryptionKey => "This certificate has no key for encryption".into(),
        CertificateProblem::EncryptionKeyRevoked => {
            "This certificate's key for encryption has been revoked by its owner".into()
        }
        CertificateProblem::Expired(day) => format!("This certificate expired on {day}").into(),
        CertificateProblem::NotYetValid(day) => format!("This certificate is not valid before {day}").into(),
        CertificateProblem::Unusable => "This certificate could not be used to encrypt".into(),
    }
}
