//! Why something was not done to a case, in words.

use std::borrow::Cow;

use domain::form::reason::casework::{CaseworkReason, NotApproved, Refused};

pub(super) fn words(reason: &CaseworkReason) -> Cow<'static, str> {
    match reason {
        CaseworkReason::NoConflictAnswer => "Say whether you know or work with the person".into(),
        CaseworkReason::NoReason => "Choose why you are opening this case".into(),
        CaseworkReason::NoMessage => "Write a message".into(),
        CaseworkReason::Tasking(phrases) => {
            let list = phrases.iter().map(|phrase| format!("“{phrase}”")).collect::<Vec<_>>().join(", ");
            format!("This could set a task for the reporter: {list}. Write it in another way").into()
        }
        CaseworkReason::NotChecked => "Confirm that your message does not set a task".into(),
        CaseworkReason::NoSuchReference => {
            "No case of your desk has this reference. Check the letters and numbers".into()
        }
        CaseworkReason::NoDecision => "Choose what was decided".into(),
        CaseworkReason::Refused(refused) => case(*refused).into(),
        CaseworkReason::NotApproved(refused) => approval(*refused).into(),
    }
}

fn case(reason: Refused) -> &'static str {
    match reason {
        Refused::NotNow => "This is not possible where the case stands now",
        Refused::NotTheirs => "This is for somebody else to do",
        Refused::KeptOut => "You cannot see this case",
        Refused::NoMailbox => "This reporter has no mailbox. You cannot write to them here",
        Refused::AssigneeElsewhere => "Choose a member of the desk",
        Refused::AssigneeConflicted => "This person may not work on this case. Choose somebody else",
    }
}

fn approval(reason: NotApproved) -> &'static str {
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
        NotApproved::Unapproved => "Nobody has approved this",
        NotApproved::Used => "This was done already",
    }
}
