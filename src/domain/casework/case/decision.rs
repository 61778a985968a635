//! The one rule by which a case changes: a command and the facts go in; the changed case and all that follows
//! come out, or the reason why not. Nothing is written here: whoever asked writes what was decided, in one
//! transaction.

use std::borrow::Cow;

use super::command::{Command, Refused};
use super::facts::{DeskFacts, Facts, Party};
use super::{Case, StoredCase};
use crate::casework::workflow::{By, Effect, Guard, Transition};
use crate::identity::staff::Staff;
use crate::platform::audit::AuditAction;
use crate::platform::id::Id;
use crate::platform::outbox::{Addressee, Notice};

/// What was decided. Only [`Case::apply`] makes one.
#[must_use]
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The case as it is from now on.
    pub case: Case,
    /// The version that it takes the place of; the same as that of the case when nothing in its row changed.
    pub before: i64,
    /// What is written into its history.
    pub events: Vec<CaseEvent>,
    /// The letters that are sent.
    pub letters: Vec<CaseLetter>,
    /// The deadlines that are set.
    pub deadlines: Vec<Deadline>,
}

impl Decided {
    /// Whether the row of the case changes.
    pub fn is_changed(&self) -> bool {
        self.case.version() != self.before
    }
}

/// One line of the history of a case, without who and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    /// What was done.
    pub deed: AuditAction,
    /// More, as a code.
    pub detail: String,
}

/// A letter about a case. It never says about which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseLetter {
    /// Whom it goes to.
    pub to: Addressee,
    /// Why it is sent.
    pub notice: Notice,
}

/// A point in time until which something must have been done about a case. No row of the workflow sets any
/// yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {}

impl Case {
    /// Decides on a command: the only way in which a case changes. The old case is consumed.
    ///
    /// # Errors
    /// Why it is refused. Nothing follows then.
    pub fn apply(self, command: Command, facts: &Facts) -> Result<Decided, Refused> {
        let row = Transition::find(self.status(), command.action()).ok_or(Refused::NotNow)?;
        is_theirs(row.by, facts.by)?;
        row.guards.iter().try_for_each(|guard| self.check(*guard, command, facts))?;
        let before = self.version();
        let decided =
            Decided { case: self, before, events: Vec::new(), letters: Vec::new(), deadlines: Vec::new() };
        Ok(decided.carry_out(row, command, facts))
    }

    fn check(&self, guard: Guard, command: Command, facts: &Facts) -> Result<(), Refused> {
        let desk = &facts.desk;
        let (holds, otherwise) = match guard {
            Guard::MaySee => (may_see(facts), Refused::KeptOut),
            Guard::HasMailbox => (self.has_mailbox(), Refused::NoMailbox),
            Guard::AssigneeAtDesk => {
                let is_member = |id| desk.has_member(id);
                (command.assignee().is_none_or(is_member), Refused::AssigneeElsewhere)
            }
            Guard::AssigneeUnconflicted => {
                let is_free = |id| !desk.is_kept_out(id);
                (command.assignee().is_none_or(is_free), Refused::AssigneeConflicted)
            }
        };
        if holds { Ok(()) } else { Err(otherwise) }
    }
}

fn is_theirs(by: By, party: Party) -> Result<(), Refused> {
    let theirs = match (by, party) {
        (By::Roles(roles), Party::Staff(_, role)) => roles.contains(&role),
        (By::Reporter, Party::Reporter) => true,
        (By::Roles(_), Party::Reporter) | (By::Reporter, Party::Staff(..)) => false,
    };
    if theirs { Ok(()) } else { Err(Refused::NotTheirs) }
}

fn may_see(facts: &Facts) -> bool {
    facts.by.staff().is_some_and(|id| facts.desk.has_member(id) && !facts.desk.is_kept_out(id))
}

impl Decided {
    fn carry_out(mut self, row: &Transition, command: Command, facts: &Facts) -> Self {
        let actor = facts.by.staff();
        // Whoever declares a conflict is kept out from here on: no letter about it goes to them.
        let desk = match actor {
            Some(id) if row.effects.contains(&Effect::RaiseConflict) => {
                Cow::Owned(facts.desk.keeping_out(id))
            }
            _ => Cow::Borrowed(&facts.desk),
        };
        let mut changed = self.move_to(row);
        for effect in row.effects {
            match effect {
                Effect::Record(deed) => {
                    self.events.push(CaseEvent { deed: *deed, detail: command.detail() });
                }
                Effect::Notify(notice) => self.notify(&desk, *notice),
                effect => changed |= change(&mut self.case.0, *effect, command, actor),
            }
        }
        self.case.0.version += i64::from(changed);
        self
    }

    fn move_to(&mut self, row: &Transition) -> bool {
        if let Some(to) = row.to {
            self.case.0.status = to;
        }
        row.to.is_some()
    }

    fn notify(&mut self, desk: &DeskFacts, notice: Notice) {
        self.letters.extend(desk.addressees().into_iter().map(|to| CaseLetter { to, notice }));
    }
}

/// Whether the row is written anew. One that says the same again is, too, so that whoever decided on what was
/// there before is told; only looking at what has been seen changes nothing.
fn change(case: &mut StoredCase, effect: Effect, command: Command, actor: Option<Id<Staff>>) -> bool {
    match effect {
        Effect::Record(_) | Effect::Notify(_) => return false,
        Effect::MarkRead => return std::mem::take(&mut case.unread),
        Effect::MarkUnread => case.unread = true,
        Effect::AddFiles => {
            case.has_files |= matches!(command, Command::ReporterReplied { with_files: true });
        }
        Effect::SetAssignee => case.assignee = command.assignee(),
        Effect::Unassign => case.assignee = case.assignee.filter(|assignee| Some(*assignee) != actor),
        Effect::RaiseConflict => case.conflict = true,
        Effect::SettleConflict => case.conflict &= case.assignee.is_none(),
        Effect::CloseMailbox => case.has_mailbox = false,
    }
    true
}
