//! What a row, or several, say about an agency and its people.

use serde::{Deserialize, Serialize};

use super::cell::{self, Names};
use super::flags::{self, NO};
use super::fragments::{last_words, short};
use super::sheet::SheetRow;
use super::withheld::conceal_all;
use super::{column, synonyms};
use crate::form::key::Key;
use crate::form::record::{Field, Kind, List, Record, YES};
use crate::form::{normalise, text};
use crate::register::agency::{ADDRESS, AGENCY, NAME, NOTES, POSTCODE, TRADING_NAME, WITHHELD};
use crate::register::contact;

/// What one row, or several about one agency, say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What they say about the agency. What they do not say is empty; a flag that they say no to holds a word
    /// for that, which no entry keeps.
    pub record: Record,
    /// What they say about its people.
    pub contacts: Vec<Record>,
}

/// A draft with what is to be told of how it was made.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafted {
    pub(super) draft: Draft,
    pub(super) told: Vec<String>,
    pub(super) errors: Vec<String>,
}

/// Reads a row. `headings` and `mapping` have an entry for each column.
pub(super) fn of(row: &SheetRow, headings: &[String], mapping: &[String], names: &Names) -> Drafted {
    let mut whole = Drafted::default();
    let mut person = Record::default();
    let mut places: Vec<(String, String)> = Vec::new();
    for (index, target) in mapping.iter().enumerate() {
        let (raw, heading) = (row.cell(index), headings.get(index).map_or("", String::as_str));
        if raw.is_empty() || target == column::LEFT_OUT {
            continue;
        }
        if synonyms::is_error(raw) {
            whole.told.push(format!("{heading}: “{raw}” is an error of the spreadsheet. It is left out."));
            continue;
        }
        if let Some(field) = column::of_contact(target) {
            whole.fill(&mut person, field, heading, raw, names);
            continue;
        }
        let Some(field) = crate::form::record::field(AGENCY, target) else { continue };
        match field.name {
            // A heading that is not a word for notes tells what the note is about.
            NOTES => {
                let bare = ["notes", "note", "comments", "comment", "description"]
                    .contains(&normalise::fold(heading).as_str());
                whole.note(&if bare { raw.to_owned() } else { format!("{heading}: {raw}") });
            }
            ADDRESS | WITHHELD if synonyms::is_withheld(raw) => whole.withhold(heading),
            ADDRESS | POSTCODE => places.push((field.name.to_string(), raw.to_owned())),
            _ => {
                let mut record = std::mem::take(&mut whole.draft.record);
                whole.fill(&mut record, field, heading, raw, names);
                // What was put into the notes meanwhile stands in the new record.
                let notes = std::mem::replace(&mut whole.draft.record, record);
                notes
                    .get(NOTES)
                    .split('\n')
                    .filter(|line| !line.is_empty())
                    .for_each(|line| whole.note(line));
            }
        }
    }
    whole.place(&places);
    whole.person(person);
    if whole.draft.record.get(NAME).is_empty() {
        whole.errors.push("The row has no name of an agency.".into());
    }
    whole
}

impl Drafted {
    /// Adds a line to the notes, unless it is there.
    fn note(&mut self, line: &str) {
        let mut notes = self.draft.record.get(NOTES).to_owned();
        add_lines(&mut notes, line);
        self.draft.record.put(NOTES, &notes);
    }

    /// Reads a cell into a field. What the field does not take goes to the notes, and is told.
    fn fill(&mut self, record: &mut Record, field: &Field, heading: &str, raw: &str, names: &Names) {
        let loose = matches!(field.kind, Kind::Flag | Kind::One(_));
        if !loose && normalise::fold(raw).is_empty() {
            return;
        }
        let read = cell::read(field, raw, names);
        for told in read.told {
            self.told.push(told);
        }
        for (text, why) in read.aside {
            if field.name == NAME && record.get(NAME).is_empty() {
                self.errors.push(format!("{heading}: “{}” {why}.", short(&text)));
                continue;
            }
            self.aside(heading, &text, why);
        }
        for value in read.values {
            match field.kind {
                Kind::Many(_) | Kind::Own(List::Areas) => record.add(field.name, &value),
                _ if record.get(field.name).is_empty() || record.get(field.name) == value => {
                    record.put(field.name, &value);
                }
                Kind::Flag if flags::safer(field.name) == Some(value.as_str()) => {
                    let have = record.get(field.name).to_owned();
                    record.put(field.name, &value);
                    self.aside(field.label, &have, &format!("is not what “{heading}” says, which stands"));
                }
                // A first name and a last, each in a column of its own.
                Kind::Line(_) if field.name == contact::NAME => {
                    let both = format!("{} {value}", record.get(field.name));
                    record.put(field.name, &both);
                }
                _ => self.aside(heading, &value, "is one too many"),
            }
        }
        if let Kind::Many(_) = field.kind {
            let mut values = record.all(field.name).to_vec();
            field.order(&mut values);
            record.set(field.name, values);
        }
    }

    fn aside(&mut self, heading: &str, text: &str, why: &str) {
        self.told.push(format!("{heading}: “{}” {why}. It is in the notes.", short(text)));
        self.note(&format!("{heading}: {text}"));
    }

    /// The lines of the address and the postcode: last, when it is known whether they may be written down.
    fn place(&mut self, places: &[(String, String)]) {
        let of = |name: Key| {
            let parts =
                places.iter().filter(|(field, _)| *field == name).flat_map(|(_, raw)| raw.split('\n'));
            let parts = parts
                .map(|part| part.trim().trim_end_matches(','))
                .filter(|part| !normalise::fold(part).is_empty());
            parts.collect::<Vec<_>>()
        };
        let (mut address, codes) = (of(ADDRESS).join(", "), of(POSTCODE));
        let boxed = normalise::fold(&address).starts_with("po box");
        if self.draft.record.flag(WITHHELD) && !boxed {
            return self.hide(!places.is_empty());
        }
        let mut postcode = codes.iter().find_map(|raw| normalise::postcode(raw));
        for raw in codes.iter().filter(|raw| normalise::postcode(raw).is_none()) {
            self.aside("Postcode", raw, "is no full postcode");
        }
        let extra: Vec<&str> =
            codes.iter().filter(|raw| normalise::postcode(raw).is_some()).skip(1).copied().collect();
        for raw in extra.iter().filter(|raw| normalise::postcode(raw) != postcode) {
            self.aside("Postcode", raw, "is one too many");
        }
        if text::line(&address, 300).is_err() {
            self.aside("Address", &address, "is too long");
            address.clear();
        }
        postcode = postcode.or_else(|| last_words(&address));
        self.draft.record.put(ADDRESS, &address);
        self.draft.record.put(POSTCODE, &postcode.unwrap_or_default());
        self.hide(false);
    }

    /// Takes an address out that must not be written down, and tells so; also when one was left out already.
    fn hide(&mut self, left_out: bool) {
        if conceal_all(&mut self.draft.record) || left_out {
            self.told.push("The address is withheld, so it was left out and is not kept.".into());
        }
    }

    fn withhold(&mut self, heading: &str) {
        if self.draft.record.get(WITHHELD) == NO {
            self.aside("The address is withheld", NO, &format!("is not what “{heading}” says, which stands"));
        }
        self.draft.record.put(WITHHELD, YES);
    }

    fn person(&mut self, person: Record) {
        if person.is_empty() {
            return;
        }
        if !person.get(contact::NAME).is_empty() {
            if text::line(person.get(contact::NAME), 120).is_err() {
                let name = person.get(contact::NAME).to_owned();
                self.aside("Contact", &name, "is too long");
                return;
            }
            self.draft.contacts.push(person);
            return;
        }
        for field in [contact::EMAIL, contact::PHONE, contact::ROLE, contact::SPOC] {
            let value = person.get(field).to_owned();
            // That nobody is not the one to call goes without saying.
            if !value.is_empty() && value != NO {
                self.aside("Contact", &value, "belongs to nobody: the row has no name of a contact");
            }
        }
    }

    /// Puts another row about the same agency to this one. What differs goes to the notes, and is told.
    pub(super) fn absorb(&mut self, other: Self) {
        let Drafted { draft, told, errors } = other;
        self.told.extend(told);
        self.errors.extend(errors);
        for field in AGENCY.iter().flat_map(|section| section.fields) {
            let values = draft.record.all(field.name);
            let (have, value) = (self.draft.record.get(field.name).to_owned(), draft.record.get(field.name));
            match field.kind {
                _ if values.is_empty() => {}
                Kind::Many(_) | Kind::Own(List::Areas) => unite(&mut self.draft.record, field, values),
                Kind::Prose(_) => self.note(value),
                _ if have.is_empty() => self.draft.record.put(field.name, value),
                _ if have == value => {}
                _ if field.name == NAME => self.other_name(value),
                Kind::Flag if flags::safer(field.name) == Some(value) => {
                    self.draft.record.put(field.name, value);
                    self.aside(
                        field.label,
                        &have,
                        &format!("differs from “{value}” in a row below, which stands"),
                    );
                }
                _ if [ADDRESS, POSTCODE].contains(&field.name) && self.draft.record.flag(WITHHELD) => {}
                _ => {
                    self.aside(
                        field.label,
                        value,
                        &format!("differs from “{}” in a row above", short(&have)),
                    );
                }
            }
        }
        self.hide(false);
        for person in draft.contacts {
            self.meet(person);
        }
    }

    fn other_name(&mut self, name: &str) {
        let mark = normalise::name_mark(name);
        let record = &self.draft.record;
        if [NAME, TRADING_NAME].iter().any(|field| normalise::name_mark(record.get(field)) == mark) {
            return;
        }
        if record.get(TRADING_NAME).is_empty() {
            self.draft.record.put(TRADING_NAME, name);
        } else {
            self.aside("Name", name, "is another name");
        }
    }

    /// Adds somebody, or what is new about somebody who is there.
    fn meet(&mut self, person: Record) {
        let name = normalise::fold(person.get(contact::NAME));
        let at =
            self.draft.contacts.iter().position(|known| normalise::fold(known.get(contact::NAME)) == name);
        let Some(mut known) = at.map(|at| self.draft.contacts.remove(at)) else {
            self.draft.contacts.push(person);
            return;
        };
        for field in [contact::ROLE, contact::EMAIL, contact::PHONE, contact::SPOC] {
            let value = person.get(field);
            if known.get(field).is_empty() {
                known.put(field, value);
            } else if !value.is_empty() && known.get(field) != value {
                self.aside(known.get(contact::NAME), value, "differs from a row above");
            }
        }
        let at = at.unwrap_or_default().min(self.draft.contacts.len());
        self.draft.contacts.insert(at, known);
    }
}

/// Adds to a field of several values those that it lacks.
pub(super) fn unite(record: &mut Record, field: &Field, values: &[String]) {
    if values.iter().all(|value| record.has(field.name, value)) {
        return;
    }
    for value in values {
        record.add(field.name, value);
    }
    let mut all = record.all(field.name).to_vec();
    field.order(&mut all);
    record.set(field.name, all);
}

/// Adds the lines that a text lacks.
pub(super) fn add_lines(text: &mut String, lines: &str) {
    for line in lines.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        if !text.split('\n').any(|known| known.trim() == line) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
    }
}
