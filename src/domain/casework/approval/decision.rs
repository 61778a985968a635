//! The one rule of approvals: who may ask, decide, take back and use, as data. Nothing is written here.

use super::purpose::{Purpose, Scope};
use super::{Approval, State, StoredApproval};
use crate::identity::desk::Desk;
use crate::identity::role::{Permission, Role};
use crate::identity::staff::Staff;
use crate::platform::audit::AuditAction;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

pub use crate::form::reason::casework::NotApproved as Refused;

/// What can be done with an approval that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Approve it, as the second person.
    Approve,
    /// Refuse it, as the second person.
    Refuse,
    /// Take it back, as whoever asked.
    Withdraw,
}

impl Command {
    /// Every command.
    pub const ALL: [Self; 3] = [Self::Approve, Self::Refuse, Self::Withdraw];

    /// What is posted.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
        }
    }

    /// Reads what was posted.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.code() == code)
    }

    /// The words on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Approve => "Approve",
            Self::Refuse => "Refuse",
            Self::Withdraw => "Withdraw",
        }
    }
}

/// What must hold before something is done. The first that does not is the reason for a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// They are a member of the desk whose matter it is.
    AtDesk,
    /// They have not said that they know the person the subject is about.
    Unconflicted,
    /// They may ask for this.
    MayAsk,
    /// They may decide on this.
    MayDecide,
    /// They asked themselves.
    IsFirst,
    /// Somebody else asked.
    IsNotFirst,
    /// Nobody has decided, and it was not taken back.
    IsWaiting,
    /// There is still time.
    InTime,
    /// A second person approved it.
    IsApproved,
    /// What it allows was not done yet.
    IsUnused,
    /// There is still time to do what it allows: as long from the decision as there was for deciding.
    UsedInTime,
    /// It is as they saw it.
    AsSeen,
    /// Whoever asked has not said meanwhile that they know the person the subject is about.
    FirstUnconflicted,
}

/// What must hold for asking.
pub const ASK: &[Guard] = &[Guard::AtDesk, Guard::Unconflicted, Guard::MayAsk];

/// What must hold for doing what was approved.
pub const USE: &[Guard] = &[
    Guard::AtDesk,
    Guard::Unconflicted,
    Guard::IsFirst,
    Guard::MayAsk,
    Guard::IsApproved,
    Guard::IsUnused,
    Guard::UsedInTime,
    Guard::AsSeen,
];

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is done.
    pub command: Command,
    /// The state after.
    pub to: State,
    /// What must hold.
    pub guards: &'static [Guard],
    /// What is written into the audit log.
    pub deed: AuditAction,
}

/// What must hold for deciding either way.
const DECIDE: &[Guard] = &[
    Guard::AtDesk,
    Guard::Unconflicted,
    Guard::IsNotFirst,
    Guard::MayDecide,
    Guard::IsWaiting,
    Guard::InTime,
    Guard::AsSeen,
    Guard::FirstUnconflicted,
];

/// Everything that can be done with an approval once it is asked for.
pub const RULES: &[Rule] = &[
    Rule { command: Command::Approve, to: State::Approved, guards: DECIDE, deed: AuditAction::ApprovalGiven },
    Rule { command: Command::Refuse, to: State::Refused, guards: DECIDE, deed: AuditAction::ApprovalRefused },
    Rule {
        command: Command::Withdraw,
        to: State::Withdrawn,
        guards: &[
            Guard::AtDesk,
            Guard::Unconflicted,
            Guard::IsFirst,
            Guard::IsWaiting,
            Guard::InTime,
            Guard::AsSeen,
        ],
        deed: AuditAction::ApprovalWithdrawn,
    },
];

/// What a decision rests on. The write that decides reads it inside its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who wants it done.
    pub by: Id<Staff>,
    /// Their role.
    pub role: Role,
    /// Whether they are a member of the desk whose matter it is. What is no desk's needs none.
    pub is_at_desk: bool,
    /// Whether they have said that they know the person the subject is about.
    pub is_conflicted: bool,
    /// Whether whoever asked has.
    pub is_first_conflicted: bool,
    /// The version of the approval that they saw.
    pub seen: i64,
    /// When.
    pub now: Timestamp,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApproval {
    /// Its identifier.
    pub id: Id<Approval>,
    /// What it is to allow.
    pub purpose: &'static Purpose,
    /// What it is about, as an identifier.
    pub subject: String,
    /// The desk whose matter it is; none when it is no desk's.
    pub desk: Option<Id<Desk>>,
}

/// What was decided. Only [`Approval::ask`], [`Approval::apply`] and [`Approval::use_up`] make one.
#[must_use]
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The approval as it is from now on.
    pub approval: Approval,
    /// The version that it takes the place of; none when it is new.
    pub before: Option<i64>,
    /// What is written into the audit log.
    pub deed: AuditAction,
}

impl Approval {
    /// Asks for an approval.
    ///
    /// # Errors
    /// Why it may not be asked for.
    pub fn ask(new: NewApproval, facts: &Facts) -> Result<Decided, Refused> {
        let purpose = new.purpose;
        let approval = Self(StoredApproval {
            id: new.id,
            purpose,
            subject: new.subject,
            desk: new.desk,
            first: facts.by,
            asked: facts.now,
            second: None,
            decided: None,
            state: State::Waiting,
            expires: facts.now.plus_seconds(purpose.open_for),
            used: None,
            version: 1,
        });
        ASK.iter().try_for_each(|guard| approval.check(*guard, facts))?;
        Ok(Decided { approval, before: None, deed: AuditAction::ApprovalAsked })
    }

    /// Decides on a command: but for [`Self::use_up`] the only way in which an approval changes. The old one
    /// is consumed.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn apply(self, command: Command, facts: &Facts) -> Result<Decided, Refused> {
        let rule = RULES.iter().find(|rule| rule.command == command).ok_or(Refused::NotTheirs)?;
        rule.guards.iter().try_for_each(|guard| self.check(*guard, facts))?;
        let before = self.version();
        let second = (command != Command::Withdraw).then_some(facts.by);
        let approval = Self(StoredApproval {
            second,
            decided: Some(facts.now),
            state: rule.to,
            version: before + 1,
            ..self.0
        });
        Ok(Decided { approval, before: Some(before), deed: rule.deed })
    }

    /// Marks that what was approved is being done, in the same write: it allows it once.
    ///
    /// # Errors
    /// Why it may not be done.
    pub fn use_up(self, facts: &Facts) -> Result<Decided, Refused> {
        USE.iter().try_for_each(|guard| self.check(*guard, facts))?;
        let before = self.version();
        let approval = Self(StoredApproval { used: Some(facts.now), version: before + 1, ..self.0 });
        Ok(Decided { approval, before: Some(before), deed: AuditAction::ApprovalUsed })
    }

    /// Whether this person can do what was approved now.
    pub fn is_usable(&self, facts: &Facts) -> bool {
        USE.iter().all(|guard| self.check(*guard, facts).is_ok())
    }

    /// What this person can do with it, in table order: the buttons.
    pub fn commands(&self, facts: &Facts) -> impl Iterator<Item = Command> {
        let may = |rule: &&Rule| rule.guards.iter().all(|guard| self.check(*guard, facts).is_ok());
        RULES.iter().filter(may).map(|rule| rule.command)
    }

    fn check(&self, guard: Guard, facts: &Facts) -> Result<(), Refused> {
        let may = |permission: Permission| facts.role.may(permission);
        let (holds, otherwise) = match guard {
            Guard::AtDesk => (self.is_in_scope(facts), Refused::NotAtDesk),
            Guard::Unconflicted => (!facts.is_conflicted, Refused::Conflicted),
            Guard::MayAsk => (may(self.purpose().first), Refused::NotTheirs),
            Guard::MayDecide => (may(self.purpose().second), Refused::NotTheirs),
            Guard::IsFirst => (facts.by == self.first(), Refused::NotFirst),
            Guard::IsNotFirst => (facts.by != self.first(), Refused::SamePerson),
            Guard::IsWaiting => {
                let settled = matches!(self.0.state, State::Approved | State::Refused | State::Withdrawn);
                (!settled, Refused::Settled)
            }
            Guard::InTime => (self.state(facts.now) != State::Expired, Refused::Expired),
            Guard::IsApproved => (self.0.state == State::Approved, Refused::Unapproved),
            Guard::IsUnused => (self.0.used.is_none(), Refused::Used),
            Guard::UsedInTime => (self.is_in_time_to_use(facts.now), Refused::Expired),
            Guard::AsSeen => (facts.seen == self.version(), Refused::Stale),
            Guard::FirstUnconflicted => (!facts.is_first_conflicted, Refused::Conflicted),
        };
        if holds { Ok(()) } else { Err(otherwise) }
    }

    /// Whether what was approved waits to be done by whoever asked.
    pub fn is_open_to_use(&self, now: Timestamp) -> bool {
        self.0.state == State::Approved && self.0.used.is_none() && self.is_in_time_to_use(now)
    }

    /// As long from the decision as there was for deciding.
    fn is_in_time_to_use(&self, now: Timestamp) -> bool {
        self.0.decided.is_some_and(|at| now < at.plus_seconds(self.purpose().open_for))
    }

    /// A purpose of desks needs one; one of the site has none.
    fn is_in_scope(&self, facts: &Facts) -> bool {
        match self.purpose().scope {
            Scope::Desk => self.desk().is_some() && facts.is_at_desk,
            Scope::Site => self.desk().is_none(),
        }
    }
}
