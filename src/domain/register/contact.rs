//! People in agencies, as the register keeps them: how to reach them at work, and nothing of their homes.

use super::agency::{Agency, LANGUAGE_LIST, METHODS};
use crate::form::choice::Choice;
use crate::form::key::Key;
use crate::form::normalise;
use crate::form::record::{Kind, Record, Section, hinted, needed, plain};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// A person in an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Their identifier.
    pub id: Id<Contact>,
    /// The agency they work for.
    pub agency: Id<Agency>,
    /// What is written down about them, by the fields of [`CONTACT`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// The name of the field for the name.
pub const NAME: Key = Key::new("name");
/// The name of the field for what they do.
pub const ROLE: Key = Key::new("role");
/// The name of the field for the email address.
pub const EMAIL: Key = Key::new("email");
/// The name of the field for the telephone number.
pub const PHONE: Key = Key::new("phone");
/// The name of the field that says whether they are the single point of contact.
pub const SPOC: Key = Key::new("spoc");
/// The name of the field for the day on which it was last made sure that this is right.
pub const CONFIRMED: Key = Key::new("confirmed");
/// The name of the field that says who made sure of it, when it was the agency itself. No form has it.
pub const CONFIRMED_BY: Key = Key::new("confirmed_by");
/// The name of the field for the day of their training.
pub const TRAINED: Key = Key::new("trained");
/// The name of the field for the day they left.
pub const LEFT: Key = Key::new("left");

/// Whether somebody is the person to call.
pub const SPOCS: &[Choice] =
    &[Choice::new("spoc", "Single point of contact"), Choice::new("deputy", "Deputy")];

/// Who else than the department may have made sure that a contact is right.
pub const CONFIRMERS: &[Choice] = &[Choice::new("agency", "The agency")];

/// What the history of a contact says beside the fields of its form.
pub const CONTACT_CONFIRMED: &[Section] = &[Section {
    title: "Confirmed",
    fields: &[plain(CONFIRMED_BY, "Details confirmed by", Kind::One(CONFIRMERS))],
}];

/// What is written down about a contact.
pub const CONTACT: &[Section] = &[
    Section {
        title: "Who it is",
        fields: &[
            needed(NAME, "Name", "", Kind::Line(120)),
            plain(ROLE, "What they do there", Kind::Line(120)),
            plain(SPOC, "Single point of contact", Kind::One(SPOCS)),
        ],
    },
    Section {
        title: "How to reach them at work",
        fields: &[
            plain(EMAIL, "Work email", Kind::Email),
            plain(PHONE, "Work phone", Kind::Phone),
            plain(Key::new("method"), "Prefers", Kind::One(METHODS)),
            plain(Key::new("language"), "Language", Kind::One(LANGUAGE_LIST)),
        ],
    },
    Section {
        title: "Days",
        fields: &[
            hinted(
                CONFIRMED,
                "Details confirmed on",
                "When you last made sure that all this is right.",
                Kind::Day,
            ),
            plain(TRAINED, "Trained on", Kind::Day),
            hinted(LEFT, "Left on", "From this day on they cannot sign in here.", Kind::Day),
        ],
    },
];

impl Contact {
    /// Their name.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// The day they left; none while they work there.
    pub fn left(&self) -> Option<Day> {
        self.record.day(LEFT)
    }

    /// Whether they do not work there any more on this day.
    pub fn has_left(&self, today: Day) -> bool {
        self.left().is_some_and(|day| day <= today)
    }

    /// The day on which the agency itself made sure that all this is right; none when the department did
    /// last.
    pub fn confirmed_by_agency(&self) -> Option<Day> {
        self.record.day(CONFIRMED).filter(|_| !self.record.get(CONFIRMED_BY).is_empty())
    }

    /// What they are found by, folded.
    pub fn search(&self) -> String {
        let words = [NAME, ROLE, EMAIL, PHONE].map(|field| normalise::fold(self.record.get(field)));
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}
