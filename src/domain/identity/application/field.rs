//! What an agency is asked when it applies. Where it is, is never asked: a refuge whose address is known can
//! be found.

use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::normalise;
use crate::form::reason::invitation::ApplicationReason;
use crate::form::record::{self, Kind, Known, List, Record, Section, hinted, needed, plain};
use crate::platform::agency_type::AGENCY_TYPES;

// What the register asks as well has the same names there, so that the marks of doubles are found.
pub use crate::register::agency::{AREAS, CHARITY, NAME, PHONE, TYPES, WEBSITE};

/// The name of the field for what the agency does.
pub const ABOUT: Key = Key::new("about");
/// The name of the field for who applies.
pub const WHO: Key = Key::new("who");
/// The name of the field for what they do there.
pub const ROLE: Key = Key::new("role");
/// The name of the field for their work address.
pub const EMAIL: Key = Key::new("email");
/// The name of the field for what helps the department to check.
pub const HELP: Key = Key::new("help");

/// The name of the field for what was checked.
pub const CHECK: Key = Key::new("check");
/// The name of the field for what came of a check.
pub const RESULT: Key = Key::new("result");
/// The name of the field for the entry of the register that an agency is.
pub const ENTRY: Key = Key::new("entry");
/// The name of the field for why an application is refused.
pub const REASON: Key = Key::new("reason");

/// What is asked.
pub const APPLICATION: &[Section] = &[
    Section {
        title: "Your agency",
        fields: &[
            needed(
                NAME,
                "Name of the agency",
                "As it stands in a register or on your letters.",
                Kind::Line(200),
            ),
            plain(CHARITY, "Charity number (optional)", Kind::Line(20)),
            needed(TYPES, "Kind of service", "Choose all that apply.", Kind::Many(AGENCY_TYPES)),
            needed(
                AREAS,
                "Where you work",
                "Choose a whole police force area, or districts.",
                Kind::Own(List::Areas),
            ),
            needed(
                ABOUT,
                "What you do",
                "In a sentence or two. Write nothing about anybody you support.",
                Kind::Prose(150),
            ),
            plain(WEBSITE, "Website (optional)", Kind::Web),
            needed(
                PHONE,
                "Main phone number",
                "The number that anybody can find. We look it up ourselves, then call it.",
                Kind::Phone,
            ),
        ],
    },
    Section {
        title: "You",
        fields: &[
            needed(WHO, "Your name", "", Kind::Line(120)),
            needed(ROLE, "What you do there", "", Kind::Line(120)),
            needed(EMAIL, "Work email", "Our answer goes there.", Kind::Email),
        ],
    },
    Section {
        title: "How we can check",
        fields: &[hinted(
            HELP,
            "What helps us check (optional)",
            "Needed if you have no website or use a personal email address. Both are all right: many small services do. \
             Tell us who knows your agency, such as a partner, a funder, or somebody at the police.",
            Kind::Prose(150),
        )],
    },
];

/// Reads what was typed: either the record, cleaned, or every problem in the order of the page.
///
/// # Errors
/// One for each field that will not do.
pub fn read(typed: &[(String, String)], known: &Known) -> Result<Record, Errors> {
    let (record, mut errors) = match record::parse(APPLICATION, typed, known) {
        Ok(record) => (record, Errors::default()),
        Err(errors) => (record::typed(APPLICATION, typed), errors),
    };
    // Its field is the last of the form.
    if let Some(reason) = missing_help(&record).filter(|_| errors.of(HELP).is_none()) {
        errors.add(HELP, reason);
    }
    errors.or(record)
}

/// Why more must be said so that an application can be checked; none when it need not.
fn missing_help(record: &Record) -> Option<ApplicationReason> {
    if !record.get(HELP).trim().is_empty() {
        return None;
    }
    if normalise::is_personal(record.get(EMAIL)) {
        return Some(ApplicationReason::NoHelpPersonal);
    }
    record.get(WEBSITE).trim().is_empty().then_some(ApplicationReason::NoHelpWebsite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::force::Force;

    fn known() -> Known {
        let force = Force {
            code: "north".into(),
            name: "Northmere Police".into(),
            welsh: false,
            served: true,
            position: None,
        };
        Known { forces: vec![force], ..Known::default() }
    }

    fn whole() -> Vec<(&'static str, &'static str)> {
        vec![
            (NAME.name(), "Tidewater Outreach"),
            (TYPES.name(), "DA-COM"),
            (AREAS.name(), "north"),
            (ABOUT.name(), "We visit people at home."),
            (WEBSITE.name(), "tidewater.example"),
            (PHONE.name(), "01632 960 001"),
            (WHO.name(), "Femi Aldous"),
            (ROLE.name(), "Manager"),
            (EMAIL.name(), "femi@tidewater.example"),
        ]
    }

    fn with(more: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
        let mut all = whole();
        all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        all.extend(more);
        all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn what_is_read_is_read_again_as_it_was() {
        let record = read(&with(&[]), &known()).unwrap();
        let again = record.all(TYPES).iter().map(|value| (TYPES, value.as_str())).next();
        assert_eq!(again, Some((TYPES, "DA-COM")));
        assert_eq!(record.get(WEBSITE), "https://tidewater.example");
        let typed: Vec<(String, String)> = APPLICATION
            .iter()
            .flat_map(|section| section.fields)
            .flat_map(|field| {
                record.all(field.name).iter().map(|value| (field.name.to_string(), value.clone()))
            })
            .collect();
        assert_eq!(read(&typed, &known()).unwrap(), record);
    }

    #[test]
    fn a_personal_address_or_no_website_asks_for_a_word_more() {
        let table: [(&[(&str, &str)], bool); 8] = [
            (&[], true),
            (&[(WEBSITE.name(), "")], false),
            (&[(WEBSITE.name(), " ")], false),
            (&[(WEBSITE.name(), ""), (HELP.name(), "Ask the refuge at Eastfold")], true),
            (&[(EMAIL.name(), "femi@gmail.com")], false),
            (&[(EMAIL.name(), "femi@gmail.com"), (HELP.name(), "  ")], false),
            (&[(EMAIL.name(), "femi@gmail.com"), (HELP.name(), "Ask the refuge at Eastfold")], true),
            // Anybody's address, but an employer gave it.
            (&[(EMAIL.name(), "femi@nhs.net")], true),
        ];
        for (more, fits) in table {
            let read = read(&with(more), &known());
            assert_eq!(read.is_ok(), fits, "{more:?}");
            assert!(read.is_ok() || read.unwrap_err().of(HELP).is_some(), "{more:?}");
        }
    }

    #[test]
    fn every_problem_is_told_in_the_order_of_the_page() {
        let order: Vec<Key> =
            APPLICATION.iter().flat_map(|section| section.fields).map(|field| field.name).collect();
        let errors = read(&[], &known()).unwrap_err();
        let told: Vec<Key> = errors.iter().map(|(place, _)| place.key).collect();
        assert_eq!(
            told,
            order.into_iter().filter(|name| ![CHARITY, WEBSITE].contains(name)).collect::<Vec<_>>()
        );
        for (field, bad) in
            [(TYPES, "NONE"), (AREAS, "south"), (PHONE, "call us"), (EMAIL, "femi"), (WEBSITE, "x")]
        {
            let errors = read(&with(&[(field.name(), bad)]), &known()).unwrap_err();
            assert!(errors.of(field).is_some(), "{field}");
        }
    }

    #[test]
    fn where_an_agency_is_is_never_asked() {
        for field in APPLICATION.iter().flat_map(|section| section.fields) {
            assert!(
                !matches!(field.kind, Kind::Postcode)
                    && !["address", "postcode"].contains(&field.name.name())
            );
        }
    }
}
