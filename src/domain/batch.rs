//! Many changes that were made, and can be undone, as one: an import, a bulk edit, a merge.

use super::id::Id;
use super::staff::Staff;
use super::time::Timestamp;

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
    /// When it was undone; none while it stands.
    pub undone: Option<Timestamp>,
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
