//! WebP (RFC 9649): only the chunks that draw the picture are kept.

use bytes::Bytes;
use img_parts::ImageEXIF;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{
    CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X, WebP,
};

use super::error::CleanError;
use super::exif;

const KEPT: [[u8; 4]; 7] =
    [CHUNK_VP8X, CHUNK_ICCP, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ALPH, CHUNK_VP8, CHUNK_VP8L];
/// In the first byte of VP8X: there is XMP.
const XMP_FLAG: u8 = 0b0000_0100;
/// The fixed part of an animation frame, before its chunks.
const FRAME_HEADER: usize = 16;

/// The picture alone.
pub(super) fn strip(original: &[u8]) -> Result<Vec<u8>, CleanError> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(original))?;
    let turned = webp.exif().and_then(|exif| exif::orientation(&exif));
    let chunks = std::mem::take(webp.chunks_mut());
    let kept: Option<Vec<RiffChunk>> =
        chunks.into_iter().filter(|chunk| KEPT.contains(&chunk.id())).map(clean_chunk).collect();
    *webp.chunks_mut() = kept.ok_or(CleanError::Unreadable)?;
    if ![CHUNK_VP8, CHUNK_VP8L, CHUNK_ANMF].into_iter().any(|id| webp.has_chunk(id)) {
        return Err(CleanError::Unreadable);
    }
    webp.set_exif(turned.map(|value| exif::only_orientation(value).into()));
    Ok(webp.encoder().bytes().to_vec())
}

fn clean_chunk(chunk: RiffChunk) -> Option<RiffChunk> {
    let id = chunk.id();
    let data = chunk.content().data()?;
    let cleaned = match id {
        CHUNK_VP8X => clean_flags(data)?,
        CHUNK_ANMF => clean_frame(data)?,
        _ => return Some(chunk),
    };
    Some(RiffChunk::new(id, RiffContent::Data(cleaned.into())))
}

fn clean_flags(data: &[u8]) -> Option<Vec<u8>> {
    let mut flags = data.get(..10)?.to_vec();
    *flags.first_mut()? &= !XMP_FLAG;
    Some(flags)
}

/// A frame may carry chunks of any kind beside its picture.
fn clean_frame(data: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = data.split_at_checked(FRAME_HEADER)?;
    let mut frame = header.to_vec();
    while !rest.is_empty() {
        let id: [u8; 4] = *rest.first_chunk()?;
        let size = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(size.checked_add(8 + size % 2)?)?;
        if [CHUNK_ALPH, CHUNK_VP8, CHUNK_VP8L].contains(&id) {
            frame.extend_from_slice(chunk);
        }
        rest = after;
    }
    Some(frame)
}
