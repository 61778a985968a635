//! Why something was refused, in words.

use domain::casework::approval::decision::Refused as NotApproved;
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

/// Why an approval was not asked for, decided or taken back.
pub fn approval(reason: NotApproved) -> &'static str {
    match reason {
        NotApproved::NotAtDesk => "This is for another desk",
        NotApproved::Conflicted => {
            "One of you two has said that they know the person. Somebody else must ask or decide"
        }
        NotApproved::NotTheirs => "This is for somebody else to decide",
        NotApproved::SamePerson => "You asked for this. Somebody else must decide",
        NotApproved::NotFirst => "Only whoever asked for this can take it back",
        NotApproved::Settled => "This is settled already",
        NotApproved::Expired => "The time for this is over. It must be asked for again",
        NotApproved::Stale => "This has changed. See how it is now, and decide again",
    }
}
