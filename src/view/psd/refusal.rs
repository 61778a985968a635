//! Why something was refused, in words.

use domain::casework::case::command::Refused;

/// Why something was not done to a case.
pub fn case(reason: Refused) -> &'static str {
    match reason {
        Refused::NotNow => "This is not possible where the case stands now",
        Refused::NotTheirs => "This is for somebody else to do",
        Refused::KeptOut => "You cannot see this case",
        Refused::NoMailbox => "This reporter has no mailbox. You cannot write to them here",
        Refused::AssigneeElsewhere => "Choose a member of the desk",
        Refused::AssigneeConflicted => "This person may not work on this case. Choose somebody else",
    }
}
