//! Why a file could not be stored or read.

use std::error::Error;
use std::io;

use crypto::OpenError;
use crypto::stream::TooMuch;

/// Why a file could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// It is not what was sealed here: changed, cut, moved, or of another key.
    #[error("a stored file did not open")]
    Sealed(#[from] OpenError),
    /// It is longer than the caller takes, or than a sealed stream can be.
    #[error("a file is too long")]
    TooLong,
    /// The store does not answer, is full, or refuses.
    #[error("the file store is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(Box::new(other)),
        }
    }
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        Self::Unavailable(Box::new(error))
    }
}

impl From<TooMuch> for BlobError {
    fn from(_: TooMuch) -> Self {
        Self::TooLong
    }
}
