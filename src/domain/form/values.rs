//! What was filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::platform::id::Id;
use crate::platform::time::Day;

/// The value of a flag that is set.
pub const YES: &str = "yes";

/// What was filled in: by field name, the values. An empty field is not kept, so that equal records are equal
/// bytes. Wiped when dropped, and never printed: a reporter's answers are one, and so is what an agency tells
/// of itself.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        let mut before = if values.is_empty() {
            self.0.remove(field.as_ref())
        } else {
            self.0.insert(field.as_ref().to_owned(), values)
        };
        before.zeroize();
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

    /// The fields that `keep` picks.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| keep(name)).map(|(k, v)| (k.clone(), v.clone())).collect())
    }

    /// Whether nothing was filled in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the fields in which two records differ.
    pub fn differences<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let names = self.0.keys().chain(other.0.keys()).collect::<BTreeSet<_>>();
        names.into_iter().filter(|name| self.all(name) != other.all(name)).map(String::as_str).collect()
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        for value in self.0.values_mut().flatten() {
            value.zeroize();
        }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} fields)", self.0.len())
    }
}
