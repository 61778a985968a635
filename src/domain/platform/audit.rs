//! Facts worth keeping about who did what: codes and identifiers, never content.

use super::id::Id;
use crate::identity::staff::Staff;

/// One fact, that is written down with its time. Who and what are identifiers; nothing in it says what a
/// concern is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// Who; none when the system or a reporter did it (a reporter's doings are kept by day only, with the
    /// case).
    pub actor: Option<Id<Staff>>,
    /// What was done.
    pub deed: AuditAction,
    /// What it was done to: the identifier as text; empty when there is nothing to name.
    pub object: String,
    /// More, as a code: a reason, a status, a count. Never typed text.
    pub detail: String,
}

impl AuditEvent {
    /// What somebody, or the system, did to what has this identifier.
    pub fn new(actor: Option<Id<Staff>>, deed: AuditAction, object: &dyn ToString) -> Self {
        Self { actor, deed, object: object.to_string(), detail: String::new() }
    }

    /// The same, with more said about it.
    #[must_use]
    pub fn detailed(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuditAction {
    /// Signed in.
    SignedIn,
    /// Failed to sign in.
    SignInFailed,
    /// Signed out.
    SignedOut,
    /// Set a password and second factor.
    Enrolled,
    /// Gave a reason and opened a case.
    CaseOpened,
    /// Looked at an open case again.
    CaseViewed,
    /// Said that they know the person.
    ConflictDeclared,
    /// Moved a case on; the detail is the action.
    CaseMoved,
    /// Gave a case to somebody.
    CaseAssigned,
    /// Answered a reporter.
    ReplySent,
    /// Opened a file; the detail says cleaned or original.
    FileOpened,
    /// Something sealed did not open.
    SealBroken,
    /// Added somebody to a desk.
    MemberAdded,
    /// Changed where a desk's mail goes or its certificate.
    DeskChanged,
    /// Let somebody audit a desk; the object is the desk, the detail is the auditor.
    AuditorAdded,
    /// Let somebody audit a desk no more; the object is the desk, the detail is the auditor.
    AuditorRemoved,
    /// Gave somebody the register of a force; the object is the person, the detail the force.
    RegisterGiven,
    /// Took the register of a force from somebody; the object is the person, the detail the force.
    RegisterTaken,
    /// Sent letters again that had been given up; nothing says which.
    MailRevived,
    /// Changed a helpline.
    HelplineChanged,
    /// Added or reset an account, at the command line.
    StaffInvited,
    /// Imported a list of agencies; the object is the batch, the detail how many rows.
    ListImported,
    /// Undid an import, a merge or a bulk edit; the object is the batch, the detail how many entries.
    BatchUndone,
    /// Exported a list of the register; the object is the list, the detail how many rows.
    ListExported,
    /// Sent somebody of an agency a one-time link; the detail is the colleague who did, where it was one.
    PractitionerInvited,
    /// Withdrew the one-time link of somebody of an agency.
    InvitationRevoked,
    /// Somebody of an agency set up their account.
    PractitionerJoined,
    /// Somebody came with a one-time link that had been used, was withdrawn or ran out; the detail says
    /// which.
    LinkRefused,
    /// Somebody of an agency changed their password.
    PractitionerPassword,
    /// Somebody of an agency changed their second factor.
    PractitionerFactor,
    /// Made somebody lead for their agency, or not any more; the detail says which.
    LeadChanged,
    /// Started the account of somebody of an agency again, after a lost factor.
    PractitionerRestarted,
    /// Ended the account of somebody of an agency; the detail is the colleague who did, where it was one.
    PractitionerLeft,
    /// Added a passkey to their account; for somebody of an agency the object is their account.
    PasskeyAdded,
    /// Removed a passkey from their account; for somebody of an agency the object is their account.
    PasskeyRemoved,
    /// Came with a passkey whose counter went back, and was refused: there may be a copy of it. The object is
    /// the account.
    PasskeyCloned,
    /// Approved the application of an agency; the detail says whether its entry on the register is new.
    ApplicationApproved,
    /// Refused the application of an agency.
    ApplicationRefused,
    /// Asked for something that another person must approve; the detail of this and of what follows is the
    /// purpose.
    ApprovalAsked,
    /// Approved what somebody else asked for.
    ApprovalGiven,
    /// Refused what somebody else asked for.
    ApprovalRefused,
    /// Took back what they had asked for.
    ApprovalWithdrawn,
    /// Did what somebody else had approved.
    ApprovalUsed,
}

impl AuditAction {
    /// Every deed.
    pub const ALL: [Self; 43] = [
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::Enrolled,
        Self::CaseOpened,
        Self::CaseViewed,
        Self::ConflictDeclared,
        Self::CaseMoved,
        Self::CaseAssigned,
        Self::ReplySent,
        Self::FileOpened,
        Self::SealBroken,
        Self::MemberAdded,
        Self::DeskChanged,
        Self::AuditorAdded,
        Self::AuditorRemoved,
        Self::RegisterGiven,
        Self::RegisterTaken,
        Self::MailRevived,
        Self::HelplineChanged,
        Self::StaffInvited,
        Self::ListImported,
        Self::BatchUndone,
        Self::ListExported,
        Self::PractitionerInvited,
        Self::InvitationRevoked,
        Self::PractitionerJoined,
        Self::LinkRefused,
        Self::PractitionerPassword,
        Self::PractitionerFactor,
        Self::LeadChanged,
        Self::PractitionerRestarted,
        Self::PractitionerLeft,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyCloned,
        Self::ApplicationApproved,
        Self::ApplicationRefused,
        Self::ApprovalAsked,
        Self::ApprovalGiven,
        Self::ApprovalRefused,
        Self::ApprovalWithdrawn,
        Self::ApprovalUsed,
    ];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::Enrolled => "enrolled",
            Self::CaseOpened => "case_opened",
            Self::CaseViewed => "case_viewed",
            Self::ConflictDeclared => "conflict_declared",
            Self::CaseMoved => "case_moved",
            Self::CaseAssigned => "case_assigned",
            Self::ReplySent => "reply_sent",
            Self::FileOpened => "file_opened",
            Self::SealBroken => "seal_broken",
            Self::MemberAdded => "member_added",
            Self::DeskChanged => "desk_changed",
            Self::AuditorAdded => "auditor_added",
            Self::AuditorRemoved => "auditor_removed",
            Self::RegisterGiven => "register_given",
            Self::RegisterTaken => "register_taken",
            Self::MailRevived => "mail_revived",
            Self::HelplineChanged => "helpline_changed",
            Self::StaffInvited => "staff_invited",
            Self::ListImported => "list_read_in",
            Self::BatchUndone => "batch_undone",
            Self::ListExported => "list_written_out",
            Self::PractitionerInvited => "practitioner_invited",
            Self::InvitationRevoked => "invitation_revoked",
            Self::PractitionerJoined => "practitioner_joined",
            Self::LinkRefused => "link_refused",
            Self::PractitionerPassword => "practitioner_password",
            Self::PractitionerFactor => "practitioner_factor",
            Self::LeadChanged => "lead_changed",
            Self::PractitionerRestarted => "practitioner_restarted",
            Self::PractitionerLeft => "practitioner_left",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::PasskeyCloned => "passkey_cloned",
            Self::ApplicationApproved => "application_approved",
            Self::ApplicationRefused => "application_refused",
            Self::ApprovalAsked => "approval_asked",
            Self::ApprovalGiven => "approval_given",
            Self::ApprovalRefused => "approval_refused",
            Self::ApprovalWithdrawn => "approval_withdrawn",
            Self::ApprovalUsed => "approval_used",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::SignedIn => "Signed in",
            Self::SignInFailed => "Failed to sign in",
            Self::SignedOut => "Signed out",
            Self::Enrolled => "Set up their account",
            Self::CaseOpened => "Opened a case",
            Self::CaseViewed => "Viewed a case",
            Self::ConflictDeclared => "Declared a conflict",
            Self::CaseMoved => "Moved a case on",
            Self::CaseAssigned => "Assigned a case",
            Self::ReplySent => "Answered a reporter",
            Self::FileOpened => "Opened a file",
            Self::SealBroken => "A sealed record did not open",
            Self::MemberAdded => "Added a desk member",
            Self::DeskChanged => "Changed a desk",
            Self::AuditorAdded => "Let somebody audit a desk",
            Self::AuditorRemoved => "Let somebody audit a desk no more",
            Self::RegisterGiven => "Gave somebody the register of a force",
            Self::RegisterTaken => "Took the register of a force from somebody",
            Self::MailRevived => "Sent letters again",
            Self::HelplineChanged => "Changed a helpline",
            Self::StaffInvited => "Invited a member of staff",
            Self::ListImported => "Imported a list of agencies",
            Self::BatchUndone => "Undid an import, a merge or a bulk edit",
            Self::ListExported => "Exported a list",
            Self::PractitionerInvited => "Invited a practitioner",
            Self::InvitationRevoked => "Withdrew a practitioner’s invitation",
            Self::PractitionerJoined => "Set up a practitioner’s account",
            Self::LinkRefused => "Came with a link that no longer works",
            Self::PractitionerPassword => "Changed a practitioner’s password",
            Self::PractitionerFactor => "Changed a practitioner’s second factor",
            Self::LeadChanged => "Changed who leads for an agency",
            Self::PractitionerRestarted => "Started a practitioner’s account again",
            Self::PractitionerLeft => "Ended a practitioner’s account",
            Self::PasskeyAdded => "Added a passkey",
            Self::PasskeyRemoved => "Removed a passkey",
            Self::PasskeyCloned => "A passkey may have been copied: it was refused",
            Self::ApplicationApproved => "Approved an agency’s application",
            Self::ApplicationRefused => "Refused an agency’s application",
            Self::ApprovalAsked => "Asked for an approval",
            Self::ApprovalGiven => "Approved what somebody else asked for",
            Self::ApprovalRefused => "Refused what somebody else asked for",
            Self::ApprovalWithdrawn => "Withdrew what they had asked for",
            Self::ApprovalUsed => "Did what somebody else had approved",
        }
    }
}

/// What the object of an event is, as far as it tells to which desk the event belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A case.
    Case,
    /// A desk.
    Desk,
    /// A member of staff.
    Staff,
    /// An approval.
    Approval,
    /// Something sealed: a case, its concern, a file or a desk's key, or a word for what belongs to no desk.
    Sealed,
    /// Nothing that belongs to a desk.
    Nothing,
}

impl AuditAction {
    /// What its object is.
    pub fn about(self) -> About {
        match self {
            Self::CaseOpened
            | Self::CaseViewed
            | Self::ConflictDeclared
            | Self::CaseMoved
            | Self::CaseAssigned
            | Self::ReplySent
            | Self::FileOpened => About::Case,
            Self::MemberAdded | Self::DeskChanged | Self::AuditorAdded | Self::AuditorRemoved => About::Desk,
            Self::StaffInvited | Self::RegisterGiven | Self::RegisterTaken => About::Staff,
            Self::ApprovalAsked
            | Self::ApprovalGiven
            | Self::ApprovalRefused
            | Self::ApprovalWithdrawn
            | Self::ApprovalUsed => About::Approval,
            Self::SealBroken => About::Sealed,
            _ => About::Nothing,
        }
    }
}

/// Why somebody opens a case: a short list, so that the log needs no typed text (which could hold content).
pub const REASONS: &[crate::form::choice::Choice] = &[
    crate::form::choice::Choice::new("first_look", "First look"),
    crate::form::choice::Choice::new("triage", "Triage"),
    crate::form::choice::Choice::new("reply", "To read or answer the reporter"),
    crate::form::choice::Choice::new("handover", "Handover or cover for a colleague"),
    crate::form::choice::Choice::new("oversight", "Supervision or quality check"),
];
