//! PDF (ISO 32000-2): rewritten from its current objects, without properties, scripts, attachments and
//! history.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::error::CleanError;
use super::{jpeg, pdf_limit};

/// Entries that describe, run or carry something beside the pages.
const DROPPED: [&[u8]; 20] = [
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
    b"CreatorInfo",
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

/// What pictures that are packed once more may unpack to together, in bytes.
const MAX_PICTURES: usize = 128 * 1024 * 1024;

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
    let mut stripper = Stripper { names: names(&pdf), room: MAX_PICTURES };
    pdf.objects.values_mut().try_for_each(|object| stripper.object(object))?;
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

/// Names that are objects of their own, behind which an action could hide what it is.
fn names(pdf: &Document) -> BTreeMap<ObjectId, Object> {
    let objects = pdf.objects.iter();
    objects.filter(|(_, object)| object.as_name().is_ok()).map(|(&id, name)| (id, name.clone())).collect()
}

/// Strips objects, one by one. Their nesting is bounded by the parser.
struct Stripper {
    names: BTreeMap<ObjectId, Object>,
    /// What pictures may still unpack to.
    room: usize,
}

impl Stripper {
    fn object(&mut self, object: &mut Object) -> Result<(), CleanError> {
        match object {
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.object(item)),
            Object::Dictionary(entries) => self.entries(entries),
            Object::Stream(stream) => self.stream(stream),
            Object::Reference(id) => {
                if let Some(name) = self.names.get(id) {
                    *object = name.clone();
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn entries(&mut self, entries: &mut Dictionary) -> Result<(), CleanError> {
        for key in DROPPED {
            entries.remove(key);
        }
        let note =
            entries.has(b"Rect") && entries.has(b"Subtype") && !is_name(entries, b"Subtype", &[b"Widget"]);
        for key in NOTE_ENTRIES.into_iter().filter(|_| note) {
            entries.remove(key);
        }
        entries.iter_mut().try_for_each(|(_, value)| self.object(value))?;
        if is_name(entries, b"S", &ACTIONS) {
            *entries = Dictionary::new();
        }
        Ok(())
    }

    fn stream(&mut self, stream: &mut Stream) -> Result<(), CleanError> {
        self.entries(&mut stream.dict)?;
        if is_name(&stream.dict, b"Type", &[b"Metadata", b"EmbeddedFile"]) {
            *stream = Stream::new(Dictionary::new(), Vec::new());
            return Ok(());
        }
        let filters: Vec<Vec<u8>> =
            stream.filters().unwrap_or_default().into_iter().map(<[u8]>::to_vec).collect();
        match filters.split_last() {
            Some((last, before)) if last == b"DCTDecode" || last == b"DCT" => self.photo(stream, before),
            _ => Ok(()),
        }
    }

    /// Photos are kept in a PDF as they came from the camera, sometimes packed once more.
    fn photo(&mut self, stream: &mut Stream, packed_by: &[Vec<u8>]) -> Result<(), CleanError> {
        let unpacked =
            if packed_by.is_empty() { stream.content.clone() } else { self.unpack(stream, packed_by)? };
        match jpeg::strip(&unpacked, jpeg::Orientation::Drop) {
            Ok(photo) if photo != unpacked => {
                stream.dict.set("Filter", "DCTDecode");
                stream.dict.remove(b"DecodeParms");
                stream.set_content(photo);
                Ok(())
            }
            Err(_) if tells(&unpacked) => Err(CleanError::Unreadable),
            _ => Ok(()),
        }
    }

    fn unpack(&mut self, stream: &Stream, packed_by: &[Vec<u8>]) -> Result<Vec<u8>, CleanError> {
        let mut packed = Stream::new(stream.dict.clone(), stream.content.clone());
        let filters = packed_by.iter().map(|filter| Object::Name(filter.clone())).collect::<Vec<_>>();
        packed.dict.set("Filter", filters);
        let unpacked =
            packed.decompressed_content_with_limit(self.room).map_err(|_| CleanError::TooComplex)?;
        self.room = self.room.saturating_sub(unpacked.len());
        Ok(unpacked)
    }
}

/// Whether a picture that could not be read seems to hold hidden details.
fn tells(content: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"Exif\0", b"ns.adobe.com/x", b"Photoshop 3.0"];
    marks.iter().any(|mark| content.windows(mark.len()).any(|window| window == *mark))
}

fn is_name(entries: &Dictionary, key: &[u8], names: &[&[u8]]) -> bool {
    entries.get(key).and_then(Object::as_name).is_ok_and(|name| names.contains(&name))
}
