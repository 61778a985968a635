//! What the register keeps, as data: for each noun one table of fields, which its form, its parser, its history, its
//! import and its export all read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::choice::{self, Choice};
use super::errors::Errors;
use super::key::Key;
use super::reason::Reason;
use super::reason::field::{FieldReason, Shape};
use super::{normalise, text};
use crate::identity::staff::Staff;
use crate::platform::force::{District, Force};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// One thing to fill in.
pub struct Field {
    /// Its name in forms and records.
    pub name: Key,
    /// What people read.
    pub label: &'static str,
    /// More words; empty when none are needed.
    pub hint: &'static str,
    /// What may be filled in.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line, at most so many characters.
    Line(usize),
    /// Several lines, at most so many words.
    Prose(usize),
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// The address of a website.
    Web,
    /// A postcode of the United Kingdom.
    Postcode,
    /// A calendar day.
    Day,
    /// A whole number up to this one.
    Number(u32),
    /// Yes, or nothing.
    Flag,
    /// One of these.
    One(&'static [Choice]),
    /// Any of these.
    Many(&'static [Choice]),
    /// A member of staff.
    Staff,
    /// Forces, whole or by district: see [`Area`].
    Areas,
}

/// A group of fields, under a heading.
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// The fields.
    pub fields: &'static [Field],
}

/// The value of a flag that is set.
pub const YES: &str = "yes";

/// A part of the country: a force, or one of its districts. Written as the force's code, or the code, a slash and the
/// district's identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// The code of the force.
    pub force: String,
    /// The district; none for the whole force.
    pub district: Option<Id<District>>,
}

impl Area {
    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('/') {
            None if code.is_empty() => None,
            None => Some(Self { force: code.to_owned(), district: None }),
            Some((force, district)) => {
                Some(Self { force: force.to_owned(), district: Some(district.parse().ok()?) })
            }
        }
    }

    /// What is stored.
    pub fn code(&self) -> String {
        match self.district {
            None => self.force.clone(),
            Some(district) => format!("{}/{district}", self.force),
        }
    }
}

/// The lists that a deployment fills: what [`Kind::Staff`] and [`Kind::Areas`] offer.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Those who can own, lead and verify.
    pub staff: Vec<Staff>,
    /// The forces that are served.
    pub forces: Vec<Force>,
    /// Their districts.
    pub districts: Vec<District>,
}

impl Known {
    /// A name for an area; its code when it is no longer known.
    pub fn area(&self, code: &str) -> String {
        let Some(area) = Area::from_code(code) else { return code.to_owned() };
        let force = self.forces.iter().find(|force| force.code == area.force);
        let force = force.map_or(area.force.as_str(), |force| force.name.as_str());
        match area.district {
            None => format!("{force} (all)"),
            Some(id) => match self.districts.iter().find(|district| district.id == id) {
                Some(district) if self.forces.len() == 1 => district.name.clone(),
                Some(district) => format!("{}, {force}", district.name),
                None => code.to_owned(),
            },
        }
    }

    /// Every area that can be chosen, with its code.
    pub fn areas(&self) -> Vec<(String, String)> {
        let mut areas = Vec::new();
        for force in &self.forces {
            let of_force = self.districts.iter().filter(|district| district.force == force.code);
            let districts = of_force.map(|district| format!("{}/{}", force.code, district.id));
            areas.extend([force.code.clone()].into_iter().chain(districts));
        }
        areas.into_iter().map(|code| (self.area(&code), code)).collect()
    }

    /// A name for a member of staff; empty when they are no longer known.
    pub fn person(&self, id: &str) -> &str {
        self.staff.iter().find(|person| person.id.to_string() == id).map_or("", |person| person.name.as_str())
    }
}

/// What was written down: by field name, the values. An empty field is not kept, so that equal records are equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record(BTreeMap<String, Vec<String>>);

impl Record {
    /// The values of a field.
    pub fn all(&self, field: impl AsRef<str>) -> &[String] {
        self.0.get(field.as_ref()).map_or(&[], Vec::as_slice)
    }

    /// The only or first value of a field; empty when there is none.
    pub fn get(&self, field: impl AsRef<str>) -> &str {
        self.all(field).first().map_or("", String::as_str)
    }

    /// Whether a field holds this value.
    pub fn has(&self, field: impl AsRef<str>, value: &str) -> bool {
        self.all(field).iter().any(|known| known == value)
    }

    /// Whether a flag is set.
    pub fn flag(&self, field: impl AsRef<str>) -> bool {
        self.get(field) == YES
    }

    /// A field as a day.
    pub fn day(&self, field: impl AsRef<str>) -> Option<Day> {
        Day::parse_iso(self.get(field))
    }

    /// A field as a number; 0 when there is none.
    pub fn number(&self, field: impl AsRef<str>) -> u32 {
        self.get(field).parse().unwrap_or(0)
    }

    /// A field as the identifier of something.
    pub fn id<T>(&self, field: impl AsRef<str>) -> Option<Id<T>> {
        self.get(field).parse().ok()
    }

    /// Sets a field; no values, or only empty ones, clear it.
    pub fn set(&mut self, field: impl AsRef<str>, values: Vec<String>) {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            self.0.remove(field.as_ref());
        } else {
            self.0.insert(field.as_ref().to_owned(), values);
        }
    }

    /// Sets a field to one value.
    pub fn put(&mut self, field: impl AsRef<str>, value: &str) {
        self.set(field, vec![value.to_owned()]);
    }

    /// Adds a value to a field that can hold many.
    pub fn add(&mut self, field: impl AsRef<str>, value: &str) {
        if !value.is_empty() && !self.has(&field, value) {
            self.0.entry(field.as_ref().to_owned()).or_default().push(value.to_owned());
        }
    }

    /// Whether nothing was written down.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the fields in which two records differ.
    pub fn differences<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.0.keys().chain(other.0.keys()).collect::<std::collections::BTreeSet<_>>();
        names.into_iter().filter(|name| self.all(name) != other.all(name)).map(String::as_str).collect()
    }
}

/// Reads what was typed for `sections`: either the record, cleaned, or every problem. Fields that are not in `typed` stay
/// empty; names that are no field's are left out.
///
/// # Errors
/// One for each field that will not do.
pub fn parse(sections: &[Section], typed: &[(String, String)], known: &Known) -> Result<Record, Errors> {
    let mut errors = Errors::default();
    let mut record = Record::default();
    for field in sections.iter().flat_map(|section| section.fields) {
        let values: Vec<&str> =
            typed.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value.as_str()).collect();
        match field.parse(&values, known) {
            Ok(values) => record.set(field.name, values),
            Err(reason) => errors.add(field.name, reason),
        }
    }
    if errors.is_empty() { Ok(record) } else { Err(errors) }
}

/// What was typed, as typed: for showing it again beside the problems.
pub fn typed(sections: &[Section], typed: &[(String, String)]) -> Record {
    let mut record = Record::default();
    for field in sections.iter().flat_map(|section| section.fields) {
        let values = typed.iter().filter(|(name, _)| name == field.name).map(|(_, value)| value.clone());
        record.set(field.name, values.collect());
    }
    record
}

impl Field {
    /// Reads what was typed into this field.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn parse(&self, typed: &[&str], known: &Known) -> Result<Vec<String>, Reason> {
        let filled: Vec<&str> =
            typed.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        let Some(first) = filled.first() else {
            return if self.required { Err(self.missing().into()) } else { Ok(Vec::new()) };
        };
        match self.kind {
            Kind::Many(_) | Kind::Areas => {
                let mut values = Vec::new();
                for value in &filled {
                    let value = self.value(value, known)?;
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                values.sort_by_key(|value| self.rank(value));
                Ok(values)
            }
            _ => Ok(vec![self.value(first, known)?]),
        }
    }

    fn missing(&self) -> FieldReason {
        let label = self.label;
        match self.kind {
            Kind::One(_) | Kind::Staff => FieldReason::NoChoice { label },
            Kind::Many(_) | Kind::Areas => FieldReason::NoChoices { label },
            _ => FieldReason::Empty { label },
        }
    }

    /// Puts values in the order in which they are offered.
    pub(crate) fn order(&self, values: &mut [String]) {
        values.sort_by_key(|value| self.rank(value));
    }

    /// Where a value stands among those offered, so that the order of ticking does not matter.
    fn rank(&self, value: &str) -> usize {
        match self.kind {
            Kind::Many(choices) => {
                choices.iter().position(|choice| choice.code == value).unwrap_or(usize::MAX)
            }
            _ => 0,
        }
    }

    fn value(&self, typed: &str, known: &Known) -> Result<String, Reason> {
        let label = self.label;
        let not = |kind| FieldReason::Not { label, kind };
        let not_listed = FieldReason::NotListed { label };
        let read = match self.kind {
            Kind::Line(chars) => return Ok(text::line(typed, chars)?),
            Kind::Prose(words) => return Ok(text::prose(typed, words)?),
            Kind::Email => normalise::email(typed).ok_or(not(Shape::Email)),
            Kind::Phone => normalise::phone(typed).ok_or(not(Shape::Phone)),
            Kind::Web => normalise::website(typed).ok_or(not(Shape::Web)),
            Kind::Postcode => normalise::postcode(typed).ok_or(not(Shape::Postcode)),
            Kind::Day => Day::parse(typed).map(Day::iso).ok_or(not(Shape::Day)),
            Kind::Number(most) => {
                let number = typed.replace([',', ' '], "").parse::<u32>().ok();
                number
                    .filter(|number| *number <= most)
                    .map(|number| number.to_string())
                    .ok_or(not(Shape::Number(most)))
            }
            Kind::Flag => Ok(YES.into()),
            Kind::One(choices) | Kind::Many(choices) => {
                let chosen = choices.iter().find(|choice| choice.code == typed);
                chosen.map(|choice| choice.code.to_owned()).ok_or(not_listed)
            }
            Kind::Staff => {
                let ids = known.staff.iter().map(|person| person.id.to_string());
                ids.into_iter().find(|id| id == typed).ok_or(not_listed)
            }
            Kind::Areas => {
                let codes = known.areas().into_iter().map(|(_, code)| code);
                codes.into_iter().find(|code| code == typed).ok_or(not_listed)
            }
        };
        Ok(read?)
    }

    /// The values of this field in words.
    pub fn words(&self, record: &Record, known: &Known) -> Vec<String> {
        record.all(self.name).iter().map(|value| self.word(value, known)).collect()
    }

    fn word(&self, value: &str, known: &Known) -> String {
        match self.kind {
            Kind::One(choices) | Kind::Many(choices) => choice::label(choices, value).to_owned(),
            Kind::Flag => "Yes".into(),
            Kind::Day => Day::parse_iso(value).map_or_else(|| value.to_owned(), |day| day.to_string()),
            Kind::Staff => match known.person(value) {
                "" => "Somebody who has left".into(),
                name => name.to_owned(),
            },
            Kind::Areas => known.area(value),
            _ => value.to_owned(),
        }
    }
}

/// The field with this name.
pub fn field<'a>(sections: &'a [Section], name: impl AsRef<str>) -> Option<&'a Field> {
    sections.iter().flat_map(|section| section.fields).find(|field| field.name == *name.as_ref())
}

/// A field that need not be filled in and has no hint.
pub(crate) const fn plain(name: Key, label: &'static str, kind: Kind) -> Field {
    Field { name, label, hint: "", kind, required: false }
}

/// A field with a hint that need not be filled in.
pub(crate) const fn hinted(name: Key, label: &'static str, hint: &'static str, kind: Kind) -> Field {
    Field { name, label, hint, kind, required: false }
}

/// A field that must be filled in.
pub(crate) const fn needed(name: Key, label: &'static str, hint: &'static str, kind: Kind) -> Field {
    Field { name, label, hint, kind, required: true }
}

#[cfg(test)]
mod tests;
