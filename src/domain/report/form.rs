//! The report form as data: one table that the pages, the parser, the check-answers page and triage all read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::form::choice::{self, Choice};
use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::reason::Reason;
use crate::form::reason::field::FieldReason;
use crate::form::text;
use crate::platform::force::Lists;

/// One page of the form: one thing to answer.
pub struct Question {
    /// Its place in the address: a number that says nothing.
    pub code: &'static str,
    /// The heading.
    pub title: &'static str,
    /// Paragraphs under the heading: why it is asked, what to leave out.
    pub lead: &'static [&'static str],
    /// What is asked. A question with one field uses the title as that field's label.
    pub fields: &'static [Field],
    /// Whether it is asked, given what is known so far.
    pub asked: fn(&Answers, &Lists) -> bool,
}

/// One thing to fill in.
pub struct Field {
    /// Its name in the form and in the sealed answers.
    pub name: Key,
    /// What people read.
    pub label: &'static str,
    /// More words; empty when none are needed.
    pub hint: &'static str,
    /// What may be answered.
    pub kind: Kind,
    /// Whether the answer tells who the reporter is: then it is sealed apart, as *source*.
    pub source: bool,
}

/// What a field takes.
pub enum Kind {
    /// Several lines, at most so many words.
    Prose(usize),
    /// One line, at most so many characters.
    Line(usize),
    /// One of these.
    One(&'static [Choice]),
    /// Any of these. The code in `alone`, when there is one, excludes the others.
    Many {
        /// What can be ticked.
        choices: &'static [Choice],
        /// “None of these”; empty when there is none.
        alone: &'static str,
    },
    /// One of many: drawn as a list that drops down.
    Select(&'static [Choice]),
    /// One of the forces served, another, or not sure.
    Force,
    /// One of the districts of the forces served.
    District,
    /// Files: they travel apart from the answers.
    Files,
}

/// The code of “another force or organisation”.
pub const FORCE_OTHER: &str = "other";
/// The code of “I am not sure”.
pub const FORCE_UNSURE: &str = "unsure";

/// What was answered: by field name, the text or the codes picked.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(BTreeMap<String, Vec<String>>);

impl Answers {
    /// The values of a field; none when it was not answered.
    pub fn values(&self, field: impl AsRef<str>) -> &[String] {
        self.0.get(field.as_ref()).map_or(&[], Vec::as_slice)
    }

    /// The only or first value of a field; empty when it was not answered.
    pub fn value(&self, field: impl AsRef<str>) -> &str {
        self.values(field).first().map_or("", String::as_str)
    }

    /// Whether `code` was picked.
    pub fn has(&self, field: impl AsRef<str>, code: &str) -> bool {
        self.values(field).iter().any(|value| value == code)
    }

    /// Sets a field; no values, or only empty ones, clear it.
    pub fn set(&mut self, field: impl AsRef<str>, values: Vec<String>) {
        if values.iter().all(String::is_empty) {
            self.0.remove(field.as_ref());
        } else {
            self.0.insert(field.as_ref().to_owned(), values);
        }
    }

    /// The answers to the fields that `keep` picks.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| keep(name)).map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        for value in self.0.values_mut().flatten() {
            value.zeroize();
        }
    }
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answers({} fields)", self.0.len())
    }
}

impl Question {
    /// Reads what was typed on this page: either every answer, cleaned, or every problem.
    ///
    /// `raw` is the form as sent: pairs in any order, unknown names ignored.
    pub fn parse(&self, raw: &[(String, String)], lists: &Lists) -> Result<Answers, Errors> {
        let mut answers = Answers::default();
        let mut errors = Errors::default();
        for field in self.fields {
            let typed: Vec<&str> =
                raw.iter().filter(|(n, _)| n == field.name).map(|(_, v)| v.as_str()).collect();
            match field.parse(&typed, lists) {
                Ok(values) => answers.set(field.name, values),
                Err(reason) => errors.add(field.name, reason),
            }
        }
        if errors.is_empty() { Ok(answers) } else { Err(errors) }
    }

    /// What was typed on this page, as typed: for showing it again beside the problems.
    pub fn typed(&self, raw: &[(String, String)]) -> Answers {
        let mut answers = Answers::default();
        for field in self.fields {
            let of_field = raw.iter().filter(|(name, _)| name == field.name);
            answers.set(field.name, of_field.map(|(_, value)| value.clone()).collect());
        }
        answers
    }
}

impl Field {
    fn parse(&self, typed: &[&str], lists: &Lists) -> Result<Vec<String>, Reason> {
        let first = typed.first().copied().unwrap_or_default();
        match &self.kind {
            Kind::Prose(words) => Ok(vec![text::prose(first, *words)?]),
            Kind::Line(chars) => Ok(vec![text::line(first, *chars)?]),
            Kind::Many { choices, alone } => Ok(many(typed, choices, alone)?),
            Kind::Files => Ok(Vec::new()),
            _ if first.is_empty() => Ok(Vec::new()),
            _ if self.offers(first, lists) => Ok(vec![first.to_owned()]),
            _ => Err(FieldReason::NotOffered.into()),
        }
    }

    fn offers(&self, code: &str, lists: &Lists) -> bool {
        match &self.kind {
            Kind::One(choices) | Kind::Select(choices) => choices.iter().any(|choice| choice.code == code),
            Kind::Force => {
                code == FORCE_OTHER
                    || code == FORCE_UNSURE
                    || lists.forces.iter().any(|force| force.code == code)
            }
            Kind::District => lists.districts.iter().any(|district| district.id.to_string() == code),
            _ => false,
        }
    }

    /// The answer in words, one entry for each thing picked.
    pub fn words(&self, answers: &Answers, lists: &Lists) -> Vec<String> {
        let word = |code: &String| match &self.kind {
            Kind::One(choices) | Kind::Select(choices) | Kind::Many { choices, .. } => {
                choice::label(choices, code).to_owned()
            }
            Kind::Force => force_name(code, lists),
            Kind::District => {
                let found = lists.districts.iter().find(|district| district.id.to_string() == *code);
                found.map_or_else(|| code.clone(), |district| district.name.clone())
            }
            Kind::Prose(_) | Kind::Line(_) | Kind::Files => code.clone(),
        };
        answers.values(self.name).iter().map(word).collect()
    }
}

fn many(typed: &[&str], choices: &'static [Choice], alone: &str) -> Result<Vec<String>, FieldReason> {
    let mut picked: Vec<String> = Vec::new();
    for code in typed.iter().filter(|code| !code.is_empty()) {
        if !choices.iter().any(|choice| choice.code == *code) {
            return Err(FieldReason::SomeNotOffered);
        }
        if !picked.iter().any(|known| known == code) {
            picked.push((*code).to_owned());
        }
    }
    if picked.len() > 1
        && let Some(alone) =
            choices.iter().find(|choice| choice.code == alone && picked.iter().any(|code| code == alone))
    {
        return Err(FieldReason::NotAlone { alone: alone.label });
    }
    Ok(picked)
}

/// The name of a force by the code that the form uses.
pub fn force_name(code: &str, lists: &Lists) -> String {
    match code {
        FORCE_OTHER => "Another force or organisation".into(),
        FORCE_UNSURE => "I’m not sure".into(),
        _ => lists
            .forces
            .iter()
            .find(|force| force.code == code)
            .map_or_else(|| code.into(), |force| force.name.clone()),
    }
}
