//! The fields of the form that other code asks for, by name.

use crate::form::key::Key;

/// The field that holds the story.
pub const STORY: Key = Key::new("story");
/// How the reporter knows; `agency` leads to the practitioner's questions.
pub const RELATION: Key = Key::new("relation");
/// The answer to [`RELATION`] of people who work for an agency.
pub const AGENCY: &str = "agency";
/// The force it is about.
pub const FORCE: Key = Key::new("force");
/// Whether the police person works in professional standards.
pub const STANDARDS: Key = Key::new("standards");
/// The answer to [`STANDARDS`] that sends a report to the independent desk.
pub const IN_STANDARDS: &str = "yes";
/// The warning signs picked.
pub const SIGN: Key = Key::new("sign");
/// Whether anybody is in danger.
pub const DANGER: Key = Key::new("danger");
/// The answer to [`DANGER`] that leads to the page about getting help at once.
pub const DANGER_NOW: &str = "now";
/// Whether and how the reporter may be answered: nothing, `mailbox`, `safe`, or `account` for practitioners.
pub const CONTACT: Key = Key::new("contact");
/// The type of the practitioner's agency.
pub const AGENCY_TYPE: Key = Key::new("agency_type");
/// The district of the practitioner's agency.
pub const AGENCY_DISTRICT: Key = Key::new("agency_district");
/// The name of the practitioner's agency: source.
pub const AGENCY_NAME: Key = Key::new("agency_name");
/// How a practitioner knows.
pub const KNOWN: Key = Key::new("known");
/// Whether the person affected knows that they are reporting.
pub const CONSENT_STATE: Key = Key::new("consent");
/// The name or nickname of the police person.
pub const SUBJECT_NAME: Key = Key::new("name");
/// Their collar or shoulder number.
pub const SUBJECT_NUMBER: Key = Key::new("number");
