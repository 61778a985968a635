//! Forms as data: for each a table of fields, which its page, its parser and whatever else is made of them
//! all read.

use super::choice::{self, Choice};
use super::errors::Errors;
use super::key::{Key, Place};
use super::reason::Reason;
use super::reason::field::{FieldReason, Shape};
use super::values::{Record, YES};
use super::{normalise, text};
use crate::platform::time::Day;

/// One thing to fill in. `O`: what only forms of this sort take.
pub struct Field<O: 'static> {
    /// Its name in forms and records.
    pub name: Key,
    /// What people read.
    pub label: &'static str,
    /// More words; empty when none are needed.
    pub hint: &'static str,
    /// What may be filled in.
    pub kind: Kind<O>,
    /// Whether it must be filled in.
    pub required: bool,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind<O: 'static> {
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
    /// Any of these; one that stands [alone](Choice::alone()) excludes the others.
    Many(&'static [Choice]),
    /// What only forms of this sort take.
    Own(O),
}

/// What only forms of one sort take: mostly a choice from lists that a deployment fills.
pub trait Own: Copy + 'static {
    /// The lists.
    type Lists;

    /// Reads one answer; none when it is not offered.
    fn read(self, typed: &str, lists: &Self::Lists) -> Option<String>;

    /// What was read, in words.
    fn word(self, value: &str, lists: &Self::Lists) -> String;

    /// Whether there can be several answers.
    fn takes_many(self) -> bool;

    /// Why an answer was not taken that is not among those offered.
    fn not_offered(field: &Field<Self>) -> FieldReason;
}

/// A group of fields, under a heading.
pub struct Section<O: 'static> {
    /// The heading.
    pub title: &'static str,
    /// The fields.
    pub fields: &'static [Field<O>],
}

/// The values of a field, in the order sent.
pub fn values(typed: &[(String, String)], place: impl Into<Place>) -> impl Iterator<Item = &str> {
    let place = place.into();
    typed.iter().filter(move |(name, _)| place == **name).map(|(_, value)| value.as_str())
}

/// The first value of a field; empty when there is none.
pub fn value(typed: &[(String, String)], place: impl Into<Place>) -> &str {
    values(typed, place).next().unwrap_or_default()
}

/// Reads what was typed into `fields`: either the record, cleaned, or every problem. Fields that are not in
/// `typed` stay empty; names that are no field's are left out.
///
/// # Errors
/// One for each field that will not do.
pub fn parse<O: Own>(
    fields: impl IntoIterator<Item = &'static Field<O>>,
    typed: &[(String, String)],
    lists: &O::Lists,
) -> Result<Record, Errors> {
    let (mut record, mut errors) = (Record::default(), Errors::default());
    for field in fields {
        match field.parse(&values(typed, field.name).collect::<Vec<_>>(), lists) {
            Ok(values) => record.set(field.name, values),
            Err(reason) => errors.add(field.name, reason),
        }
    }
    errors.or(record)
}

/// What was typed, as typed: for showing it again beside the problems.
pub fn typed<O: 'static>(
    fields: impl IntoIterator<Item = &'static Field<O>>,
    typed: &[(String, String)],
) -> Record {
    let mut record = Record::default();
    for field in fields {
        record.set(field.name, values(typed, field.name).map(str::to_owned).collect());
    }
    record
}

impl<O: Own> Field<O> {
    /// Reads what was typed into this field.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn parse(&self, typed: &[&str], lists: &O::Lists) -> Result<Vec<String>, Reason> {
        let filled: Vec<&str> =
            typed.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        match filled.first() {
            None if self.required => Err(self.missing().into()),
            None => Ok(Vec::new()),
            Some(_) if self.takes_many() => Ok(self.many(&filled, lists)?),
            Some(first) => Ok(vec![self.value(first, lists)?]),
        }
    }

    /// Whether there can be several values.
    fn takes_many(&self) -> bool {
        match self.kind {
            Kind::Many(_) => true,
            Kind::Own(own) => own.takes_many(),
            _ => false,
        }
    }

    fn many(&self, filled: &[&str], lists: &O::Lists) -> Result<Vec<String>, Reason> {
        let mut values = Vec::new();
        for value in filled {
            let value = self.value(value, lists)?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        self.order(&mut values);
        let alone =
            self.choices().iter().find(|choice| choice.alone && values.contains(&choice.code.to_owned()));
        match alone {
            Some(alone) if values.len() > 1 => Err(FieldReason::NotAlone { alone: alone.label }.into()),
            _ => Ok(values),
        }
    }

    fn missing(&self) -> FieldReason {
        let label = self.label;
        match self.kind {
            _ if self.takes_many() => FieldReason::NoChoices { label },
            Kind::One(_) | Kind::Own(_) => FieldReason::NoChoice { label },
            _ => FieldReason::Empty { label },
        }
    }

    fn value(&self, typed: &str, lists: &O::Lists) -> Result<String, Reason> {
        let label = self.label;
        let not = |kind| FieldReason::Not { label, kind };
        let read = match self.kind {
            Kind::Line(chars) => return Ok(text::line(typed, chars)?),
            Kind::Prose(words) => return Ok(text::prose(typed, words)?),
            Kind::Email => normalise::email(typed).ok_or(not(Shape::Email)),
            Kind::Phone => normalise::phone(typed).ok_or(not(Shape::Phone)),
            Kind::Web => normalise::website(typed).ok_or(not(Shape::Web)),
            Kind::Postcode => normalise::postcode(typed).ok_or(not(Shape::Postcode)),
            Kind::Day => Day::parse(typed).map(Day::iso).ok_or(not(Shape::Day)),
            Kind::Number(most) => {
                let number =
                    typed.replace([',', ' '], "").parse().ok().filter(|number: &u32| *number <= most);
                number.map(|number| number.to_string()).ok_or(not(Shape::Number(most)))
            }
            Kind::Flag => Ok(YES.to_owned()),
            Kind::One(choices) | Kind::Many(choices) => {
                let chosen = choices.iter().find(|choice| choice.offered && choice.code == typed);
                chosen.map(|choice| choice.code.to_owned()).ok_or_else(|| O::not_offered(self))
            }
            Kind::Own(own) => own.read(typed, lists).ok_or_else(|| O::not_offered(self)),
        };
        Ok(read?)
    }

    /// The values of this field in words.
    pub fn words(&self, record: &Record, lists: &O::Lists) -> Vec<String> {
        record.all(self.name).iter().map(|value| self.word(value, lists)).collect()
    }

    fn word(&self, value: &str, lists: &O::Lists) -> String {
        match self.kind {
            Kind::One(choices) | Kind::Many(choices) => choice::label(choices, value).to_owned(),
            Kind::Flag => "Yes".into(),
            Kind::Day => Day::parse_iso(value).map_or_else(|| value.to_owned(), |day| day.to_string()),
            Kind::Own(own) => own.word(value, lists),
            _ => value.to_owned(),
        }
    }
}

impl<O: 'static> Field<O> {
    /// Puts values in the order in which they are offered, so that the order of ticking does not matter.
    pub(crate) fn order(&self, values: &mut [String]) {
        let choices = self.choices();
        if !choices.is_empty() {
            let rank = |value: &String| choices.iter().position(|choice| choice.code == value);
            values.sort_by_key(|value| rank(value).unwrap_or(usize::MAX));
        }
    }

    fn choices(&self) -> &'static [Choice] {
        if let Kind::Many(choices) = self.kind { choices } else { &[] }
    }
}

/// The field with this name.
pub fn field<O>(sections: &[Section<O>], name: impl AsRef<str>) -> Option<&Field<O>> {
    sections.iter().flat_map(|section| section.fields).find(|field| field.name == *name.as_ref())
}

/// A field that need not be filled in and has no hint.
pub(crate) const fn plain<O: Copy>(name: Key, label: &'static str, kind: Kind<O>) -> Field<O> {
    hinted(name, label, "", kind)
}

/// A field with a hint that need not be filled in.
pub(crate) const fn hinted<O: Copy>(
    name: Key,
    label: &'static str,
    hint: &'static str,
    kind: Kind<O>,
) -> Field<O> {
    Field { name, label, hint, kind, required: false }
}

/// A field that must be filled in.
pub(crate) const fn needed<O: Copy>(
    name: Key,
    label: &'static str,
    hint: &'static str,
    kind: Kind<O>,
) -> Field<O> {
    Field { name, label, hint, kind, required: true }
}
