//! What the ledger can be sorted by.

use crate::platform::order::{Direction, SortKey};

/// What the ledger can be sorted by. Engagements alike in it are listed newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngagementSort {
    /// The day it was: the newest first.
    #[default]
    Day,
    /// What was done, by its name.
    Kind,
    /// Who led it, by name; those of nobody first.
    Lead,
    /// How many people it reached: most first.
    Reach,
}

impl SortKey for EngagementSort {
    const ALL: &'static [Self] = &[Self::Day, Self::Kind, Self::Lead, Self::Reach];

    fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Kind => "what",
            Self::Lead => "who",
            Self::Reach => "reached",
        }
    }

    fn begins(self) -> Direction {
        match self {
            Self::Day | Self::Reach => Direction::Descending,
            Self::Kind | Self::Lead => Direction::Ascending,
        }
    }
}
