//! The history of the register: every change, with who and when, and what stood before.

use super::agency::Agency;
use super::batch::Batch;
use crate::form::record::Record;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

/// One change of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of entry.
    pub noun: EntityKind,
    /// The identifier of the entry, as text.
    pub subject: String,
    /// The agency whose history it belongs to; none for what belongs to no agency.
    pub agency: Option<Id<Agency>>,
    /// What was done.
    pub deed: ChangeKind,
    /// When.
    pub at: Timestamp,
    /// Who; none when the system did it.
    pub staff: Option<Id<Staff>>,
    /// The batch that it was done in.
    pub batch: Option<Id<Batch>>,
    /// What stood before; none when there was nothing.
    pub before: Option<Record>,
    /// What stands after; none when there is nothing.
    pub after: Option<Record>,
}

/// What kinds of entry there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// An agency.
    Agency,
    /// A contact.
    Contact,
    /// An engagement.
    Engagement,
    /// A material.
    Material,
    /// An edition of a material.
    Edition,
    /// A campaign.
    Campaign,
    /// The words on the leaflet and the poster.
    Leaflet,
    /// What agencies said, and what was done about it.
    Feedback,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Agency,
        Self::Contact,
        Self::Engagement,
        Self::Material,
        Self::Edition,
        Self::Campaign,
        Self::Leaflet,
        Self::Feedback,
    ];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Contact => "contact",
            Self::Engagement => "engagement",
            Self::Material => "material",
            Self::Edition => "edition",
            Self::Campaign => "campaign",
            Self::Leaflet => "leaflet",
            Self::Feedback => "feedback",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noun| noun.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Agency => "Agency",
            Self::Contact => "Contact",
            Self::Engagement => "Engagement",
            Self::Material => "Material",
            Self::Edition => "Edition",
            Self::Campaign => "Campaign",
            Self::Leaflet => "Leaflet and poster",
            Self::Feedback => "You said, we did",
        }
    }
}

/// What was done to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It was written down for the first time.
    Added,
    /// Its record was changed.
    Changed,
    /// It was merged into another.
    Merged,
    /// A merge, an import or a bulk edit was undone.
    Undone,
    /// It was logged by mistake, and taken out.
    Deleted,
    /// An import left it alone: somebody had changed it after the rows were checked.
    Left,
}

impl ChangeKind {
    /// Every deed.
    pub const ALL: [Self; 6] =
        [Self::Added, Self::Changed, Self::Merged, Self::Undone, Self::Deleted, Self::Left];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Merged => "merged",
            Self::Undone => "undone",
            Self::Deleted => "deleted",
            Self::Left => "left",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Merged => "Merged",
            Self::Undone => "Undone",
            Self::Deleted => "Deleted",
            Self::Left => "Left alone",
        }
    }
}
