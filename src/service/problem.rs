//! Why a use case did not do what was asked.

use blob::BlobError;
use crypto::OpenError;
use domain::casework::approval::decision::Refused as NotApproved;
use domain::casework::case::command::Refused;
use domain::form::errors::Errors;
use domain::form::key::Place;
use domain::form::reason::Reason;
use domain::platform::attachment::FileProblem;
use store::{StoreError, WriteError};

/// A use case's refusal or failure. It knows nothing of pages or status codes.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such thing, or not for this person: the two look alike.
    #[error("there is no such thing")]
    Missing,
    /// The visit or the session is over: it was left, or it ran out.
    #[error("the visit or the session is over")]
    SessionExpired,
    /// The case was not opened in this session: whether they know the person is asked first.
    #[error("the case was not opened in this session")]
    NotOpened,
    /// What was typed will not do.
    #[error("what was typed will not do")]
    Invalid(Errors),
    /// A file will not do.
    #[error("a file will not do")]
    File(FileProblem),
    /// Somebody else changed it meanwhile.
    #[error("it changed meanwhile")]
    Stale,
    /// A case cannot be given to whoever was named.
    #[error("{0}")]
    Refused(Refused),
    /// An approval is not asked for, decided or taken back.
    #[error("{0}")]
    NotApproved(NotApproved),
    /// What was sealed does not open: it was changed or moved.
    #[error("a sealed record did not open")]
    Sealed,
    /// Too much is going on: later it will work.
    #[error("busy")]
    Busy,
    /// It is not known whether what was sent is kept: the answer of the database was lost. Sending it again
    /// does it once.
    #[error("{0}")]
    Unconfirmed(String),
    /// The store or the folder of files does not work: what was sent is not kept.
    #[error("the store does not work: {0}")]
    Unavailable(String),
}

impl Problem {
    /// One field will not do.
    pub fn invalid(place: impl Into<Place>, reason: impl Into<Reason>) -> Self {
        Self::Invalid(Errors::one(place, reason))
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale | StoreError::Again => Self::Stale,
            StoreError::Busy => Self::Busy,
            error @ StoreError::Unconfirmed(_) => Self::Unconfirmed(error.to_string()),
            other => Self::Unavailable(other.to_string()),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(_: OpenError) -> Self {
        Self::Sealed
    }
}

impl From<BlobError> for Problem {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Missing | BlobError::Sealed(_) => Self::Sealed,
            BlobError::TooLong => Self::File(FileProblem::TooLarge),
            BlobError::Unavailable(cause) => Self::Unavailable(cause.to_string()),
        }
    }
}

impl From<FileProblem> for Problem {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<Refused> for Problem {
    /// What is not possible any more, or not for this person, is drawn anew; what they may not see does not
    /// exist.
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotNow | Refused::NotTheirs | Refused::NoMailbox => Self::Stale,
            Refused::KeptOut => Self::Missing,
            Refused::AssigneeElsewhere | Refused::AssigneeConflicted => Self::Refused(refused),
        }
    }
}

impl From<NotApproved> for Problem {
    /// What belongs to another desk does not exist.
    fn from(refused: NotApproved) -> Self {
        match refused {
            NotApproved::NotAtDesk => Self::Missing,
            refused => Self::NotApproved(refused),
        }
    }
}

/// What a write of a use case may end with: its own refusal, or the store's error as it was, so that the
/// store can tell when to run the write again.
#[derive(Debug)]
pub enum TxError {
    /// The store.
    Store(StoreError),
    /// The use case.
    Problem(Problem),
}

impl From<StoreError> for TxError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Problem> for TxError {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<TxError> for Problem {
    fn from(halt: TxError) -> Self {
        match halt {
            TxError::Store(error) => error.into(),
            TxError::Problem(problem) => problem,
        }
    }
}

impl WriteError for TxError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Problem(_) => None,
        }
    }
}
