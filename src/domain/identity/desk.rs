//! Teams that hold keys.

use crate::platform::id::Id;

/// A team with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Its identifier.
    pub id: Id<Desk>,
    /// What it does.
    pub kind: DeskKind,
    /// The name that staff know.
    pub name: String,
    /// The address that is told when something waits; empty for none.
    pub email: String,
    /// The desk's OpenPGP certificate (ASCII armour), when it wants a copy of each concern.
    pub certificate: Option<String>,
}

/// What a desk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskKind {
    /// Receives concerns about a force.
    Triage,
    /// Receives concerns about professional standards itself: another force, or the local policing body.
    Independent,
    /// Holds the inner seal of every source.
    Custodian,
    /// Holds the outer seal of every source.
    Authoriser,
}

impl DeskKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Triage, Self::Independent, Self::Custodian, Self::Authoriser];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::Independent => "independent",
            Self::Custodian => "custodian",
            Self::Authoriser => "authoriser",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether nobody may be a member of a desk of this kind and of one of the `other`: who works in
    /// professional standards must not see that a concern about professional standards exists.
    pub fn is_kept_from(self, other: Self) -> bool {
        matches!((self, other), (Self::Triage, Self::Independent) | (Self::Independent, Self::Triage))
    }

    /// Whether this kind of desk holds half of what opens a source.
    pub fn keeps_sources(self) -> bool {
        !self.receives()
    }

    /// Whether this kind of desk receives concerns.
    pub fn receives(self) -> bool {
        matches!(self, Self::Triage | Self::Independent)
    }
}
