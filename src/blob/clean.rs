//! Copies without hidden details: place, device, author, history.
//!
//! The original is kept as it came; the cleaned copy is what staff open first. Pixels, sound and words are
//! never re-encoded: what is not needed to show them is left out.

mod exif;
mod jpeg;
mod pdf;
mod pdf_limit;
mod png;
mod webp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::platform::attachment::FileKind;

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

/// A copy of `original` without EXIF, XMP, GPS, IPTC, comments, document properties and trailing data.
///
/// Colour profiles stay, and which way up a photo is. Takes a few times the file's size in memory (a PDF
/// made to hurt: up to about 1.5 GB), and up to seconds: call it off the async threads, few at a time.
///
/// # Errors
/// [`CleanError`]; the original then has to be opened with a warning.
pub fn clean(kind: FileKind, original: &[u8]) -> Result<Vec<u8>, CleanError> {
    // The parsers are not ours and the bytes are hostile.
    catch_unwind(AssertUnwindSafe(|| strip(kind, original))).unwrap_or(Err(CleanError::Unreadable))
}

fn strip(kind: FileKind, original: &[u8]) -> Result<Vec<u8>, CleanError> {
    match kind {
        FileKind::Jpeg => jpeg::strip(original, jpeg::Orientation::Keep),
        FileKind::Png => png::strip(original),
        FileKind::Webp => webp::strip(original),
        FileKind::Pdf => pdf::strip(original),
        _ => Err(CleanError::Unsupported),
    }
}

impl From<img_parts::Error> for CleanError {
    fn from(_: img_parts::Error) -> Self {
        Self::Unreadable
    }
}

#[cfg(test)]
mod tests;
