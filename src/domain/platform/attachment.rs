//! Attached files: which kinds are accepted, how large, under what name, and how content is judged.
//!
//! A file is judged by its bytes, never by its name or by what the browser says it is.

mod kind;
mod name;
mod padding;

use crate::form::key::Key;

pub use kind::FileKind;
pub use name::FileName;
pub use padding::padded_size;

/// The name of the field for files.
pub const FILES: Key = Key::new("files");

/// A file that came with a concern or a message, as the people who may open it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its identifier.
    pub id: crate::platform::id::Id<Attachment>,
    /// The name it came with, made safe to show.
    pub name: FileName,
    /// What it is, judged by its content.
    pub kind: FileKind,
    /// Its size, bytes.
    pub size: u64,
    /// The SHA-256 digest of its bytes as they came: 64 hexadecimal digits.
    pub sha256: String,
}

/// How many files one concern or message may carry.
pub const MAX_FILES: usize = 10;

/// The largest file accepted, in bytes. People are told "25 MB". Phones count a megabyte as 1,000,000 bytes,
/// Windows as 1,048,576: what either calls 25 MB is taken.
pub const MAX_FILE_BYTES: u64 = 25 * 1024 * 1024;

/// Why a file is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// It has no bytes.
    #[error("file empty")]
    Empty,
    /// It is larger than [`MAX_FILE_BYTES`].
    #[error("file too large")]
    TooLarge,
    /// Its content is none of the accepted kinds, or carries a programme.
    #[error("file of a kind not accepted")]
    WrongKind,
    /// It could be read as two kinds at once.
    #[error("file of two kinds at once")]
    Mixed,
    /// It would unpack to far more than it is.
    #[error("file unpacks to too much")]
    Bomb,
    /// It is locked with a password.
    #[error("file locked with a password")]
    Protected,
}
