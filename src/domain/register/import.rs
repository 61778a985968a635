//! Importing a list of agencies: a messy table becomes rows, its columns become fields, each row gets a fate,
//! and nothing of it is dropped without being told.

mod cell;
pub mod column;
pub mod draft;
mod flags;
mod fragments;
pub mod import_plan;
pub mod outcome;
pub mod register;
pub mod sheet;
mod synonyms;
mod withheld;

pub use synonyms::is_withheld;

use serde::{Deserialize, Serialize};

use super::batch::Batch;
use crate::form::key::Key;
use crate::form::text;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

/// The name of the field for a list.
pub const FILE: Key = Key::new("file");
/// The name of the fields for where each column goes, by its place from 0.
pub const COLUMN: Key = Key::new("column");

/// The most bytes of a file. People are told "10 MB": what any device calls that is taken, whether it counts
/// by 1,000 or 1,024.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The most rows of a file.
pub const MAX_ROWS: usize = 50_000;
/// The most columns of a file.
pub const MAX_COLUMNS: usize = 100;
/// The most characters of the name of a file.
const NAME: usize = 150;

/// A file on its way into the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its identifier.
    pub id: Id<Import>,
    /// Who imports it.
    pub staff: Id<Staff>,
    /// The name of the file.
    pub name: String,
    /// When it was sent.
    pub at: Timestamp,
    /// How far it is.
    pub state: State,
    /// The field for each column, by name; empty for a column that is left out.
    pub mapping: Vec<String>,
    /// How much of the present step is done.
    pub done: i32,
    /// How much there is to do.
    pub total: i32,
    /// When somebody last worked on the present step.
    pub touched: Timestamp,
    /// The batch that it was, or is being, written in.
    pub batch: Option<Id<Batch>>,
}

/// The name that the browser gives for a file, as it is kept; one that says nothing becomes another.
pub fn file_name(sent: &str) -> String {
    let name: String = sent.chars().filter(|c| !c.is_control()).take(NAME).collect();
    text::line(&name, NAME).ok().filter(|name| !name.is_empty()).unwrap_or_else(|| "A list".into())
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being kept.
    Arriving,
    /// Its columns are to be told.
    Mapping,
    /// The fate of each row is being found.
    Checking,
    /// The fate of each row is known.
    Checked,
    /// The rows are being written.
    Applying,
    /// All is written.
    Applied,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 6] =
        [Self::Arriving, Self::Mapping, Self::Checking, Self::Checked, Self::Applying, Self::Applied];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Arriving => "arriving",
            Self::Mapping => "mapping",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Applying => "applying",
            Self::Applied => "applied",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowOutcome {
    /// An agency that is not on the register.
    New,
    /// An agency that is on the register, with something to change.
    Update,
    /// An agency that is on the register as the row says.
    Same,
    /// Perhaps an agency that is on the register: a person decides.
    Double,
    /// More about the agency of a row above.
    Joined,
    /// An empty row.
    Skipped,
    /// A row that cannot be read.
    Error,
}

impl RowOutcome {
    /// Every fate, in the order pages show them.
    pub const ALL: [Self; 7] =
        [Self::New, Self::Update, Self::Double, Self::Error, Self::Joined, Self::Same, Self::Skipped];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update => "update",
            Self::Same => "same",
            Self::Double => "double",
            Self::Joined => "joined",
            Self::Skipped => "skipped",
            Self::Error => "error",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Update => "Update",
            Self::Same => "No change",
            Self::Double => "Already there?",
            Self::Joined => "Goes with another row",
            Self::Skipped => "Empty",
            Self::Error => "Cannot be read",
        }
    }

    /// What it means, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::New => "An agency that is not on the register. It will be added.",
            Self::Update => "An agency on the register. What the row says is new will be changed.",
            Self::Same => "On the register already, and nothing would change.",
            Self::Double => "It may be on the register already. It is left out unless you choose.",
            Self::Joined => "More about the agency of a row above. Both are put together.",
            Self::Skipped => "An empty row.",
            Self::Error => "The row is left out. The reason says what to mend in the file.",
        }
    }
}
