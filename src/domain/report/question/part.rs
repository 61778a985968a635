//! The parts that the questions are cut into, and how many of them are asked.

use serde::{Deserialize, Serialize};

/// A named part of the report form. Whoever reaches its end may send at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What happened, and how the reporter knows.
    Story,
    /// Whom it is about.
    Person,
    /// Signs, time, place, what could show it.
    Details,
    /// Danger, wishes, and whether there may be a reply.
    Safety,
}

/// Every part, in order.
pub const PARTS: [Part; 4] = [Part::Story, Part::Person, Part::Details, Part::Safety];

impl Part {
    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Story => "what happened",
            Self::Person => "the person",
            Self::Details => "more about it",
            Self::Safety => "your safety and a reply",
        }
    }

    /// Its place in the order, from 1.
    pub fn number(self) -> usize {
        PARTS.iter().take_while(|part| **part != self).count() + 1
    }
}

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// Every question.
    #[default]
    Whole,
    /// Only what must be answered, and what decides where a report goes, how soon it is read and whether it
    /// can be replied to. Chosen with *Send this now*.
    Short,
}
