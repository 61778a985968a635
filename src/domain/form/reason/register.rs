//! Why something was not written into the register.

/// Why something was not written into the register, or not taken out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterReason {
    /// No agency was chosen.
    NoAgency,
    /// No other agency was chosen, to be merged into this.
    NoOtherAgency,
    /// Nothing was chosen that is to change.
    NothingToChange,
    /// The address of an agency is withheld, and would be written down.
    AddressWithheld,
    /// The address of an agency is withheld, and its postcode would be written down.
    PostcodeWithheld,
    /// It was not said what kind of engagement it was.
    NoActivity,
    /// The day is further ahead than engagements are planned.
    TooFarAhead,
    /// It was not said what was handed out.
    NoEdition,
    /// A campaign ends before it begins.
    EndsBeforeItBegins,
    /// Nothing is asked for.
    NothingWanted,
    /// It was not said where to send something.
    NowhereToSend,
    /// What is to be sent would go to an address that is withheld.
    SentToWithheld,
    /// As many requests of the agency are open as may be.
    TooManyRequests,
    /// The day until which an agency is not to be called is not within the next year.
    NotWithinAYear,
    /// It was not said what was said in a call.
    NothingSaid,
    /// It was not said why.
    NoReason,
    /// A filter has no name.
    NoFilterName,
    /// A filter is too long to keep.
    FilterTooLong,
    /// No column of a list holds the names of the agencies.
    NoNameColumn,
    /// A later merge stands in the way of undoing this one.
    LaterMerge,
}

/// Why a district was not added or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DistrictReason {
    /// It has no force.
    NoForce,
    /// It has no name.
    NoName,
    /// Another district of the force has this name.
    NameTaken,
    /// A column without a row.
    RowAlone,
    /// A row without a column.
    ColumnAlone,
    /// No row of the map.
    RowOutside {
        /// The last one.
        last: u8,
    },
    /// No column of the map.
    ColumnOutside {
        /// The last one.
        last: u8,
    },
    /// Something else stands there.
    PositionTaken {
        /// Its name.
        by: String,
    },
}
