//! Copies without hidden details: place, device, author, history.
//!
//! The original is kept as it came; the cleaned copy is what staff open first. Pixels, sound and words are
//! never re-encoded: what is not needed to show them is left out.

mod error;
mod exif;
mod jpeg;
mod pdf;
mod pdf_limit;
mod png;
mod webp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::platform::attachment::FileKind;

pub use error::CleanError;

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

#[cfg(test)]
mod tests;
