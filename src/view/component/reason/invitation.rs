//! Why somebody was not invited, or an application of an agency not taken or decided, in words.

use domain::form::reason::invitation::{ApplicationReason, InvitationReason};

pub(super) fn words(reason: InvitationReason) -> &'static str {
    match reason {
        InvitationReason::NoName => "Give your colleague’s name",
        InvitationReason::NoEmail => "Give their work email, such as name@agency.example",
        InvitationReason::TooMany => {
            "Too many invitations are waiting: withdraw one, or wait until one is used"
        }
        InvitationReason::NotTaken => "This address cannot be invited. Ask the people you know at the police",
        InvitationReason::NoKnownEmail => "Write down a work email before you invite this person",
        InvitationReason::HasLeft => "This person has left the agency",
        InvitationReason::AgencyInactive => {
            "This agency is paused or has left: change its status before you invite its people"
        }
        InvitationReason::OnlyLead => {
            "You cannot remove the only lead. Ask the people you know at the police to name another first"
        }
    }
}

pub(super) fn application(reason: ApplicationReason) -> &'static str {
    match reason {
        ApplicationReason::NoHelpPersonal => {
            "Say what helps us check, because the email address is a personal one"
        }
        ApplicationReason::NoHelpWebsite => "Say what helps us check, because there is no website",
        ApplicationReason::NoCheck => "Choose what you checked",
        ApplicationReason::NoResult => "Choose what came of it",
        ApplicationReason::NoEntry => "Choose the entry on the register that this is, or a new one",
        ApplicationReason::CheckDiffers => "A check does not fit. Settle it and record it again, or refuse",
        ApplicationReason::PersonUnsure => {
            "First make sure of the person: through the agency’s main number, or through somebody at the force who knows them"
        }
        ApplicationReason::NoReason => "Say why, for your colleagues",
    }
}
