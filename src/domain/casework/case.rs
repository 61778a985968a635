//! How professional standards handles a concern, and the table that says what may happen next.
//!
//! The table is the only place that knows the workflow: the rule ([`Case::apply`]), the buttons and the tests all
//! read it. It grows by rows.

use crate::identity::desk::Desk;
use crate::identity::role::Role;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;
use crate::report::concern::{Concern, Risk};
use crate::report::reference::Reference;

/// The handling of one concern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own: no two exclude each other")]
pub struct Case {
    /// Its identifier.
    pub id: Id<Case>,
    /// The concern it handles.
    pub concern: Id<Concern>,
    /// The desk that handles it.
    pub desk: Id<Desk>,
    /// What people quote.
    pub reference: Reference,
    /// Where it stands.
    pub status: Status,
    /// Who works on it.
    pub assignee: Option<Id<Staff>>,
    /// How urgent the answers look.
    pub risk: Risk,
    /// The day the concern was received.
    pub received: Day,
    /// The language of the story.
    pub language: String,
    /// Whether files came with it.
    pub has_files: bool,
    /// Whether the reporter can be answered in a mailbox.
    pub has_mailbox: bool,
    /// Whether a sealed source exists.
    pub has_source: bool,
    /// Whether the reporter has written since the desk last looked.
    pub unread: bool,
    /// Whether somebody declared a conflict and the manager has not yet dealt with it.
    pub conflict: bool,
    /// How often the row has changed.
    pub version: i64,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nobody has looked at it.
    Submitted,
    /// Somebody is reading it for the first time.
    FirstLook,
    /// It is being sorted.
    Triage,
    /// The reporter has been asked something.
    AwaitingReporter,
    /// Ready for a decision.
    Decision,
}

impl Status {
    /// Every status, in the order a case meets them.
    pub const ALL: [Self; 5] =
        [Self::Submitted, Self::FirstLook, Self::Triage, Self::AwaitingReporter, Self::Decision];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::FirstLook => "first_look",
            Self::Triage => "triage",
            Self::AwaitingReporter => "awaiting_reporter",
            Self::Decision => "decision",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// What staff read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Submitted => "New",
            Self::FirstLook => "First look",
            Self::Triage => "In triage",
            Self::AwaitingReporter => "Waiting for reporter",
            Self::Decision => "For decision",
        }
    }

    /// What the reporter reads in their mailbox: plain, and never more than they may know.
    pub fn plain(self) -> &'static str {
        match self {
            Self::Submitted => "We have your report. Nobody has read it yet.",
            Self::FirstLook | Self::Triage => "We are reading your report.",
            Self::AwaitingReporter => "We have asked you something. Please read our message.",
            Self::Decision => "We are deciding what to do next.",
        }
    }
}

/// Something that can be done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Begin to read it.
    Look,
    /// Begin to sort it.
    Sort,
    /// Ask the reporter something, in the mailbox.
    Ask,
    /// The reporter has written.
    Hear,
    /// Hand it over for a decision.
    Hand,
    /// Take it back into triage.
    Return,
}

impl Action {
    /// What is stored and posted.
    pub fn code(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Sort => "sort",
            Self::Ask => "ask",
            Self::Hear => "hear",
            Self::Hand => "hand",
            Self::Return => "return",
        }
    }

    /// Reads what was posted.
    pub fn from_code(code: &str) -> Option<Self> {
        TRANSITIONS.iter().map(|row| row.action).find(|action| action.code() == code)
    }

    /// The words on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Look => "Start first look",
            Self::Sort => "Start triage",
            Self::Ask => "Wait for the reporter",
            Self::Hear => "The reporter has answered",
            Self::Hand => "Hand over for decision",
            Self::Return => "Return to triage",
        }
    }
}

/// Who may do something to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// These roles.
    Roles(&'static [Role]),
    /// Nobody: it follows from something that the reporter does.
    Reporter,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The status before.
    pub from: Status,
    /// What is done.
    pub action: Action,
    /// The status after.
    pub to: Status,
    /// Who may.
    pub by: By,
    /// Whether the case must have a mailbox.
    pub needs_mailbox: bool,
}

const DESK: By = By::Roles(&[Role::TriageOfficer, Role::Manager]);

const fn row(from: Status, action: Action, to: Status) -> Transition {
    Transition { from, action, to, by: DESK, needs_mailbox: false }
}

/// Every change of status there is.
pub const TRANSITIONS: &[Transition] = &[
    row(Status::Submitted, Action::Look, Status::FirstLook),
    row(Status::FirstLook, Action::Sort, Status::Triage),
    Transition { needs_mailbox: true, ..row(Status::Triage, Action::Ask, Status::AwaitingReporter) },
    Transition { by: By::Reporter, ..row(Status::AwaitingReporter, Action::Hear, Status::Triage) },
    row(Status::AwaitingReporter, Action::Return, Status::Triage),
    row(Status::Triage, Action::Hand, Status::Decision),
    row(Status::Decision, Action::Return, Status::Triage),
];

/// The action is not possible now, or not for this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the case cannot be moved on in this way")]
pub struct Refused;

impl Case {
    /// What a person of this role may do next, in table order: the buttons.
    pub fn actions(&self, role: Role) -> impl Iterator<Item = &'static Transition> {
        let (status, has_mailbox) = (self.status, self.has_mailbox);
        TRANSITIONS.iter().filter(move |row| {
            row.from == status
                && (has_mailbox || !row.needs_mailbox)
                && matches!(row.by, By::Roles(roles) if roles.contains(&role))
        })
    }

    /// Moves the case on. The old value is consumed.
    pub fn apply(self, action: Action, role: Role) -> Result<Self, Refused> {
        let to = self.actions(role).find(|row| row.action == action).map(|row| row.to).ok_or(Refused)?;
        Ok(Self { status: to, ..self })
    }

    /// What the reporter's writing does: it is unread, and whoever waited for it goes on.
    #[must_use]
    pub fn heard(self) -> Self {
        let row = TRANSITIONS.iter().find(|row| row.from == self.status && row.by == By::Reporter);
        Self { status: row.map_or(self.status, |row| row.to), unread: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> String {
        let mut lines = Vec::new();
        for row in TRANSITIONS {
            let who = match row.by {
                By::Roles(roles) => roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" "),
                By::Reporter => "(reporter)".into(),
            };
            let mailbox = if row.needs_mailbox { " [mailbox]" } else { "" };
            let (from, action, to) = (row.from.code(), row.action.code(), row.to.code());
            lines.push(format!("{from} --{action}--> {to} : {who}{mailbox}"));
        }
        lines.join("\n")
    }

    #[test]
    fn the_workflow_is_this() {
        assert_eq!(
            matrix(),
            "submitted --look--> first_look : triage manager\n\
             first_look --sort--> triage : triage manager\n\
             triage --ask--> awaiting_reporter : triage manager [mailbox]\n\
             awaiting_reporter --hear--> triage : (reporter)\n\
             awaiting_reporter --return--> triage : triage manager\n\
             triage --hand--> decision : triage manager\n\
             decision --return--> triage : triage manager"
        );
    }

    #[test]
    fn one_action_leads_to_one_place() {
        for (index, row) in TRANSITIONS.iter().enumerate() {
            let twin = TRANSITIONS
                .iter()
                .skip(index + 1)
                .find(|other| other.from == row.from && other.action == row.action);
            assert!(twin.is_none(), "{row:?}");
        }
    }

    #[test]
    fn every_status_can_be_reached() {
        for status in Status::ALL {
            assert!(
                status == Status::Submitted || TRANSITIONS.iter().any(|row| row.to == status),
                "{status:?}"
            );
        }
    }
}
