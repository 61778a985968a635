//! Why somebody was not invited, or an application of an agency not taken or decided.

/// Why somebody of an agency was not invited, or stays what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationReason {
    /// The colleague has no name.
    NoName,
    /// The colleague has no address that mail can be sent to.
    NoEmail,
    /// As many invitations wait as may wait.
    TooMany,
    /// The address cannot be invited; why is not for the lead of an agency to know.
    NotTaken,
    /// The register knows no address of the contact.
    NoKnownEmail,
    /// The contact has left the agency.
    HasLeft,
    /// The agency is paused or has left.
    AgencyInactive,
    /// Nobody else leads for the agency.
    OnlyLead,
}

/// Why an application of an agency was not taken, or not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationReason {
    /// Nothing says how to check it, and the email address is a personal one.
    NoHelpPersonal,
    /// Nothing says how to check it, and there is no website.
    NoHelpWebsite,
    /// It was not said what was checked.
    NoCheck,
    /// It was not said what came of a check.
    NoResult,
    /// It was not said which entry of the register it is.
    NoEntry,
    /// A check speaks against it.
    CheckDiffers,
    /// Nobody has made sure of the person.
    PersonUnsure,
    /// It was not said why it is refused.
    NoReason,
}
