//! Why a report, or what is written to it, was not taken.

/// Why a report, or what is written to it, was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportReason {
    /// It does not tell what happened.
    NoStory,
    /// It does not tell how a practitioner knows.
    NoOrigin,
    /// It does not tell whether the person affected knows.
    NoConsent,
    /// Nothing says in whose name it is made.
    NoWay,
    /// The account cannot keep it.
    NotKept,
    /// The mark of an agency cannot be used any more.
    MarkSpent,
    /// The account does not work any more.
    AccountEnded,
    /// The seven words are not those that were shown.
    WrongWords,
    /// No mailbox opens with these words.
    NoMailbox,
    /// A message has neither words nor files.
    NoMessage,
    /// What was sent to be signed is nothing of the kind.
    NoRequest,
    /// A token is not one of ours, or its time is over.
    UnusableToken,
}

/// The words are not a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPhrase {
    /// There are not seven, but so many.
    Count(usize),
    /// This one is not in the list.
    Word(String),
}
