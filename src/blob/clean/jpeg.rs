//! JPEG (ITU-T T.81): only the segments that draw the picture are kept.

use bytes::Bytes;
use img_parts::ImageEXIF;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::error::CleanError;
use super::exif;

/// What becomes of the note which way up the picture is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    /// It stays: viewers turn the picture by it.
    Keep,
    /// It goes: within a PDF nobody reads it.
    Drop,
}

/// The picture alone.
pub(super) fn strip(original: &[u8], orientation: Orientation) -> Result<Vec<u8>, CleanError> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(original))?;
    let turned = jpeg.exif().and_then(|exif| exif::orientation(&exif));
    let turned = turned.filter(|_| orientation == Orientation::Keep);
    let segments = jpeg.segments_mut();
    *segments = std::mem::take(segments).into_iter().filter_map(keep_segment).collect();
    jpeg.set_exif(turned.map(|value| exif::only_orientation(value).into()));
    let before_scan = scan_start(&jpeg).ok_or(CleanError::Unreadable)?;
    let encoded = jpeg.encoder().bytes();
    let (head, scans) = encoded.split_at_checked(before_scan).ok_or(CleanError::Unreadable)?;
    let mut picture = head.to_vec();
    copy_scans(scans, &mut picture)?;
    Ok(picture)
}

/// Where the first scan starts, after at least a frame header.
fn scan_start(jpeg: &Jpeg) -> Option<usize> {
    let segments = jpeg.segments();
    let scan = segments.iter().position(|segment| segment.marker() == markers::SOS)?;
    let before = segments.get(..scan)?;
    let framed = before.iter().any(|segment| draws(segment.marker()) && segment.marker() <= markers::SOF15);
    framed.then(|| 2 + before.iter().map(JpegSegment::len).sum::<usize>())
}

/// The segment as it is kept, if it is.
fn keep_segment(segment: JpegSegment) -> Option<JpegSegment> {
    let contents = segment.contents();
    match segment.marker() {
        // Without the small picture that JFIF allows in it: it may show what was cut off.
        markers::APP0 if contents.starts_with(b"JFIF\0") => {
            let plain = [contents.get(..12)?, &[0, 0]].concat();
            Some(JpegSegment::new_with_contents(markers::APP0, plain.into()))
        }
        // Colour profile.
        markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") => Some(segment),
        // Adobe's note of how colours are stored; without it they come out wrong.
        markers::APP14 if contents.starts_with(b"Adobe") => {
            Some(JpegSegment::new_with_contents(markers::APP14, contents.slice(..contents.len().min(12))))
        }
        marker if draws(marker) => Some(segment),
        _ => None,
    }
}

/// Frames, tables, scans, lines and restart intervals.
fn draws(marker: u8) -> bool {
    matches!(marker, markers::SOF0..=markers::SOF15 if marker != markers::JPG)
        || matches!(marker, markers::SOS..=markers::DRI)
}

/// Copies the scans up to the end of the image, leaving out what else stands between them and after them.
fn copy_scans(mut rest: &[u8], picture: &mut Vec<u8>) -> Result<(), CleanError> {
    loop {
        let (data, marker, after) = next_marker(rest).ok_or(CleanError::Unreadable)?;
        picture.extend_from_slice(data);
        if marker == markers::EOI {
            picture.extend_from_slice(&[markers::P, markers::EOI]);
            return Ok(());
        }
        let length = after.first_chunk().map(|&length| usize::from(u16::from_be_bytes(length)));
        let (segment, following) = length
            .filter(|&length| length >= 2)
            .and_then(|length| after.split_at_checked(length))
            .ok_or(CleanError::Unreadable)?;
        if draws(marker) {
            picture.extend_from_slice(&[markers::P, marker]);
            picture.extend_from_slice(segment);
        }
        rest = following;
    }
}

/// Splits at the next marker that is neither a stuffed byte, nor a restart, nor filling.
fn next_marker(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let real = |marker: u8| !matches!(marker, markers::Z | markers::P | markers::RST0..=markers::RST7);
    let at = pairs
        .enumerate()
        .find_map(|(at, (&first, &second))| (first == markers::P && real(second)).then_some(at))?;
    Some((bytes.get(..at)?, *bytes.get(at + 1)?, bytes.get(at + 2..)?))
}
