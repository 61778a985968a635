//! What follow-ups can be sorted by.

use crate::platform::order::{Direction, Order, SortKey};

/// What follow-ups can be sorted by. Those alike in it are listed by the day they are due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FollowUpSort {
    /// Whether it is done: what is open first.
    #[default]
    State,
    /// The day by which it is to be done, whether it is done or not.
    Due,
    /// Who does it, by name; those of nobody first.
    Owner,
    /// What is to be done.
    Task,
}

impl FollowUpSort {
    /// What is open first: the order when nobody asked.
    pub const OPEN_FIRST: Order<Self> = Order { by: Self::State, direction: Direction::Ascending };
}

impl SortKey for FollowUpSort {
    const ALL: &'static [Self] = &[Self::State, Self::Due, Self::Owner, Self::Task];

    fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Due => "due",
            Self::Owner => "who",
            Self::Task => "task",
        }
    }
}
