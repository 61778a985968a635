//! The changes that a batch is made of, and what undoing made of each.

use super::change::{Change, ChangeKind, EntityKind};
use crate::platform::id::Id;

/// What undoing made of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Back {
    /// It is as it was before the batch.
    Whole,
    /// Something of it stays: it was changed or used since.
    Left,
}

impl Back {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Whole, Self::Left];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Left => "left",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|back| back.code() == code)
    }
}

/// One change of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The identifier of the change.
    pub id: Id<Change>,
    /// The change.
    pub change: Change,
    /// What undoing made of it; none when it was not undone.
    pub back: Option<Back>,
}

/// How many changes of a batch are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// What kind of entry.
    pub noun: EntityKind,
    /// What was done.
    pub deed: ChangeKind,
    /// What undoing made of them.
    pub back: Option<Back>,
    /// How many.
    pub count: i64,
}

/// Some of a batch's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those of one kind.
    Kind(EntityKind, ChangeKind),
    /// Those that undoing could not put back wholly.
    Left,
}

impl Only {
    /// What an address says.
    pub fn code(self) -> String {
        match self {
            Self::Kind(noun, deed) => format!("{}-{}", noun.code(), deed.code()),
            Self::Left => "stays".into(),
        }
    }

    /// Reads an address.
    pub fn from_code(code: &str) -> Option<Self> {
        if code == Self::Left.code() {
            return Some(Self::Left);
        }
        let (noun, deed) = code.split_once('-')?;
        Some(Self::Kind(EntityKind::from_code(noun)?, ChangeKind::from_code(deed)?))
    }

    /// Whether such changes are among these.
    pub fn takes(self, total: &Total) -> bool {
        match self {
            Self::Kind(noun, deed) => (total.noun, total.deed) == (noun, deed),
            Self::Left => total.back == Some(Back::Left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for noun in EntityKind::ALL {
            for deed in ChangeKind::ALL {
                let only = Only::Kind(noun, deed);
                assert_eq!(Only::from_code(&only.code()), Some(only));
            }
        }
        assert_eq!(Only::from_code(&Only::Left.code()), Some(Only::Left));
        assert!(
            ["", "agency", "agency-", "-added", "agency-added-"]
                .iter()
                .all(|code| Only::from_code(code).is_none())
        );
        assert!(Back::ALL.iter().all(|back| Back::from_code(back.code()) == Some(*back)));
    }
}
