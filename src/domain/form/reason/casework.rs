//! Why something was not done to a case.

/// Why something was not done to a case, as far as a page tells it beside what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseworkReason {
    /// It was not said whether they know the person.
    NoConflictAnswer,
    /// It was not said why the case is opened.
    NoReason,
    /// A message has no words.
    NoMessage,
    /// A message holds phrases that could set a task for the reporter.
    Tasking(Vec<&'static str>),
    /// It was not confirmed that the message sets no task.
    NotChecked,
    /// No case that this person may see has this reference.
    NoSuchReference,
    /// It was not said what was decided about a note.
    NoDecision,
    /// The case was refused.
    Refused(Refused),
    /// The approval was refused.
    NotApproved(NotApproved),
}

/// Why something is not done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The case stands elsewhere.
    #[error("this is not possible where the case stands")]
    NotNow,
    /// It is not for a person of this role, or not for the reporter.
    #[error("this is not for whoever wants it done")]
    NotTheirs,
    /// Whoever wants it done is not at the desk, or has said that they know the person.
    #[error("the case is not for this person to see")]
    KeptOut,
    /// The reporter cannot be answered.
    #[error("the reporter has no mailbox")]
    NoMailbox,
    /// Whoever the case would be given to is not at the desk.
    #[error("whoever it is given to is no member of the desk")]
    AssigneeElsewhere,
    /// Whoever the case would be given to has said that they know the person.
    #[error("whoever it is given to has declared a conflict")]
    AssigneeConflicted,
}

/// Why an approval is not asked for, decided, taken back or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotApproved {
    /// They are not at the desk.
    #[error("not a member of the desk")]
    NotAtDesk,
    /// One of the two has said that they know the person.
    #[error("a conflict was declared")]
    Conflicted,
    /// Their role does not allow it.
    #[error("not for a person of this role")]
    NotTheirs,
    /// Whoever asked may not decide.
    #[error("whoever asked may not decide")]
    SamePerson,
    /// Only whoever asked may take it back.
    #[error("only whoever asked may take it back")]
    NotFirst,
    /// It was decided or taken back already.
    #[error("it is settled already")]
    Settled,
    /// Its time is over.
    #[error("its time is over")]
    Expired,
    /// It has changed since they saw it.
    #[error("it has changed meanwhile")]
    Stale,
    /// Nobody approved it.
    #[error("it was not approved")]
    Unapproved,
    /// What it allows was done.
    #[error("it was used already")]
    Used,
}
