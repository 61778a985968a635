//! Many changes that were made, and can be undone, as one: an import, a bulk edit, a merge.

use super::change::{Change, Deed, Noun};
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

/// Many changes made as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its identifier.
    pub id: Id<Batch>,
    /// What made it.
    pub kind: BatchKind,
    /// What people read: the file's name, the names of those merged.
    pub title: String,
    /// Who made it.
    pub staff: Option<Id<Staff>>,
    /// When.
    pub at: Timestamp,
    /// How far it is.
    pub state: BatchState,
    /// How many of its entries undoing has gone through.
    pub done: i32,
    /// How many it has to go through.
    pub total: i32,
    /// When somebody last worked on it.
    pub touched: Timestamp,
    /// When undoing it began; none while it stands.
    pub undone: Option<Timestamp>,
    /// Who began to undo it.
    pub undone_by: Option<Id<Staff>>,
}

impl Batch {
    /// A batch that stands once what makes it is written.
    pub fn new(id: Id<Self>, kind: BatchKind, title: String, (staff, at): (Id<Staff>, Timestamp)) -> Self {
        Self {
            id,
            kind,
            title,
            staff: Some(staff),
            at,
            state: BatchState::Made,
            done: 0,
            total: 0,
            touched: at,
            undone: None,
            undone_by: None,
        }
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BatchState {
    /// It is being written.
    Making,
    /// It stands.
    Made,
    /// It is being undone.
    Undoing,
    /// It was undone.
    Undone,
}

impl BatchState {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::Making, Self::Made, Self::Undoing, Self::Undone];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Making => "making",
            Self::Made => "made",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Making => "Being written",
            Self::Made => "Done",
            Self::Undoing => "Being undone",
            Self::Undone => "Undone",
        }
    }
}

/// What makes a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BatchKind {
    /// A file was read in.
    Import,
    /// Many entries were changed at once.
    Bulk,
    /// Two entries were made one.
    Merge,
}

impl BatchKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Import, Self::Bulk, Self::Merge];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Bulk => "bulk",
            Self::Merge => "merge",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Import => "Import",
            Self::Bulk => "Bulk edit",
            Self::Merge => "Merge",
        }
    }
}

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
    pub noun: Noun,
    /// What was done.
    pub deed: Deed,
    /// What undoing made of them.
    pub back: Option<Back>,
    /// How many.
    pub count: i64,
}

/// Some of a batch's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those of one kind.
    Kind(Noun, Deed),
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
        Some(Self::Kind(Noun::from_code(noun)?, Deed::from_code(deed)?))
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
        for noun in Noun::ALL {
            for deed in Deed::ALL {
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
        assert!(BatchState::ALL.iter().all(|state| BatchState::from_code(state.code()) == Some(*state)));
        assert!(Back::ALL.iter().all(|back| Back::from_code(back.code()) == Some(*back)));
    }
}
