//! Why something typed was not taken, as data. The words for it belong to `view`.

pub mod account;
pub mod casework;
pub mod certificate;
pub mod field;
pub mod file;
pub mod invitation;
pub mod passkey;
pub mod register;
pub mod report;
pub mod setup;

use self::account::AccountReason;
use self::casework::CaseworkReason;
use self::certificate::CertificateProblem;
use self::field::FieldReason;
use self::file::FileReason;
use self::invitation::{ApplicationReason, InvitationReason};
use self::passkey::PasskeyReason;
use self::register::{DistrictReason, RegisterReason};
use self::report::{NotAPhrase, ReportReason};
use self::setup::SetupReason;
use super::text::TextProblem;

/// Why something typed, chosen or sent was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A text is too long, or holds what cannot be shown.
    Text(TextProblem),
    /// A field was not filled in, or with something else than it takes.
    Field(FieldReason),
    /// A file will not do.
    File(FileReason),
    /// Signing in, and what leads into an account.
    Account(AccountReason),
    /// Passkeys.
    Passkey(PasskeyReason),
    /// Inviting people of agencies.
    Invitation(InvitationReason),
    /// Agencies that apply.
    Application(ApplicationReason),
    /// The `OpenPGP` certificate of a desk.
    Certificate(CertificateProblem),
    /// Agencies, engagements and what else the register keeps.
    Register(RegisterReason),
    /// Districts.
    District(DistrictReason),
    /// A report, and answering to it.
    Report(ReportReason),
    /// What was typed is no phrase.
    Phrase(NotAPhrase),
    /// Working on a case.
    Casework(CaseworkReason),
    /// Setting up the deployment, its people and its desks.
    Setup(SetupReason),
}

macro_rules! wrapped {
    ($($group:ident($reason:ty)),* $(,)?) => {$(
        impl From<$reason> for Reason {
            fn from(reason: $reason) -> Self {
                Self::$group(reason)
            }
        }
    )*};
}

wrapped! {
    Text(TextProblem),
    Field(FieldReason),
    File(FileReason),
    Account(AccountReason),
    Passkey(PasskeyReason),
    Invitation(InvitationReason),
    Application(ApplicationReason),
    Certificate(CertificateProblem),
    Register(RegisterReason),
    District(DistrictReason),
    Report(ReportReason),
    Phrase(NotAPhrase),
    Casework(CaseworkReason),
    Setup(SetupReason),
}
