//! What was wrong with what was typed.

use super::key::Place;
use super::reason::Reason;

/// What was wrong with what was typed: every problem at once, by field, in page order.
///
/// A problem is no sentence: the words belong to `view`.
///
/// ```
/// use candour_domain::form::{errors::Errors, key::Key, reason::register::RegisterReason};
/// Errors::one(Key::PAGE, RegisterReason::NoAgency);
/// ```
///
/// ```compile_fail
/// use candour_domain::form::{errors::Errors, key::Key, reason::register::RegisterReason};
/// Errors::one(Key::PAGE, "Choose at least one agency");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(Place, Reason)>);

impl Errors {
    /// One problem.
    pub fn one(place: impl Into<Place>, reason: impl Into<Reason>) -> Self {
        Self(vec![(place.into(), reason.into())])
    }

    /// Adds a problem.
    pub fn add(&mut self, place: impl Into<Place>, reason: impl Into<Reason>) {
        self.0.push((place.into(), reason.into()));
    }

    /// Adds every problem of another page, or of a part of this one.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The first problem at this place.
    pub fn of(&self, place: impl Into<Place>) -> Option<&Reason> {
        let place = place.into();
        self.0.iter().find(|(known, _)| *known == place).map(|(_, reason)| reason)
    }

    /// All problems with their places.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &Reason)> {
        self.0.iter().map(|(place, reason)| (*place, reason))
    }

    /// The same problems, each at the place that `to` gives for its own.
    #[must_use]
    pub fn moved(self, to: impl Fn(Place) -> Place) -> Self {
        Self(self.0.into_iter().map(|(place, reason)| (to(place), reason)).collect())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was read, when there is no problem.
    ///
    /// # Errors
    /// All of these, when there is one.
    pub fn or<T>(self, read: T) -> Result<T, Self> {
        if self.is_empty() { Ok(read) } else { Err(self) }
    }
}
