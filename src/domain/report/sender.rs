//! As whom somebody sends a report, as far as it stands in clear with it.

use crate::form::key::Key;
use serde::{Deserialize, Serialize};

/// The field of a form that gives a mark up, and the name under which it is told that the mark is no longer
/// good.
pub const MARK: Key = Key::new("mark");

/// The name of the field for a token of a practitioner.
pub const BEARER: Key = Key::new("bearer");
/// The name of the field for what is to be signed so that it becomes a token.
pub const REQUEST: Key = Key::new("request");
/// The name of the field for in whose name a practitioner reports.
pub const WAY: Key = Key::new("way");

/// The name, in a sealed source, of a practitioner who reports in their own name.
pub const SOURCE_NAME: Key = Key::new("practitioner_name");
/// Their work address there.
pub const SOURCE_EMAIL: Key = Key::new("practitioner_email");

/// How a report says who sends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SenderKind {
    /// Anybody: the public form.
    #[default]
    Public,
    /// A registered practitioner in their own name, which is sealed apart.
    Named,
    /// A registered practitioner in the name of their agency, which is sealed apart.
    Agency,
    /// A registered practitioner; which one, nobody can tell.
    Verified,
    /// Anybody, about what was told at an engagement. Nothing says at which.
    Disclosed,
}

impl SenderKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Public, Self::Named, Self::Agency, Self::Verified, Self::Disclosed];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Named => "named",
            Self::Agency => "agency",
            Self::Verified => "verified",
            Self::Disclosed => "disclosed",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The mark that staff read on the case; none for the public form.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Public => None,
            Self::Named => Some("Registered practitioner, by name"),
            Self::Agency => Some("Registered agency"),
            Self::Verified => Some("Registered practitioner, unlinkable"),
            Self::Disclosed => Some("Disclosed at an engagement"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in SenderKind::ALL {
            assert_eq!(SenderKind::from_code(kind.code()), Some(kind));
            assert_eq!(kind.mark().is_none(), kind == SenderKind::Public);
        }
        assert_eq!(SenderKind::from_code("someone"), None);
    }
}
