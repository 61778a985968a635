//! Where a case stands.

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
