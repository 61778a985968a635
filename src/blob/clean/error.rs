//! Why a file could not be cleaned.

/// Why no cleaned copy could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CleanError {
    /// Nobody knows how to clean this kind.
    #[error("this kind of file cannot be cleaned")]
    Unsupported,
    /// The file is damaged, or not what its kind says.
    #[error("the file could not be read to clean it")]
    Unreadable,
    /// The file is locked with a password.
    #[error("the file is locked with a password")]
    Protected,
    /// Reading it would take too much memory.
    #[error("the file is too complex to clean")]
    TooComplex,
}

impl From<img_parts::Error> for CleanError {
    fn from(_: img_parts::Error) -> Self {
        Self::Unreadable
    }
}
