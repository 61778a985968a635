//! What the page of an open case shows, and the fields of its forms.

pub use domain::casework::case::ASSIGNEE;
use domain::casework::case::Case;
use domain::form::errors::Errors;
use domain::identity::staff::Staff;
use domain::platform::attachment::Attachment;
use domain::platform::force::Lists;
use domain::report::form::Answers;
use domain::report::message::Message;
pub use domain::report::message::{CHECKED, WORDS};
use domain::report::sender::SenderKind;

use crate::component::staff::form_draft::FormDraft;
use crate::psd::done::Done;
use crate::psd::event_row::Happening;
use crate::staff::list_place::ListPlace;
use crate::staff::page::Signed;

/// The field of the action's code.
pub const ACTION: &str = "action";
/// The hidden field of the case's version, in the forms that change the case.
pub const VERSION: &str = "version";
/// The value of a ticked box.
pub const YES: &str = "yes";

/// One message of the thread, with what came with it.
#[derive(Clone, Copy, Debug)]
pub struct ThreadMessage<'a> {
    /// The message.
    pub message: &'a Message,
    /// Its files.
    pub files: &'a [Attachment],
}

/// What is kept in clear with a concern, beside what its case shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClearFacts<'a> {
    /// The code of the force.
    pub force: Option<&'a str>,
    /// The code of the agency's type.
    pub agency_type: Option<&'a str>,
    /// The identifier of the agency's district.
    pub agency_district: Option<&'a str>,
    /// As whom it was sent.
    pub sender: SenderKind,
}

/// An open case.
#[derive(Clone, Copy, Debug)]
pub struct CasePage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The case.
    pub case: &'a Case,
    /// The facts that are kept in clear.
    pub facts: ClearFacts<'a>,
    /// What the reporter answered, without the source.
    pub answers: &'a Answers,
    /// The forces and districts that answers and facts name.
    pub lists: &'a Lists,
    /// What came with the report.
    pub files: &'a [Attachment],
    /// The messages since then, oldest first.
    pub messages: &'a [ThreadMessage<'a>],
    /// The members of the desk: who may work on the case.
    pub members: &'a [Staff],
    /// What was done with the case, newest first.
    pub history: &'a [Happening<'a>],
    /// The answer as typed, when it was not sent.
    pub typed: &'a str,
    /// Whether the box was ticked.
    pub checked: bool,
    /// What was wrong, for the fields [`WORDS`], [`CHECKED`] and [`ASSIGNEE`].
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
    /// The draft of the answer.
    pub draft: FormDraft<'a>,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl CasePage<'_> {
    /// The name of who works on the case.
    pub(super) fn assignee(&self) -> &str {
        let found = self.members.iter().find(|member| Some(member.id) == self.case.assignee());
        match (found, self.case.assignee()) {
            (Some(member), _) => &member.name,
            (None, Some(_)) => "Somebody who has left the desk",
            (None, None) => "Nobody",
        }
    }
}
