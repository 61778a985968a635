//! Many changes that were made, and can be undone, as one: an import, a bulk edit, a merge.

use crate::form::key::Key;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

/// The name of the button that undoes a batch.
pub const UNDO: Key = Key::new("undo");

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
    /// A file was imported.
    Import,
    /// Many entries were changed at once.
    Bulk,
    /// Two entries were merged.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        assert!(BatchState::ALL.iter().all(|state| BatchState::from_code(state.code()) == Some(*state)));
    }
}
