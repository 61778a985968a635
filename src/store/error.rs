//! What can go wrong with stored data.

use diesel::result::{DatabaseErrorKind, Error};

/// A failure of the store. It knows nothing of pages or status codes.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row with this key exists, or one that it needs does not.
    #[error("a row conflicts with another ({0})")]
    Conflict(String),
    /// Somebody else changed the row meanwhile.
    #[error("the row changed meanwhile")]
    Stale,
    /// A stored row makes no sense: the table and column are named, the content is not.
    #[error("{table}.{column} holds what it should not")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
    /// Too much is waiting, or writers kept getting in each other's way: trying again later helps.
    #[error("the database is busy")]
    Busy,
    /// Two transactions could not both be right: the write runs again.
    #[error("the transaction must run again")]
    Again,
    /// The disk is full, or files cannot be written.
    #[error("the database cannot be written")]
    Full,
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// The commit was asked for, and no answer came: it may have taken place. Whatever the write refers to
    /// must stay, and whoever asked must be able to ask again without doing it twice.
    #[error("it is not known whether the write took place: {0}")]
    Unconfirmed(String),
    /// The tables could not be brought up to date.
    #[error("the database could not be migrated: {0}")]
    Migration(String),
    /// Anything else.
    #[error("the database refused a statement: {0}")]
    Other(String),
}

impl StoreError {
    /// What a failed commit tells. Unless the engine itself says that it undid the transaction, nobody knows:
    /// the commit may have reached the disk before the connection was cut, or before the file system gave an
    /// error.
    pub(super) fn of_commit(self) -> Self {
        match self {
            Self::Again | Self::Conflict(_) => self,
            other => Self::Unconfirmed(other.to_string()),
        }
    }

    /// The same error for each of the jobs that shared a failed commit.
    pub(super) fn share(&self) -> Self {
        match self {
            Self::Full => Self::Full,
            Self::Again | Self::Busy => Self::Busy,
            Self::Unconfirmed(cause) => Self::Unconfirmed(cause.clone()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// An error that a write may end with: it tells whether the store was the cause.
pub trait WriteError: From<StoreError> + Send + 'static {
    /// The store's own error, if that is what happened.
    fn store(&self) -> Option<&StoreError>;
}

impl WriteError for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DatabaseError(kind, info) => from_database(kind, info.message()),
            other => Self::Other(other.to_string()),
        }
    }
}

fn from_database(kind: DatabaseErrorKind, message: &str) -> StoreError {
    match kind {
        DatabaseErrorKind::UniqueViolation | DatabaseErrorKind::ForeignKeyViolation => {
            StoreError::Conflict(message.to_owned())
        }
        DatabaseErrorKind::SerializationFailure => StoreError::Again,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            StoreError::Unavailable(message.to_owned())
        }
        // SQLite names its conditions only in words, PostgreSQL some of them.
        _ if message.contains("database is locked") || message.contains("deadlock detected") => {
            StoreError::Again
        }
        _ if ["disk is full", "disk I/O error", "readonly database", "No space left", "unable to open"]
            .iter()
            .any(|words| message.contains(words)) =>
        {
            StoreError::Full
        }
        _ if [
            "terminating connection",
            "server closed the connection",
            "shutting down",
            "no connection to the server",
        ]
        .iter()
        .any(|words| message.contains(words)) =>
        {
            StoreError::Unavailable(message.to_owned())
        }
        _ => StoreError::Other(message.to_owned()),
    }
}
