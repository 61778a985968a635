//! The names of controls.

use std::fmt;

use domain::form::key::{Key, Place};

/// The name of a control: that of a field, or any other.
#[derive(Clone, Copy, Debug)]
pub enum Name<'a> {
    /// That of a field, or of one of its lines.
    Field(Place),
    /// Another: of a filter, or whatever a browser sent.
    Other(&'a str),
}

impl Default for Name<'_> {
    fn default() -> Self {
        Self::Other("")
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(place) => place.fmt(f),
            Self::Other(name) => f.write_str(name),
        }
    }
}

impl From<Key> for Name<'_> {
    fn from(key: Key) -> Self {
        Self::Field(key.into())
    }
}

impl From<Place> for Name<'_> {
    fn from(place: Place) -> Self {
        Self::Field(place)
    }
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        Self::Other(name)
    }
}
