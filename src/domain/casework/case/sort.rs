//! What the inbox can be sorted by: what is kept in clear, and never what a report says.

use crate::platform::order::{Direction, Order, SortKey};

/// What the inbox can be sorted by. Cases alike in it are listed newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseSort {
    /// How urgent it is: danger first.
    #[default]
    Risk,
    /// The day it came in: the newest first.
    Received,
    /// Where it stands, in the order in which a case gets there.
    Status,
    /// Who works on it, by name; those that nobody works on first.
    Assignee,
}

impl CaseSort {
    /// Danger first: the order of an inbox when nobody asked.
    pub const DANGER_FIRST: Order<Self> = Order { by: Self::Risk, direction: Direction::Descending };
}

impl SortKey for CaseSort {
    const ALL: &'static [Self] = &[Self::Risk, Self::Received, Self::Status, Self::Assignee];

    fn code(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::Received => "received",
            Self::Status => "status",
            Self::Assignee => "who",
        }
    }

    fn begins(self) -> Direction {
        match self {
            Self::Risk | Self::Received => Direction::Descending,
            Self::Status | Self::Assignee => Direction::Ascending,
        }
    }
}
