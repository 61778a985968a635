//! “You said, we did”: what agencies said, and what was done about it.

use crate::form::key::Key;
use crate::form::record::{Kind, Record, Section, hinted, needed};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// One thing that agencies said, with what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Its identifier.
    pub id: Id<Feedback>,
    /// What is written down about it, by the fields of [`FEEDBACK`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// The name of the field for what was said.
pub const SAID: Key = Key::new("said");
/// The name of the field for what was done.
pub const DID: Key = Key::new("did");
/// The name of the field for the day on which it was done.
pub const DAY: Key = Key::new("day");
/// The name of the field that keeps it from agencies.
pub const HELD: Key = Key::new("held");

/// What is written down. Every agency reads it: it names no agency and nobody.
pub const FEEDBACK: &[Section] = &[Section {
    title: "What every agency reads",
    fields: &[
        needed(SAID, "You said", "Name no agency and nobody. Nothing from a case.", Kind::Prose(80)),
        needed(DID, "We did", "Also say so when you cannot do it, and why.", Kind::Prose(120)),
        needed(DAY, "Day", "When it was done or decided.", Kind::Day),
        hinted(
            HELD,
            "Do not show it to agencies",
            "While it is being written, or when it no longer holds.",
            Kind::Flag,
        ),
    ],
}];

impl Feedback {
    /// When it was done or decided.
    pub fn day(&self) -> Option<Day> {
        self.record.day(DAY)
    }

    /// Whether agencies see it.
    pub fn is_shown(&self) -> bool {
        !self.record.flag(HELD)
    }
}
