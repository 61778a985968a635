//! A planned series of engagements against a list of agencies.

use super::choice::Choice;
use super::id::Id;
use super::record::{Kind, Record, Section, hinted, needed, plain};
use super::time::Day;

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
pub const NAME: &str = "name";
/// The name of the field for the first day.
pub const BEGINS: &str = "begins";
/// The name of the field for the last day.
pub const ENDS: &str = "ends";
/// The name of the field for how many sessions are planned.
pub const PLANNED: &str = "planned";

const SIDES: &[Choice] = &[
    Choice::new("external", "For other organisations and the public"),
    Choice::new("internal", "Within the force"),
];

/// What is written down about a campaign.
pub const CAMPAIGN: &[Section] = &[Section {
    title: "What it is",
    fields: &[
        needed(NAME, "Name", "", Kind::Line(200)),
        needed("side", "For whom", "", Kind::One(SIDES)),
        plain("about", "What it is to change", Kind::Prose(300)),
        plain("channel", "Channel", Kind::Line(120)),
        plain(BEGINS, "First day", Kind::Day),
        plain(ENDS, "Last day", Kind::Day),
        hinted(PLANNED, "Planned sessions", "As many as there are to be.", Kind::Number(10_000)),
        hinted(
            "reach",
            "Reach",
            "People reached by film, posts or e-learning, as the channel counts them.",
            Kind::Number(100_000_000),
        ),
    ],
}];

impl Campaign {
    /// Its name.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// Whether it is over on `today`.
    pub fn is_over(&self, today: Day) -> bool {
        self.record.day(ENDS).is_some_and(|last| last < today)
    }
}
