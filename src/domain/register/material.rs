//! Leaflets, posters, slides: each with its editions.

use super::agency::LANGUAGE_LIST;
use crate::form::choice::{self, Choice};
use crate::form::key::Key;
use crate::form::record::{Kind, Record, Section, hinted, needed, plain};
use crate::platform::id::Id;
use crate::platform::time::Day;

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
pub const NAME: Key = Key::new("name");
/// The name of the field for the form.
pub const FORM: Key = Key::new("form");
/// The name of the field for the version.
pub const LABEL: Key = Key::new("label");
/// The name of the field for the language.
pub const LANGUAGE: Key = Key::new("language");
/// The name of the field for the day from which it must not be handed out any more.
pub const EXPIRES: Key = Key::new("expires");
/// The name of the field for the name of the file. It is filled in by sending the file, never typed.
pub const FILE: Key = Key::new("file");

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
        needed(FORM, "Form", "", Kind::One(FORMS)),
        plain(Key::new("about"), "What it is for", Kind::Prose(200)),
    ],
}];

/// What is asked about an edition.
pub const EDITION: &[Section] = &[Section {
    title: "Edition",
    fields: &[
        needed(LABEL, "Version", "As printed on it, like 2 or March 2026.", Kind::Line(60)),
        needed(LANGUAGE, "Language", "", Kind::One(LANGUAGE_LIST)),
        hinted(
            EXPIRES,
            "Runs out on",
            "The last day to hand it out. Leave empty if it does not run out.",
            Kind::Day,
        ),
    ],
}];

/// What is known of an edition beside what is asked.
pub const EDITION_FILE: &[Section] =
    &[Section { title: "File", fields: &[plain(FILE, "File", Kind::Line(200))] }];

impl Material {
    /// Its title.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// What it is: a leaflet, a poster.
    pub fn form(&self) -> &str {
        choice::label(FORMS, self.record.get(FORM))
    }
}

impl Edition {
    /// What it is called where its material is not named.
    pub fn full_title(&self, material: &Material) -> String {
        format!("{}, version {}", material.name(), self.title())
    }

    /// What tells it from the other editions of its material.
    pub fn title(&self) -> String {
        let language = choice::label(LANGUAGE_LIST, self.record.get(LANGUAGE));
        format!("{}, {language}", self.record.get(LABEL))
    }

    /// The last day on which it may be handed out.
    pub fn expires(&self) -> Option<Day> {
        self.record.day(EXPIRES)
    }

    /// Whether it must not be handed out any more on `today`.
    pub fn is_expired(&self, today: Day) -> bool {
        self.expires().is_some_and(|last| last < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_can_be_handed_out_on_its_last_day() {
        let mut record = Record::default();
        record.put(LABEL, "2");
        record.put(LANGUAGE, "cym");
        let (id, material) = ("00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002");
        let (id, material) = (id.parse().unwrap(), material.parse().unwrap());
        let mut edition = Edition { id, material, record, version: 0 };
        let day = |text| Day::parse_iso(text).unwrap();
        assert!(!edition.is_expired(day("2099-01-01")));
        edition.record.put(EXPIRES, "2026-03-31");
        assert!(!edition.is_expired(day("2026-03-31")) && edition.is_expired(day("2026-04-01")));
        assert_eq!(edition.title(), "2, Welsh");
    }
}
