//! A planned series of engagements against a list of agencies.

use crate::form::choice::{self, Choice};
use crate::form::key::Key;
use crate::form::reason::register::RegisterReason;
use crate::form::record::{Kind, Record, Section, hinted, needed, plain};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// A planned series of engagements: thirteen road shows, leaflets to community groups, a film with its reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its identifier.
    pub id: Id<Campaign>,
    /// What is written down about it, by the fields of [`CAMPAIGN`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// The name of the field for the name.
pub const NAME: Key = Key::new("name");
/// The name of the field for the first day.
pub const BEGINS: Key = Key::new("begins");
/// The name of the field for the last day.
pub const ENDS: Key = Key::new("ends");
/// The name of the field for how many sessions are planned.
pub const PLANNED: Key = Key::new("planned");

/// The name of the field for whom it is for.
pub const SIDE: Key = Key::new("side");
/// The name of the field for how many a film, a post or e-learning reached.
pub const REACH: Key = Key::new("reach");

const SIDES: &[Choice] = &[
    Choice::new("external", "For other organisations and the public"),
    Choice::new("internal", "Within the force"),
];

/// What is written down about a campaign.
pub const CAMPAIGN: &[Section] = &[Section {
    title: "What it is",
    fields: &[
        needed(NAME, "Name", "", Kind::Line(200)),
        needed(SIDE, "For whom", "", Kind::One(SIDES)),
        plain(Key::new("about"), "What it is to change", Kind::Prose(300)),
        plain(Key::new("channel"), "Channel", Kind::Line(120)),
        plain(BEGINS, "First day", Kind::Day),
        plain(ENDS, "Last day", Kind::Day),
        hinted(PLANNED, "Planned sessions", "As many as there are to be.", Kind::Number(10_000)),
        hinted(
            REACH,
            "Reach of film, posts or e-learning",
            "As the channel counts them. Kept apart from the people met at sessions.",
            Kind::Number(100_000_000),
        ),
    ],
}];

/// Why a record will not do as a whole, by field; none when it will.
pub fn objection(record: &Record) -> Option<(Key, RegisterReason)> {
    let backwards = record.day(BEGINS).zip(record.day(ENDS)).is_some_and(|(first, last)| last < first);
    backwards.then_some((ENDS, RegisterReason::EndsBeforeItBegins))
}

impl Campaign {
    /// Its name.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// Whom it is for.
    pub fn side(&self) -> &str {
        choice::label(SIDES, self.record.get(SIDE))
    }

    /// How many of the planned sessions were held, when so many were.
    pub fn sessions(&self, held: u32) -> Progress {
        Progress { done: held, of: self.record.number(PLANNED) }
    }

    /// Its last day.
    pub fn ends(&self) -> Option<Day> {
        self.record.day(ENDS)
    }

    /// Whether it is over on `today`.
    pub fn is_over(&self, today: Day) -> bool {
        self.ends().is_some_and(|last| last < today)
    }
}

/// The name of the field for how many target agencies there are. They are picked, never typed.
pub const TARGETS: Key = Key::new("targets");

/// What is known of a campaign beside what is asked.
pub const CAMPAIGN_TARGETS: &[Section] = &[Section {
    title: "Target agencies",
    fields: &[plain(TARGETS, "Target agencies", Kind::Number(u32::MAX))],
}];

/// How much of what was planned is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How much is done: it can be more than was planned.
    pub done: u32,
    /// How much was planned; 0 when nobody said.
    pub of: u32,
}

impl Progress {
    /// In words: “7 of 13 sessions held”.
    pub fn words(self, what: &str, deed: &str) -> String {
        match self.of {
            0 => format!("{} {what} {deed}", self.done),
            of => format!("{} of {of} {what} {deed}", self.done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_words() {
        assert_eq!(Progress { done: 7, of: 13 }.words("sessions", "held"), "7 of 13 sessions held");
        assert_eq!(Progress { done: 0, of: 0 }.words("sessions", "held"), "0 sessions held");
        assert_eq!(Progress { done: 15, of: 13 }.words("sessions", "held"), "15 of 13 sessions held");
    }
}
