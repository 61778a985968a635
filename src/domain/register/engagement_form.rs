//! What is typed when an engagement is logged: its kind, with whom, what was handed out, and what is to
//! follow.

use super::agency::Agency;
use super::campaign::Campaign;
use super::contact::Contact;
use super::engagement::{self, Activity, Engagement, Handed};
use super::follow_up::{DUE, OWNER, TASK, Task};
use super::material::Edition;
use crate::form::errors::Errors;
pub use crate::form::field::value;
use crate::form::field::values;
use crate::form::key::Key;
use crate::form::reason::field::FieldReason;
use crate::form::reason::register::RegisterReason;
use crate::form::record::{self, Known, Record};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// The field for the kind.
pub const KIND: Key = Key::new("kind");
/// The field for each agency.
pub const AGENCY: Key = Key::new("agency");
/// The field for each contact.
pub const CONTACT: Key = Key::new("contact");
/// The first part of the names of the fields for what was handed out; see [`Key::line`].
pub const EDITION: Key = Key::new("edition");
/// The first part of the names of the fields for how many were handed out.
pub const QUANTITY: Key = Key::new("quantity");

/// The field for the campaign it belongs to.
pub const CAMPAIGN: Key = Key::new("campaign");

/// How many things handed out, and how many follow-ups, a new form has room for.
pub const LINES: usize = 3;
/// The most lines that are read.
const MAX_LINES: usize = 40;
/// The most copies that can have been handed out.
const MAX_COPIES: u32 = 1_000_000;
const NOT_COPIES: FieldReason = FieldReason::NotACount { most: MAX_COPIES as usize };
/// How far ahead an engagement can be planned, in months.
const AHEAD: i32 = 24;

/// The most things that go by their identifiers.
const MOST: usize = 150;

/// What was typed, in pairs of name and value as forms send them.
pub type RawForm = [(String, String)];

/// An engagement as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its kind.
    pub kind: &'static Activity,
    /// With whom.
    pub agencies: Vec<Id<Agency>>,
    /// Who took part.
    pub contacts: Vec<Id<Contact>>,
    /// What was handed out.
    pub materials: Vec<Handed>,
    /// The campaign it belongs to.
    pub campaign: Option<Id<Campaign>>,
    /// The fields.
    pub record: Record,
    /// What is to follow.
    pub tasks: Vec<Task>,
}

impl Log {
    /// The engagement that was typed, under this identifier and at this version.
    pub fn engagement(self, id: Id<Engagement>, version: i64) -> Engagement {
        let Self { kind, agencies, contacts, materials, campaign, record, tasks: _ } = self;
        Engagement { id, kind, agencies, contacts, materials, campaign, record, version }
    }
}

/// The identifiers that a field holds, each once.
pub fn ids<T>(typed: &RawForm, field: Key) -> Vec<Id<T>> {
    let mut ids: Vec<Id<T>> = Vec::new();
    for value in values(typed, field) {
        if let Ok(id) = value.parse()
            && !ids.contains(&id)
            && ids.len() < MOST
        {
            ids.push(id);
        }
    }
    ids
}

/// How many lines for things handed out are there, with room for one more.
pub fn lines(typed: &RawForm) -> usize {
    let filled = |line: &usize| !value(typed, EDITION.line(*line)).is_empty();
    let last = (1..=MAX_LINES).rev().find(filled).unwrap_or(0);
    (last + 1).clamp(LINES, MAX_LINES)
}

/// Reads what was typed: either the whole, or every problem.
///
/// # Errors
/// One for each field that will not do.
pub fn parse(typed: &RawForm, known: &Known, editions: &[Id<Edition>], today: Day) -> Result<Log, Errors> {
    let Some(kind) = engagement::kind(value(typed, KIND)) else {
        return Err(Errors::one(KIND, RegisterReason::NoActivity));
    };
    let mut errors = Errors::default();
    let agencies = ids(typed, AGENCY);
    if agencies.is_empty() && kind.needs_agency() {
        errors.add(AGENCY, RegisterReason::NoAgency);
    }
    let record = record::parse(&kind.sections(), typed, known).unwrap_or_else(|found| {
        errors.extend(found);
        Record::default()
    });
    if record.day(engagement::DAY).is_some_and(|day| day > today.plus_months(AHEAD)) {
        errors.add(engagement::DAY, RegisterReason::TooFarAhead);
    }
    let materials = materials(typed, editions, &mut errors);
    let tasks = tasks(typed, known, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let campaign = value(typed, CAMPAIGN).parse().ok();
    Ok(Log { kind, agencies, contacts: ids(typed, CONTACT), materials, campaign, record, tasks })
}

/// What was handed out, as far as it was said whole.
pub fn handed(typed: &RawForm, editions: &[Id<Edition>]) -> Vec<Handed> {
    materials(typed, editions, &mut Errors::default())
}

fn materials(typed: &RawForm, editions: &[Id<Edition>], errors: &mut Errors) -> Vec<Handed> {
    let mut handed: Vec<Handed> = Vec::new();
    for line in 1..=MAX_LINES {
        let (edition, quantity) = (EDITION.line(line), QUANTITY.line(line));
        let (chosen, copies) = (value(typed, edition).trim(), value(typed, quantity).trim());
        if chosen.is_empty() && copies.is_empty() {
            continue;
        }
        let Some(chosen) = chosen.parse().ok().filter(|id| editions.contains(id)) else {
            errors.add(edition, RegisterReason::NoEdition);
            continue;
        };
        match copies.replace([',', ' '], "").parse::<u32>() {
            Ok(copies) if (1..=MAX_COPIES).contains(&copies) => add(&mut handed, chosen, copies),
            _ => errors.add(quantity, NOT_COPIES),
        }
    }
    handed
}

/// The same thing on two lines is one thing.
fn add(handed: &mut Vec<Handed>, edition: Id<Edition>, copies: u32) {
    match handed.iter_mut().find(|known| known.edition == edition) {
        Some(known) => known.quantity = known.quantity.saturating_add(copies).min(MAX_COPIES),
        None => handed.push(Handed { edition, quantity: copies }),
    }
}

fn tasks(typed: &RawForm, known: &Known, errors: &mut Errors) -> Vec<Task> {
    let mut tasks = Vec::new();
    for line in 1..=LINES {
        let of_line = |field: Key| (field.into(), value(typed, field.line(line)).to_owned());
        let fields = [TASK, OWNER, DUE].map(of_line);
        // The owner is filled in beforehand: alone, it asks for nothing.
        if fields.iter().filter(|(name, _)| *name != OWNER).all(|(_, value)| value.trim().is_empty()) {
            continue;
        }
        match Task::parse(&fields, known) {
            Ok(task) => tasks.push(task),
            Err(found) => errors.extend(found.moved(|place| place.key.line(line))),
        }
    }
    tasks
}

/// An engagement as a form holds it.
pub fn pairs(engagement: &Engagement) -> Vec<(String, String)> {
    let mut pairs = vec![(KIND.into(), engagement.kind.code.to_owned())];
    for field in engagement.kind.sections().iter().flat_map(|section| section.fields) {
        let values = engagement.record.all(field.name).iter();
        pairs.extend(values.map(|value| (field.name.to_string(), value.clone())));
    }
    pairs.extend(engagement.agencies.iter().map(|id| (AGENCY.into(), id.to_string())));
    pairs.extend(engagement.contacts.iter().map(|id| (CONTACT.into(), id.to_string())));
    pairs.extend(engagement.campaign.iter().map(|id| (CAMPAIGN.into(), id.to_string())));
    for (index, handed) in engagement.materials.iter().enumerate() {
        pairs.push((EDITION.line(index + 1).to_string(), handed.edition.to_string()));
        pairs.push((QUANTITY.line(index + 1).to_string(), handed.quantity.to_string()));
    }
    pairs
}

/// What is told anew each time, when another engagement like an earlier one is logged.
const ANEW: [Key; 6] = [
    engagement::DAY,
    engagement::REACH,
    engagement::CASCADE,
    engagement::QUESTIONS,
    engagement::NEXT_CONTACT,
    Key::new("outcome"),
];

/// What a form for another engagement like this one holds: everything but the day, whom it reached and what
/// was said.
pub fn another(engagement: &Engagement, today: Day) -> Vec<(String, String)> {
    let mut pairs = pairs(engagement);
    pairs.retain(|(name, _)| !ANEW.iter().any(|field| name == field));
    pairs.push((engagement::DAY.to_string(), today.iso()));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    const TODAY: Day = Day(date!(2026 - 11 - 22));
    const ONE: &str = "3f2b8c1e-0000-4000-8000-000000000001";
    const TWO: &str = "3f2b8c1e-0000-4000-8000-000000000002";

    fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Log, Errors> {
        parse(&typed(pairs), &Known::default(), &[ONE.parse().unwrap()], TODAY)
    }

    #[test]
    fn a_briefing_is_with_somebody_and_a_stall_need_not_be() {
        let briefing = read(&[(KIND.name(), "BRF"), ("day", "2026-11-20")]).unwrap_err();
        assert!(briefing.of(AGENCY).is_some());
        for kind in ["EVT", "EML", "CAM", "LEA", "SRV"] {
            assert!(read(&[(KIND.name(), kind), ("day", "2026-11-20")]).is_ok(), "{kind}");
        }
        let log = read(&[
            (KIND.name(), "BRF"),
            ("day", "20 11 2026"),
            (AGENCY.name(), ONE),
            (AGENCY.name(), ONE),
            (AGENCY.name(), TWO),
        ])
        .unwrap();
        assert_eq!(log.agencies.len(), 2);
        assert!(read(&[(KIND.name(), "XYZ")]).unwrap_err().of(KIND).is_some());
    }

    #[test]
    fn two_years_ahead_is_as_far_as_plans_go() {
        let on = |day: &str| read(&[(KIND.name(), "EVT"), ("day", day)]);
        assert!(on("2028-11-22").is_ok());
        assert!(on("2028-11-23").unwrap_err().of(engagement::DAY).is_some());
    }

    #[test]
    fn lines_are_whole_or_empty() {
        let with =
            |more: &[(&str, &str)]| read(&[&[(KIND.name(), "EVT"), ("day", "2026-11-20")], more].concat());
        let log =
            with(&[("edition-1", ONE), ("quantity-1", "1,000"), ("edition-3", ONE), ("quantity-3", "5")])
                .unwrap();
        assert_eq!(log.materials, [Handed { edition: ONE.parse().unwrap(), quantity: 1_005 }]);
        assert!(with(&[("edition-2", ONE)]).unwrap_err().of(QUANTITY.line(2)).is_some());
        assert!(with(&[("edition-2", TWO), ("quantity-2", "1")]).unwrap_err().of(EDITION.line(2)).is_some());
        assert!(with(&[("quantity-2", "7")]).unwrap_err().of(EDITION.line(2)).is_some());
        let log =
            with(&[("owner-1", "whoever"), ("task-2", "Send slides"), ("due-2", "2026-12-01")]).unwrap();
        assert_eq!(log.tasks.len(), 1);
        assert!(with(&[("task-1", "Send slides")]).unwrap_err().of(DUE.line(1)).is_some());
    }

    #[test]
    fn another_like_it_keeps_all_but_what_was_said() {
        let log = read(&[
            (KIND.name(), "TRN"),
            ("day", "2026-11-20"),
            (AGENCY.name(), ONE),
            (CONTACT.name(), TWO),
            ("before", "2"),
            ("reach", "12"),
            ("questions", "Who reads it?"),
            ("topics", "signs"),
            ("edition-1", ONE),
            ("quantity-1", "12"),
        ])
        .unwrap();
        let Log { kind, agencies, contacts, materials, record, .. } = log;
        let id = ONE.parse().unwrap();
        let done = Engagement { id, kind, agencies, contacts, materials, campaign: None, record, version: 0 };
        let again = another(&done, TODAY);
        assert_eq!(value(&again, engagement::DAY), "2026-11-22");
        for (field, kept) in [("reach", false), ("questions", false), ("before", true), ("topics", true)] {
            assert_eq!(again.iter().any(|(name, value)| name == field && !value.is_empty()), kept, "{field}");
        }
        let same = parse(&pairs(&done), &Known::default(), &[ONE.parse().unwrap()], TODAY).unwrap();
        assert_eq!(
            (same.record, same.materials, same.contacts),
            (done.record, done.materials, done.contacts)
        );
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(
            pairs in prop::collection::vec(("(kind|day|agency|edition-1|quantity-1|task-1|due-1|reach)", ".{0,12}"), 0..8),
        ) {
            let _ = parse(&pairs, &Known::default(), &[], TODAY);
            prop_assert!((LINES..=MAX_LINES).contains(&lines(&pairs)));
        }
    }
}
