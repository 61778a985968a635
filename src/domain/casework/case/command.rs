//! What somebody wants done to a case, and why it may not be.

use crate::casework::workflow::Action;
use crate::identity::staff::Staff;
use crate::platform::id::Id;

pub use crate::form::reason::casework::Refused;

/// Something that is wanted: an action of the workflow, with what is said with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begin to read it.
    StartReview,
    /// Begin to sort it.
    StartTriage,
    /// Ask the reporter something, in the mailbox.
    AskReporter,
    /// The reporter has written.
    ReporterReplied {
        /// Whether files came with it.
        with_files: bool,
    },
    /// Hand it over for a decision.
    SendForDecision,
    /// Take it back into triage.
    ReturnToTriage,
    /// Give it to this member of the desk, or to nobody.
    Assign(Option<Id<Staff>>),
    /// Look at what the reporter said.
    View,
    /// Write to the reporter.
    Reply,
    /// Say that one knows the person it is about.
    DeclareConflict,
    /// The reporter has deleted the mailbox.
    DeleteMailbox,
}

impl Command {
    /// The command of a button; none for an action that has no button, or with which more is said.
    pub fn of_button(action: Action) -> Option<Self> {
        match action {
            Action::StartReview => Some(Self::StartReview),
            Action::StartTriage => Some(Self::StartTriage),
            Action::AskReporter => Some(Self::AskReporter),
            Action::SendForDecision => Some(Self::SendForDecision),
            Action::ReturnToTriage => Some(Self::ReturnToTriage),
            Action::ReporterReplied
            | Action::Assign
            | Action::View
            | Action::Reply
            | Action::DeclareConflict
            | Action::DeleteMailbox => None,
        }
    }

    /// Its action in the table.
    pub fn action(self) -> Action {
        match self {
            Self::StartReview => Action::StartReview,
            Self::StartTriage => Action::StartTriage,
            Self::AskReporter => Action::AskReporter,
            Self::ReporterReplied { .. } => Action::ReporterReplied,
            Self::SendForDecision => Action::SendForDecision,
            Self::ReturnToTriage => Action::ReturnToTriage,
            Self::Assign(_) => Action::Assign,
            Self::View => Action::View,
            Self::Reply => Action::Reply,
            Self::DeclareConflict => Action::DeclareConflict,
            Self::DeleteMailbox => Action::DeleteMailbox,
        }
    }

    /// Whoever the case is given to.
    pub(super) fn assignee(self) -> Option<Id<Staff>> {
        if let Self::Assign(to) = self { to } else { None }
    }

    /// What the audit log says beside the action, as a code.
    pub(super) fn detail(self) -> String {
        match self {
            Self::Assign(to) => to.map(|id| id.to_string()).unwrap_or_default(),
            _ if Self::of_button(self.action()).is_some() => self.action().code().to_owned(),
            _ => String::new(),
        }
    }
}
