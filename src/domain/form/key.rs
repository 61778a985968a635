//! The fields of forms, by typed name.

use std::fmt;

/// The name of a field: in pages, in what is sent, and in what is kept. What more than one file
/// needs is declared once, where the rules of its form are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(&'static str);

impl Key {
    /// No field: what belongs to a page as a whole.
    pub const PAGE: Self = Self("");

    /// A field with this name.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// This field in one of the lines of a page on which it repeats.
    pub const fn line(self, line: usize) -> Place {
        Place { key: self, line: Some(line) }
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Key> for str {
    fn eq(&self, other: &Key) -> bool {
        self == other.0
    }
}

impl PartialEq<Key> for &str {
    fn eq(&self, other: &Key) -> bool {
        *self == other.0
    }
}

impl PartialEq<Key> for String {
    fn eq(&self, other: &Key) -> bool {
        self == other.0
    }
}

impl PartialEq<Key> for &String {
    fn eq(&self, other: &Key) -> bool {
        *self == other.0
    }
}

impl From<Key> for &str {
    fn from(key: Key) -> Self {
        key.0
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0.to_owned()
    }
}

/// Where on a page a problem is: at a field, or at one line of a field that repeats. Displayed as the name of
/// the control: `edition`, `edition-1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The field.
    pub key: Key,
    /// Its line.
    pub line: Option<usize>,
}

impl Place {
    /// Whether it is no field's.
    pub fn is_page(self) -> bool {
        self.key == Key::PAGE
    }
}

impl PartialEq<str> for Place {
    fn eq(&self, other: &str) -> bool {
        let rest = other.strip_prefix(self.key.0);
        match self.line {
            None => rest == Some(""),
            Some(line) => {
                rest.and_then(|rest| rest.strip_prefix('-')).is_some_and(|rest| rest == line.to_string())
            }
        }
    }
}

impl From<Key> for Place {
    fn from(key: Key) -> Self {
        Self { key, line: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            None => f.write_str(self.key.0),
            Some(line) => write!(f, "{}-{line}", self.key.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_part_of_the_name() {
        const EDITION: Key = Key::new("edition");
        assert_eq!(EDITION.line(2).to_string(), "edition-2");
        assert_eq!(Place::from(EDITION).to_string(), "edition");
        assert!(EDITION.line(2) == *"edition-2" && Place::from(EDITION) == *"edition");
        assert!(
            ["edition", "edition-", "edition-02", "edition-21"].iter().all(|name| EDITION.line(2) != **name)
        );
        assert_eq!(EDITION, "edition");
        assert_eq!("edition", EDITION);
        assert!(Place::from(Key::PAGE).is_page());
    }
}
