//! What the pages of professional standards say was just done.

use crate::component::done::Done as JustDone;

/// What was just done on the side of professional standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A case was moved to another status.
    Moved,
    /// A case was given to somebody.
    Assigned,
    /// The reporter was answered.
    Replied,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
}

impl JustDone for Done {
    const ALL: &'static [Self] =
        &[Self::Moved, Self::Assigned, Self::Replied, Self::PasskeyAdded, Self::PasskeyRemoved];

    fn code(self) -> &'static str {
        match self {
            Self::Moved => "act",
            Self::Assigned => "assign",
            Self::Replied => "reply",
            Self::PasskeyAdded => "added",
            Self::PasskeyRemoved => "removed",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Moved => "The case has been moved on.",
            Self::Assigned => "The case has been given on.",
            Self::Replied => "Your message is in the reporter’s mailbox.",
            Self::PasskeyAdded => "The passkey is added. You can sign in with it from now on.",
            Self::PasskeyRemoved => "The passkey is removed. You are signed out everywhere else.",
        }
    }
}
