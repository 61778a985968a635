//! Who did what and when, in words: for a case's history and for the audit log.

use domain::casework::approval::purpose::Purpose;
use domain::casework::status::Status;
use domain::casework::workflow::Action;
use domain::form::choice;
use domain::platform::audit::{AuditAction, REASONS};
use domain::platform::time::Timestamp;

/// One line of the audit log, with the name of who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening<'a> {
    /// When.
    pub at: Timestamp,
    /// The name of who; empty when nobody on the police side did it.
    pub who: &'a str,
    /// What was done.
    pub deed: AuditAction,
    /// The identifier of what it was done to; may be empty.
    pub object: &'a str,
    /// More, as a code; may be empty.
    pub detail: &'a str,
    /// The name of the member of staff that the detail stands for; may be empty.
    pub about: &'a str,
}

impl<'a> Happening<'a> {
    /// Who did it, in words.
    pub fn who(&self) -> &'a str {
        if self.who.is_empty() { nobody(self.deed) } else { self.who }
    }

    /// The detail in words; the code itself when there are none for it.
    pub fn detail(&self) -> &'a str {
        let action = Action::from_code(self.detail).map(Action::label);
        let status = Status::from_code(self.detail).map(Status::label);
        match self.deed {
            AuditAction::CaseOpened | AuditAction::CaseViewed => choice::label(REASONS, self.detail),
            AuditAction::CaseMoved => action.or(status).unwrap_or(self.detail),
            AuditAction::FileOpened => file(self.detail),
            AuditAction::ApprovalAsked
            | AuditAction::ApprovalGiven
            | AuditAction::ApprovalRefused
            | AuditAction::ApprovalWithdrawn => {
                Purpose::from_code(self.detail).map_or(self.detail, |purpose| purpose.label)
            }
            AuditAction::LinkRefused => refusal_reason(self.detail),
            AuditAction::LeadChanged if self.detail == "lead" => "Leads now",
            AuditAction::LeadChanged => "Leads no more",
            AuditAction::CaseAssigned if self.detail.is_empty() => "To nobody",
            AuditAction::CaseAssigned
            | AuditAction::MemberAdded
            | AuditAction::AuditorAdded
            | AuditAction::AuditorRemoved
                if !self.about.is_empty() =>
            {
                self.about
            }
            _ => self.detail,
        }
    }
}

/// Who does what nobody on the police side did.
fn nobody(deed: AuditAction) -> &'static str {
    match deed {
        AuditAction::PractitionerInvited
        | AuditAction::InvitationRevoked
        | AuditAction::PractitionerJoined
        | AuditAction::PractitionerPassword
        | AuditAction::PractitionerFactor
        | AuditAction::PractitionerLeft => "A practitioner",
        AuditAction::LinkRefused => "Whoever had the link",
        _ => "The system",
    }
}

/// Why a link did not work.
fn refusal_reason(detail: &str) -> &str {
    match detail {
        "used" => "It had been used",
        "revoked" => "It was withdrawn or replaced",
        "expired" => "It had run out",
        other => other,
    }
}

fn file(detail: &str) -> &str {
    match detail {
        "cleaned" => "Cleaned copy",
        "original" => "Original",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_words_where_there_are_words() {
        let id = "3f2b8c1e-0000-4000-8000-000000000001";
        for (deed, detail, about, words) in [
            (AuditAction::CaseOpened, "first_look", "", "First look"),
            (AuditAction::CaseMoved, "hand", "", "Hand over for decision"),
            (AuditAction::CaseMoved, "triage", "", "In triage"),
            (AuditAction::FileOpened, "original", "", "Original"),
            (AuditAction::ApprovalGiven, "release", "", "Releasing information"),
            (AuditAction::SealBroken, "message", "", "message"),
            (AuditAction::LinkRefused, "used", "", "It had been used"),
            (AuditAction::LeadChanged, "unlead", "", "Leads no more"),
            (AuditAction::SignedIn, "", "", ""),
            (AuditAction::CaseAssigned, "", "", "To nobody"),
            (AuditAction::CaseAssigned, id, "Ola Wren", "Ola Wren"),
            (AuditAction::MemberAdded, id, "Ola Wren", "Ola Wren"),
            (AuditAction::MemberAdded, id, "", id),
        ] {
            let at = Timestamp::from_micros(0);
            assert_eq!(
                Happening { at, who: "", deed, object: "", detail, about }.detail(),
                words,
                "{deed:?}"
            );
        }
    }
}
