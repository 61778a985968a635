//! Leaflets, posters, slides: each with its editions.

use super::agency::LANGUAGE_LIST;
use super::choice::Choice;
use super::id::Id;
use super::record::{Kind, Record, Section, hinted, needed, plain};
use super::time::Day;

/// Something to hand out or show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// Its identifier.
    pub id: Id<Material>,
    /// What is written down about it, by the fields of [`MATERIAL`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// One version of a material in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its identifier.
    pub id: Id<Edition>,
    /// The material.
    pub material: Id<Material>,
    /// What is written down about it, by the fields of [`EDITION`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// The name of the field for the title.
pub const NAME: &str = "name";
/// The name of the field for the version.
pub const LABEL: &str = "label";
/// The name of the field for the language.
pub const LANGUAGE: &str = "language";
/// The name of the field for the day from which it must not be handed out any more.
pub const EXPIRES: &str = "expires";

const FORMS: &[Choice] = &[
    Choice::new("leaflet", "Leaflet"),
    Choice::new("poster", "Poster"),
    Choice::new("slides", "Slides"),
    Choice::new("video", "Video"),
    Choice::new("elearning", "E-learning"),
    Choice::new("card", "Card"),
    Choice::new("other", "Something else"),
];

/// What is written down about a material.
pub const MATERIAL: &[Section] = &[Section {
    title: "What it is",
    fields: &[
        needed(NAME, "Title", "", Kind::Line(200)),
        needed("form", "Form", "", Kind::One(FORMS)),
        plain("about", "What it is for", Kind::Prose(200)),
    ],
}];

/// What is written down about an edition.
pub const EDITION: &[Section] = &[Section {
    title: "Edition",
    fields: &[
        needed(LABEL, "Version", "As printed on it, like 2 or March 2026.", Kind::Line(60)),
        needed(LANGUAGE, "Language", "", Kind::One(LANGUAGE_LIST)),
        hinted(EXPIRES, "Not to be handed out after", "Leave empty if it does not run out.", Kind::Day),
    ],
}];

impl Material {
    /// Its title.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }
}

impl Edition {
    /// The last day on which it may be handed out.
    pub fn expires(&self) -> Option<Day> {
        self.record.day(EXPIRES)
    }
}
