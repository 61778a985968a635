//! How what a file says of an agency goes together with what is known already.

use super::draft::{Draft, add_lines, unite};
use super::flags::{NO, as_entry, deny, deny_spoc};
use super::withheld::{conceal, without_new_places, without_places};
use crate::form::normalise;
use crate::form::record::{Field, Kind, List, Record};
use crate::platform::id::Id;
use crate::register::agency::{AGENCY, CHARITY, NAME, NOTES, STATUS, TIER, TRADING_NAME, TYPES, WITHHELD};
use crate::register::contact::{self, Contact};

/// A contact as they are to stand: who they are, if they are there already, and what is written down.
pub type Person = (Option<Id<Contact>>, Record);

/// What a draft makes of an entry.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The agency as it is to stand.
    pub record: Record,
    /// The people who are new or change.
    pub people: Vec<Person>,
    /// What is to be told.
    pub told: Vec<String>,
}

impl Draft {
    /// What it makes of an agency that is not on the register.
    pub fn alone(&self) -> Outcome {
        let mut record = as_entry(&self.record);
        let mut told = Vec::new();
        for (field, value) in [(STATUS, "prospect"), (TIER, "C")] {
            if record.get(field).is_empty() {
                record.put(field, value);
            }
        }
        if record.get(TYPES).is_empty() {
            record.put(TYPES, "OTHER");
            told.push("Its type is not told: it is listed as another kind of service.".into());
        }
        Outcome {
            record,
            people: self.contacts.iter().map(|person| (None, as_entry(person))).collect(),
            told,
        }
    }

    /// What it makes of an agency that is on the register. What the file does not say stays; the name stays
    /// in any case.
    pub fn onto(&self, record: &Record, contacts: &[Contact]) -> Outcome {
        let mut whole = Outcome { record: record.clone(), ..Outcome::default() };
        let withheld = [record, &self.record].iter().any(|record| record.flag(WITHHELD));
        let mut hidden = false;
        for field in AGENCY.iter().flat_map(|section| section.fields) {
            let values = self.record.all(field.name);
            let (have, value) = (whole.record.get(field.name).to_owned(), self.record.get(field.name));
            match field.kind {
                _ if values.is_empty() => {}
                Kind::Many(_) | Kind::Own(List::Areas) => unite(&mut whole.record, field, values),
                Kind::Flag if value == NO => whole.deny(field),
                Kind::Prose(_) if withheld => {
                    let notes = without_places(value);
                    hidden |= notes != value;
                    whole.note(&notes);
                }
                Kind::Prose(_) => whole.note(value),
                _ if have.is_empty() => whole.record.put(field.name, value),
                _ if field.name == NAME => whole.other_name(value),
                _ if [TRADING_NAME, CHARITY].contains(&field.name) => whole.keep(field, value),
                _ => whole.record.put(field.name, value),
            }
        }
        if conceal(&mut whole.record) || hidden {
            whole.told.push("The address is withheld, so it is left out and is not kept.".into());
        }
        let notes = whole.record.get(NOTES);
        if whole.record.flag(WITHHELD) && !record.flag(WITHHELD) && without_places(notes) != notes {
            whole.told.push(
                "The notes on the register speak of an address. Look at them: nobody else will.".into(),
            );
        }
        whole.people = people(&self.contacts, contacts);
        whole
    }
}

impl Outcome {
    /// Takes out of the notes the addresses that another row has put there, when it turns out that they must
    /// not be known. `before` is the agency as it was before any row: what a person wrote stays.
    pub fn forget_places(&mut self, before: &Record) {
        if self.record.flag(WITHHELD) {
            let notes = without_new_places(self.record.get(NOTES), before.get(NOTES));
            self.record.put(NOTES, &notes);
        }
    }

    fn deny(&mut self, field: &Field) {
        if deny(&mut self.record, field.name) {
            self.told.push(format!(
                "“{}” stays, though the row says no. Only a person can take that back, on the page of the agency.",
                field.label
            ));
        }
    }

    fn note(&mut self, lines: &str) {
        let mut notes = self.record.get(NOTES).to_owned();
        add_lines(&mut notes, lines);
        self.record.put(NOTES, &notes);
    }

    fn other_name(&mut self, name: &str) {
        let mark = normalise::name_mark(name);
        if [NAME, TRADING_NAME].iter().any(|field| normalise::name_mark(self.record.get(field)) == mark) {
            return;
        }
        if self.record.get(TRADING_NAME).is_empty() {
            self.told.push(format!("The name stays. “{name}” becomes what it is also known as."));
            self.record.put(TRADING_NAME, name);
        } else {
            self.told.push(format!("The name stays. “{name}” goes to the notes."));
            self.note(&format!("Name: {name}"));
        }
    }

    /// What an agency is known by is not replaced by a file.
    fn keep(&mut self, field: &Field, value: &str) {
        if normalise::fold(self.record.get(field.name)) != normalise::fold(value) {
            let label = field.label;
            self.told.push(format!("“{label}” stays as it is. “{value}” goes to the notes."));
            self.note(&format!("{label}: {value}"));
        }
    }
}

/// The people who are new or change. Somebody is known again by their name.
fn people(drafts: &[Record], contacts: &[Contact]) -> Vec<Person> {
    let known = contacts.iter().map(|contact| (Some(contact.id), contact.record.clone()));
    let mut people: Vec<Person> = known.collect();
    for draft in drafts {
        let name = normalise::fold(draft.get(contact::NAME));
        match people.iter_mut().find(|(_, record)| normalise::fold(record.get(contact::NAME)) == name) {
            Some((_, record)) => {
                for field in [contact::ROLE, contact::EMAIL, contact::PHONE, contact::SPOC] {
                    if field == contact::SPOC && draft.get(field) == NO {
                        deny_spoc(record);
                    } else if !draft.get(field).is_empty() {
                        record.put(field, draft.get(field));
                    }
                }
            }
            None => people.push((None, as_entry(draft))),
        }
    }
    let same =
        |(id, record): &Person| contacts.iter().any(|known| Some(known.id) == *id && known.record == *record);
    people.into_iter().filter(|person| !same(person)).collect()
}
