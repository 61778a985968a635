//! From columns to domain types and back: a value that makes no sense is named, never guessed at.

use domain::platform::id::Id;

use crate::error::StoreError;

/// An identifier from its column.
pub(super) fn id<T>(text: &str, table: &'static str, column: &'static str) -> Result<Id<T>, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt { table, column })
}

/// An identifier from a column that may be empty.
pub(super) fn id_if<T>(
    text: Option<&str>,
    table: &'static str,
    column: &'static str,
) -> Result<Option<Id<T>>, StoreError> {
    text.map(|text| id(text, table, column)).transpose()
}

/// A code from its column, read by the domain's own table.
pub(super) fn code<T>(known: Option<T>, table: &'static str, column: &'static str) -> Result<T, StoreError> {
    known.ok_or(StoreError::Corrupt { table, column })
}

/// One row changed, or the row was another by then.
pub(super) fn one_changed(rows: usize) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// What is stored as JSON.
pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt { table: "json", column: "value" })
}

/// What was stored as JSON.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    text: &str,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { table, column })
}

/// A word in which nothing stands for something else in a `LIKE` pattern.
pub(super) fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
