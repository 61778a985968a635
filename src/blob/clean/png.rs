//! PNG (W3C, third edition): only the chunks that draw the picture are kept.

use bytes::Bytes;
use img_parts::png::{Png, PngChunk};

use super::error::CleanError;

/// Picture, palette, transparency, colours, resolution and animation. Text, times, EXIF and all else go.
const KEPT: [[u8; 4]; 18] = [
    *b"IHDR", *b"PLTE", *b"tRNS", *b"cHRM", *b"gAMA", *b"iCCP", *b"sBIT", *b"sRGB", *b"cICP", *b"mDCV",
    *b"cLLI", *b"bKGD", *b"pHYs", *b"acTL", *b"fcTL", *b"fdAT", *b"IDAT", *b"IEND",
];

/// The picture alone.
pub(super) fn strip(original: &[u8]) -> Result<Vec<u8>, CleanError> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(original))?;
    let has = |kind: &[u8; 4]| png.chunk_by_type(*kind).is_some();
    let starts_well = png.chunks().first().is_some_and(|chunk| chunk.kind() == *b"IHDR");
    if !starts_well || !has(b"IDAT") || !has(b"IEND") {
        return Err(CleanError::Unreadable);
    }
    png.chunks_mut().retain(|chunk| KEPT.contains(&chunk.kind()));
    let end = png.chunks_mut().iter_mut().filter(|chunk| chunk.kind() == *b"IEND");
    end.for_each(|chunk| *chunk = PngChunk::new(*b"IEND", Bytes::new()));
    Ok(png.encoder().bytes().to_vec())
}
