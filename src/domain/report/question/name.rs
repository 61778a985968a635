//! The fields of the form that other code asks for, by name.

/// The field that holds the story.
pub const STORY: &str = "story";
/// How the reporter knows; `agency` leads to the practitioner's questions.
pub const RELATION: &str = "relation";
/// The answer to [`RELATION`] of people who work for an agency.
pub const AGENCY: &str = "agency";
/// The force it is about.
pub const FORCE: &str = "force";
/// Whether the police person works in professional standards.
pub const STANDARDS: &str = "standards";
/// The warning signs picked.
pub const SIGN: &str = "sign";
/// Whether anybody is in danger.
pub const DANGER: &str = "danger";
/// Whether and how the reporter may be answered: nothing, `mailbox`, `safe`, or `account` for practitioners.
pub const CONTACT: &str = "contact";
/// The type of the practitioner's agency.
pub const AGENCY_TYPE: &str = "agency_type";
/// The district of the practitioner's agency.
pub const AGENCY_DISTRICT: &str = "agency_district";
/// The name of the practitioner's agency: source.
pub const AGENCY_NAME: &str = "agency_name";
/// How a practitioner knows.
pub const KNOWN: &str = "known";
/// Whether the person affected knows that they are reporting.
pub const CONSENT_STATE: &str = "consent";
/// The name or nickname of the police person.
pub const SUBJECT_NAME: &str = "name";
/// Their collar or shoulder number.
pub const SUBJECT_NUMBER: &str = "number";
