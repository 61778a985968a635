//! The workflow of a case as one table: from where, what is done, where it leads, by whom, under which
//! conditions, and what follows. The rule (`Case::apply`), the buttons of the case page, the letters, the
//! audit log and the tests all read it. It grows by rows.

use super::status::Status;
use crate::identity::role::Role;
use crate::platform::audit::AuditAction;
use crate::platform::outbox::Notice;

/// Something that is done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Begin to read it.
    StartReview,
    /// Begin to sort it.
    StartTriage,
    /// Ask the reporter something, in the mailbox.
    AskReporter,
    /// The reporter has written.
    ReporterReplied,
    /// Hand it over for a decision.
    SendForDecision,
    /// Take it back into triage.
    ReturnToTriage,
    /// Give it to a member of the desk, or to nobody.
    Assign,
    /// Look at what the reporter said.
    View,
    /// Write to the reporter.
    Reply,
    /// Say that one knows the person it is about.
    DeclareConflict,
    /// The reporter has deleted the mailbox.
    DeleteMailbox,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 11] = [
        Self::StartReview,
        Self::StartTriage,
        Self::AskReporter,
        Self::ReporterReplied,
        Self::SendForDecision,
        Self::ReturnToTriage,
        Self::Assign,
        Self::View,
        Self::Reply,
        Self::DeclareConflict,
        Self::DeleteMailbox,
    ];

    /// What is stored and posted.
    pub fn code(self) -> &'static str {
        match self {
            Self::StartReview => "look",
            Self::StartTriage => "sort",
            Self::AskReporter => "ask",
            Self::ReporterReplied => "hear",
            Self::SendForDecision => "hand",
            Self::ReturnToTriage => "return",
            Self::Assign => "assign",
            Self::View => "view",
            Self::Reply => "reply",
            Self::DeclareConflict => "conflict",
            Self::DeleteMailbox => "delete_mailbox",
        }
    }

    /// Reads what was stored or posted.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }

    /// The words on its button, where it has one, and in the history of the case.
    pub fn label(self) -> &'static str {
        match self {
            Self::StartReview => "Start first look",
            Self::StartTriage => "Start triage",
            Self::AskReporter => "Wait for the reporter",
            Self::ReporterReplied => "The reporter has answered",
            Self::SendForDecision => "Hand over for decision",
            Self::ReturnToTriage => "Return to triage",
            Self::Assign => "Give to this person",
            Self::View => "View the case",
            Self::Reply => "Send answer",
            Self::DeclareConflict => "I know this person",
            Self::DeleteMailbox => "The reporter has deleted the mailbox",
        }
    }
}

/// Who may do something to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// People of these roles.
    Roles(&'static [Role]),
    /// Nobody at the desk: it follows from something that the reporter does.
    Reporter,
}

/// What must hold before something is done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Whoever does it works at the desk, and has not said that they know the person.
    MaySee,
    /// The reporter can be answered in a mailbox.
    HasMailbox,
    /// Whoever the case is given to works at the desk.
    AssigneeAtDesk,
    /// Whoever the case is given to has not said that they know the person.
    AssigneeUnconflicted,
}

/// What follows when something is done to a case, beside its new status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is written into the history of the case, which is the audit log.
    Record(AuditAction),
    /// Whoever may see the case is sent a letter.
    Notify(Notice),
    /// There is something new from the reporter.
    MarkUnread,
    /// What was new has been seen.
    MarkRead,
    /// Files came with what the reporter wrote, if any did.
    AddFiles,
    /// The case is given to whoever was named.
    SetAssignee,
    /// The case is taken from whoever does this, if it is theirs.
    Unassign,
    /// The manager is asked to give the case to somebody else.
    RaiseConflict,
    /// Once the case is with somebody, nothing is asked of the manager any more.
    SettleConflict,
    /// The reporter cannot be answered any more.
    CloseMailbox,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    /// The status before; none when it may be done in any. A row for one status goes before the row for any.
    pub from: Option<Status>,
    /// What is done.
    pub action: Action,
    /// The status after; none when it stays.
    pub to: Option<Status>,
    /// Who may.
    pub by: By,
    /// What must hold. The first that does not is the reason for a refusal.
    pub guards: &'static [Guard],
    /// What follows, in this order.
    pub effects: &'static [Effect],
}

impl Transition {
    /// The row for an action in a status.
    pub fn find(from: Status, action: Action) -> Option<&'static Self> {
        TRANSITIONS.iter().find(|row| row.action == action && row.from.is_none_or(|status| status == from))
    }

    /// Whether it has a button of its own, which moves the case on: one that needs nothing said with it.
    pub fn is_button(&self) -> bool {
        self.to.is_some() && matches!(self.by, By::Roles(_))
    }
}

/// Those whose work casework is.
const DESK: By = By::Roles(&[Role::TriageOfficer, Role::Manager]);

const fn step(from: Status, action: Action, to: Status) -> Transition {
    Transition {
        from: Some(from),
        action,
        to: Some(to),
        by: DESK,
        guards: &[Guard::MaySee],
        effects: &[Effect::Record(AuditAction::CaseMoved)],
    }
}

const fn anywhere(action: Action, guards: &'static [Guard], effects: &'static [Effect]) -> Transition {
    Transition { from: None, action, to: None, by: DESK, guards, effects }
}

const REPORTER_REPLIED: Transition = Transition {
    by: By::Reporter,
    ..anywhere(
        Action::ReporterReplied,
        &[Guard::HasMailbox],
        &[Effect::MarkUnread, Effect::AddFiles, Effect::Notify(Notice::ReplyWaiting)],
    )
};

/// Everything that may be done to a case.
pub const TRANSITIONS: &[Transition] = &[
    step(Status::Submitted, Action::StartReview, Status::FirstLook),
    step(Status::FirstLook, Action::StartTriage, Status::Triage),
    Transition {
        guards: &[Guard::MaySee, Guard::HasMailbox],
        ..step(Status::Triage, Action::AskReporter, Status::AwaitingReporter)
    },
    Transition { from: Some(Status::AwaitingReporter), to: Some(Status::Triage), ..REPORTER_REPLIED },
    step(Status::AwaitingReporter, Action::ReturnToTriage, Status::Triage),
    step(Status::Triage, Action::SendForDecision, Status::Decision),
    step(Status::Decision, Action::ReturnToTriage, Status::Triage),
    REPORTER_REPLIED,
    anywhere(
        Action::Assign,
        &[Guard::MaySee, Guard::AssigneeAtDesk, Guard::AssigneeUnconflicted],
        &[Effect::SetAssignee, Effect::SettleConflict, Effect::Record(AuditAction::CaseAssigned)],
    ),
    anywhere(Action::View, &[Guard::MaySee], &[Effect::Record(AuditAction::CaseViewed), Effect::MarkRead]),
    anywhere(Action::Reply, &[Guard::MaySee, Guard::HasMailbox], &[Effect::Record(AuditAction::ReplySent)]),
    anywhere(
        Action::DeclareConflict,
        &[Guard::MaySee],
        &[
            Effect::RaiseConflict,
            Effect::Unassign,
            Effect::Notify(Notice::ConflictDeclared),
            Effect::Record(AuditAction::ConflictDeclared),
        ],
    ),
    Transition { by: By::Reporter, ..anywhere(Action::DeleteMailbox, &[], &[Effect::CloseMailbox]) },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::role::Permission;

    fn table() -> String {
        let mut lines = Vec::new();
        for row in TRANSITIONS {
            let who = match row.by {
                By::Roles(roles) => roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" "),
                By::Reporter => "(reporter)".into(),
            };
            let status = |status: Option<Status>, none: &'static str| status.map_or(none, Status::code);
            let (from, to) = (status(row.from, "*"), status(row.to, "="));
            let guards: Vec<_> = row.guards.iter().map(|guard| format!("{guard:?}")).collect();
            let effects: Vec<_> = row.effects.iter().map(|effect| format!("{effect:?}")).collect();
            let rule = format!("{from} --{}--> {to} : {who}", row.action.code());
            lines.push(format!("{rule} [{}] {}", guards.join(", "), effects.join(", ")));
        }
        lines.join("\n")
    }

    #[test]
    fn the_workflow_is_this() {
        assert_eq!(
            table(),
            "submitted --look--> first_look : triage manager [MaySee] Record(CaseMoved)\n\
             first_look --sort--> triage : triage manager [MaySee] Record(CaseMoved)\n\
             triage --ask--> awaiting_reporter : triage manager [MaySee, HasMailbox] Record(CaseMoved)\n\
             awaiting_reporter --hear--> triage : (reporter) [HasMailbox] MarkUnread, AddFiles, Notify(ReplyWaiting)\n\
             awaiting_reporter --return--> triage : triage manager [MaySee] Record(CaseMoved)\n\
             triage --hand--> decision : triage manager [MaySee] Record(CaseMoved)\n\
             decision --return--> triage : triage manager [MaySee] Record(CaseMoved)\n\
             * --hear--> = : (reporter) [HasMailbox] MarkUnread, AddFiles, Notify(ReplyWaiting)\n\
             * --assign--> = : triage manager [MaySee, AssigneeAtDesk, AssigneeUnconflicted] \
             SetAssignee, SettleConflict, Record(CaseAssigned)\n\
             * --view--> = : triage manager [MaySee] Record(CaseViewed), MarkRead\n\
             * --reply--> = : triage manager [MaySee, HasMailbox] Record(ReplySent)\n\
             * --conflict--> = : triage manager [MaySee] \
             RaiseConflict, Unassign, Notify(ConflictDeclared), Record(ConflictDeclared)\n\
             * --delete_mailbox--> = : (reporter) [] CloseMailbox"
        );
    }

    #[test]
    fn one_action_leads_to_one_place() {
        for (index, row) in TRANSITIONS.iter().enumerate() {
            let mut earlier = TRANSITIONS.iter().take(index).filter(|other| other.action == row.action);
            assert!(earlier.all(|other| other.from.is_some() && other.from != row.from), "{row:?}");
        }
    }

    #[test]
    fn every_status_can_be_reached() {
        for status in Status::ALL {
            let reached = TRANSITIONS.iter().any(|row| row.to == Some(status));
            assert!(status == Status::Submitted || reached, "{status:?}");
        }
    }

    #[test]
    fn every_action_has_a_row_and_a_code_of_its_own() {
        for action in Action::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.action == action), "{action:?}");
            assert_eq!(Action::from_code(action.code()), Some(action));
        }
    }

    #[test]
    fn the_desk_does_it_whose_work_is_casework() {
        let casework: Vec<_> = Role::ALL.into_iter().filter(|role| role.may(Permission::Casework)).collect();
        for row in TRANSITIONS {
            let By::Roles(roles) = row.by else { continue };
            assert_eq!(roles, casework, "{row:?}");
            assert_eq!(row.guards.first(), Some(&Guard::MaySee), "{row:?}");
        }
    }
}
