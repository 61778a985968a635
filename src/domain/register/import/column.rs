//! Columns: which field each goes to, and a guess from its heading.

use crate::form::key::Key;
use crate::form::normalise;
use crate::form::record::Field;
use crate::register::agency::{
    ACCESS, ADDRESS, AGENCY, AREAS, CHARITY, CLIENT_GROUPS, EMAIL, ISA, LANGUAGES, METHOD, NAME, NAMED,
    NEXT_REVIEW, NOTES, OWNER, PARENT, PATHWAY, PHONE, POSTCODE, SIZE, STATUS, TIER, TRADING_NAME, TYPES,
    VERIFIED_BY, VERIFIED_ON, WEBSITE, WITHHELD,
};
use crate::register::contact::{self, CONTACT};

/// A column that is left out.
pub const LEFT_OUT: &str = "";
/// What stands before the name of a field of a contact.
pub const PERSON: &str = "contact_";

const PERSON_NAME: Key = Key::new("contact_name");
const PERSON_ROLE: Key = Key::new("contact_role");
const PERSON_EMAIL: Key = Key::new("contact_email");
const PERSON_PHONE: Key = Key::new("contact_phone");
const PERSON_SPOC: Key = Key::new("contact_spoc");

/// The fields of a contact that a list can fill.
const OF_CONTACT: [Key; 5] = [contact::NAME, contact::ROLE, contact::EMAIL, contact::PHONE, contact::SPOC];
/// Fields that take several columns: the lines of an address, two numbers, a first name and a last.
const SHARED: [Key; 8] = [ADDRESS, EMAIL, PHONE, TYPES, AREAS, LANGUAGES, NOTES, PERSON_NAME];

/// Where a column can go: the name of the field, what people read, and whether it belongs to a contact.
pub fn targets() -> Vec<(String, String)> {
    let agency = AGENCY.iter().flat_map(|section| section.fields);
    let agency = agency.map(|field| (field.name.to_string(), field.label.to_owned()));
    let person =
        CONTACT.iter().flat_map(|section| section.fields).filter(|field| OF_CONTACT.contains(&field.name));
    let person = person
        .map(|field| (format!("{PERSON}{}", field.name), format!("Contact: {}", field.label.to_lowercase())));
    agency.chain(person).collect()
}

/// What people read for the place a column goes to.
pub fn label(target: &str) -> String {
    targets()
        .into_iter()
        .find(|(name, _)| name == target)
        .map_or_else(|| "Left out".into(), |(_, label)| label)
}

/// The field of a contact that a target names.
pub(super) fn of_contact(target: &str) -> Option<&'static Field> {
    let name = target.strip_prefix(PERSON)?;
    CONTACT
        .iter()
        .flat_map(|section| section.fields)
        .find(|field| field.name == name && OF_CONTACT.contains(&field.name))
}

/// Whether one of these is a heading as lists have it.
pub fn is_known(headings: &[String]) -> bool {
    headings.iter().any(|heading| guess_one(&normalise::fold(heading), false).is_some())
}

/// A field for each column. What no heading tells goes to the notes: better too much than lost.
pub fn guess(headings: &[String]) -> Vec<String> {
    let mut taken: Vec<Key> = Vec::new();
    let mut after_person = false;
    let mut guesses = Vec::new();
    for heading in headings {
        let target = guess_one(&normalise::fold(heading), after_person).unwrap_or(NOTES);
        let target = if taken.contains(&target) && !SHARED.contains(&target) { NOTES } else { target };
        after_person |= target == PERSON_NAME;
        taken.push(target);
        guesses.push(target.to_string());
    }
    guesses
}

/// Takes a mapping as it was sent: as many columns as there are, and only places that exist.
pub fn parse(sent: &[String], width: usize) -> Vec<String> {
    let targets = targets();
    let fit = |name: &str| targets.iter().any(|(target, _)| target == name);
    (0..width).map(|index| sent.get(index).filter(|name| fit(name)).cloned().unwrap_or_default()).collect()
}

/// Headings that say it by themselves, folded.
const EXACT: &[(&str, Key)] = &[
    ("agency", NAME),
    ("agency name", NAME),
    ("organisation", NAME),
    ("organization", NAME),
    ("organisation name", NAME),
    ("organization name", NAME),
    ("name of organisation", NAME),
    ("name of agency", NAME),
    ("name of service", NAME),
    ("service", NAME),
    ("service name", NAME),
    ("name", NAME),
    ("provider", NAME),
    ("provider name", NAME),
    ("charity name", NAME),
    ("group", NAME),
    ("partner", NAME),
    ("partner agency", NAME),
    ("company", NAME),
    ("aka", TRADING_NAME),
    ("known as", TRADING_NAME),
    ("alternate name", TRADING_NAME),
    ("trading as", TRADING_NAME),
    ("trading name", TRADING_NAME),
    ("also known as", TRADING_NAME),
    ("parent", PARENT),
    ("parent organisation", PARENT),
    ("umbrella", PARENT),
    ("part of", PARENT),
    ("contact", PERSON_NAME),
    ("contacts", PERSON_NAME),
    ("first name", PERSON_NAME),
    ("surname", PERSON_NAME),
    ("forename", PERSON_NAME),
    ("last name", PERSON_NAME),
    ("key contact", PERSON_NAME),
    ("named contact", PERSON_NAME),
    ("main contact", PERSON_NAME),
    ("spoc", PERSON_NAME),
    ("single point of contact", PERSON_NAME),
    ("point of contact", PERSON_NAME),
    ("lead", PERSON_NAME),
    ("manager", PERSON_NAME),
    ("job title", PERSON_ROLE),
    ("role", PERSON_ROLE),
    ("position", PERSON_ROLE),
    ("title", PERSON_ROLE),
    ("direct dial", PERSON_PHONE),
    ("contact single point of contact", PERSON_SPOC),
    ("is spoc", PERSON_SPOC),
    ("spoc y n", PERSON_SPOC),
    ("clients", CLIENT_GROUPS),
    ("client group", CLIENT_GROUPS),
    ("works for", CLIENT_GROUPS),
    ("who they help", CLIENT_GROUPS),
    ("staff", SIZE),
    ("number of staff", SIZE),
    ("size", SIZE),
    ("access", ACCESS),
    ("prefers", METHOD),
    ("preferred method", METHOD),
    ("contact by", METHOD),
    ("verified by", VERIFIED_BY),
    ("agreement signed on", Key::new("isa_on")),
    ("isa date", Key::new("isa_on")),
    ("agreement to be reviewed on", Key::new("isa_review")),
    ("isa review", Key::new("isa_review")),
    ("pathway", PATHWAY),
    ("referral pathway", PATHWAY),
    ("referral pathway agreed", PATHWAY),
    ("pathway agreed on", Key::new("pathway_on")),
    ("document of the pathway", Key::new("pathway_document")),
    ("agrees to be named in public", NAMED),
    ("consent to be named", NAMED),
    ("the address is withheld", WITHHELD),
    ("address withheld", WITHHELD),
    ("cadence", TIER),
    ("frequency", TIER),
    ("priority", TIER),
    ("level", TIER),
    ("town", AREAS),
    ("city", ADDRESS),
    ("county", ADDRESS),
    ("street", ADDRESS),
    ("how often it is to be met", TIER),
];

/// Words that say it wherever they stand in a heading, the more telling first.
const WORDS: &[(&[&str], Key)] = &[
    (&["email", "mail", "e mail"], EMAIL),
    (&["phone", "tel", "telephone", "mobile", "landline", "helpline", "telephones"], PHONE),
    (&["website", "web", "url", "site"], WEBSITE),
    (&["postcode", "post code", "postal code", "zip"], POSTCODE),
    (&["withheld", "confidential"], WITHHELD),
    (&["address", "addr"], ADDRESS),
    (&["charity", "reg no", "registration number"], CHARITY),
    (&["isa", "information sharing", "sharing agreement"], ISA),
    (&["type", "types", "category", "sector", "service type", "kind"], TYPES),
    (
        &[
            "district",
            "districts",
            "area",
            "areas",
            "region",
            "location",
            "borough",
            "force",
            "division",
            "lpa",
            "locality",
            "forces",
        ],
        AREAS,
    ),
    (&["language", "languages"], LANGUAGES),
    (&["client", "clients", "beneficiaries"], CLIENT_GROUPS),
    (&["next review", "review date", "review"], NEXT_REVIEW),
    (&["verified", "last checked", "confirmed"], VERIFIED_ON),
    (&["owner", "officer", "lead officer"], OWNER),
    (&["tier"], TIER),
    (&["status", "standing", "stage"], STATUS),
    (
        &["notes", "note", "comments", "comment", "description", "remarks", "details", "information", "info"],
        NOTES,
    ),
    (&["organisation", "organization", "agency"], NAME),
];

/// Words that make an address or a number somebody's own.
const PERSONAL: [&str; 12] = [
    "contact",
    "person",
    "lead",
    "worker",
    "manager",
    "spoc",
    "co ordinator",
    "coordinator",
    "named",
    "work",
    "staff",
    "direct",
];

fn guess_one(heading: &str, after_person: bool) -> Option<Key> {
    let labelled = AGENCY
        .iter()
        .flat_map(|section| section.fields)
        .find(|field| normalise::fold(field.label) == heading);
    let has = |words: &[&str]| words.iter().any(|word| stands_in(heading, word));
    let personal = has(&PERSONAL);
    match labelled {
        Some(field) => return Some(field.name),
        None if heading.starts_with("contact ") || personal => {
            let role = ["role", "title", "position", "job", "what they do there"];
            let of_person: &[(&[&str], Key)] = &[
                (&["email", "mail"], PERSON_EMAIL),
                (&["phone", "tel", "telephone", "mobile", "number"], PERSON_PHONE),
                (&role, PERSON_ROLE),
                (&["name", "person"], PERSON_NAME),
            ];
            let found = of_person.iter().find(|(words, _)| has(words)).map(|(_, target)| *target);
            let exact = EXACT.iter().find(|(known, _)| *known == heading).map(|(_, target)| *target);
            if let Some(target) = exact.or(found) {
                return Some(target);
            }
        }
        None => {}
    }
    let exact = EXACT.iter().find(|(known, _)| *known == heading).map(|(_, target)| *target);
    let found = exact.or_else(|| WORDS.iter().find(|(words, _)| has(words)).map(|(_, target)| *target));
    // Beside a person's name, an address or a number is theirs.
    match found {
        Some(EMAIL) if after_person => Some(PERSON_EMAIL),
        Some(PHONE) if after_person => Some(PERSON_PHONE),
        found => found,
    }
}

/// Whether a word, or several, stand in a folded text as whole words.
fn stands_in(text: &str, words: &str) -> bool {
    let (text, words) = (format!(" {text} "), format!(" {words} "));
    text.contains(&words)
}
