//! Why a file, or a list sent as a file, was not taken.

use crate::platform::attachment::{FileName, FileProblem};

/// Why files were not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileReason {
    /// One of them will not do.
    Refused {
        /// The name it came with: several may have been chosen at once.
        name: FileName,
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// There are more than this.
    TooMany(usize),
    /// None was chosen.
    NoneChosen,
    /// More than one was chosen, where one is meant.
    Several,
    /// More than one was chosen, where one is meant and several could be put into one.
    Separate,
    /// It is no table.
    Sheet(SheetProblem),
}

/// Why a file is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetProblem {
    /// Nothing is in it.
    Empty,
    /// It has more bytes or rows than are read.
    TooLong,
    /// It has more columns than are read.
    TooWide,
    /// It is damaged, or no table.
    Unreadable,
}
