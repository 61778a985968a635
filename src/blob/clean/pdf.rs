//! PDF (ISO 32000-2): rewritten from its current objects, without properties, scripts, attachments and history.

use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};

use super::{CleanError, jpeg, pdf_limit};

/// Entries that describe, run or carry something beside the pages.
const DROPPED: [&[u8]; 19] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"SpiderInfo",
    b"Thumb",
    b"AA",
    b"OpenAction",
    b"JavaScript",
    b"JS",
    b"EmbeddedFiles",
    b"EF",
    b"RF",
    b"AF",
    b"XFA",
    b"Collection",
    b"RichMediaContent",
    b"Renditions",
    b"URLS",
    b"IDS",
];
/// Actions that run, send or open something (12.6.4). Links stay as they are.
const ACTIONS: [&[u8]; 12] = [
    b"Launch",
    b"JavaScript",
    b"SubmitForm",
    b"ImportData",
    b"GoToR",
    b"GoToE",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"RichMediaExecute",
    b"ResetForm",
    b"Hide",
];
/// Who wrote a note on a page, and when.
const NOTE_ENTRIES: [&[u8]; 4] = [b"T", b"M", b"CreationDate", b"NM"];

/// The pages alone.
pub(super) fn strip(original: &[u8]) -> Result<Vec<u8>, CleanError> {
    let max_decompressed_size = Some(pdf_limit::per_stream(original)?);
    let options = LoadOptions { max_decompressed_size, ..LoadOptions::default() };
    let mut pdf = Document::load_mem_with_options(original, options).map_err(|_| refusal(original))?;
    if pdf.is_encrypted() || pdf.trailer.has(b"Encrypt") {
        return Err(CleanError::Protected);
    }
    if pdf.page_iter().next().is_none() {
        return Err(CleanError::Unreadable);
    }
    strip_trailer(&mut pdf);
    pdf.objects.values_mut().try_for_each(strip_object)?;
    pdf.prune_objects();
    pdf.renumber_objects();
    let mut cleaned = Vec::with_capacity(original.len());
    pdf.save_to(&mut cleaned).map_err(|_| CleanError::Unreadable)?;
    Ok(cleaned)
}

fn refusal(original: &[u8]) -> CleanError {
    let locked = original.windows(8).any(|window| window == b"/Encrypt");
    if locked { CleanError::Protected } else { CleanError::Unreadable }
}

/// Only the way to the pages stays; `ID` would tell one saving of a document from another.
fn strip_trailer(pdf: &mut Document) {
    let root = pdf.trailer.remove(b"Root");
    pdf.trailer = Dictionary::new();
    if let Some(root) = root {
        pdf.trailer.set("Root", root);
    }
}

/// Nesting is bounded by the parser.
fn strip_object(object: &mut Object) -> Result<(), CleanError> {
    match object {
        Object::Array(items) => items.iter_mut().try_for_each(strip_object),
        Object::Dictionary(entries) => strip_entries(entries),
        Object::Stream(stream) => strip_stream(stream),
        _ => Ok(()),
    }
}

fn strip_entries(entries: &mut Dictionary) -> Result<(), CleanError> {
    if is_name(entries, b"S", &ACTIONS) {
        *entries = Dictionary::new();
        return Ok(());
    }
    for key in DROPPED {
        entries.remove(key);
    }
    let note = entries.has(b"Rect") && entries.has(b"Subtype") && !is_name(entries, b"Subtype", &[b"Widget"]);
    for key in NOTE_ENTRIES.into_iter().filter(|_| note) {
        entries.remove(key);
    }
    entries.iter_mut().try_for_each(|(_, value)| strip_object(value))
}

fn strip_stream(stream: &mut Stream) -> Result<(), CleanError> {
    if is_name(&stream.dict, b"Type", &[b"Metadata", b"EmbeddedFile"]) {
        *stream = Stream::new(Dictionary::new(), Vec::new());
        return Ok(());
    }
    strip_entries(&mut stream.dict)?;
    if is_jpeg(stream) {
        strip_picture(stream)?;
    }
    Ok(())
}

/// Photos are kept in a PDF as they came from the camera.
fn strip_picture(stream: &mut Stream) -> Result<(), CleanError> {
    match jpeg::strip(&stream.content, jpeg::Orientation::Drop) {
        Ok(picture) => {
            stream.set_content(picture);
            Ok(())
        }
        Err(_) if tells(&stream.content) => Err(CleanError::Unreadable),
        Err(_) => Ok(()),
    }
}

/// Whether a picture that could not be read seems to hold hidden details.
fn tells(content: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"Exif\0", b"ns.adobe.com/x", b"Photoshop 3.0"];
    marks.iter().any(|mark| content.windows(mark.len()).any(|window| window == *mark))
}

fn is_jpeg(stream: &Stream) -> bool {
    stream.filters().is_ok_and(|filters| matches!(filters.as_slice(), [b"DCTDecode" | b"DCT"]))
}

fn is_name(entries: &Dictionary, key: &[u8], names: &[&[u8]]) -> bool {
    entries.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
}
