//! ZIP directories (PKWARE APPNOTE 6.3), read from the end of the file and believed only when they add up.
//!
//! Nothing is unpacked: what an archive declares is judged, and what contradicts itself is refused.

use std::collections::HashSet;

use domain::platform::attachment::{FileKind, FileProblem};

/// The most that an archive may declare to unpack to, in bytes.
const MAX_UNPACKED: u64 = 300 * 1024 * 1024;
/// The highest ratio of unpacked to packed bytes.
const MAX_RATIO: u64 = 200;
/// Below this, a high ratio is only emptiness.
const RATIO_FLOOR: u64 = 1024 * 1024;
/// The most entries.
const MAX_ENTRIES: usize = 10_000;

const END_LENGTH: usize = 22;
const END_MARK: [u8; 4] = *b"PK\x05\x06";
const ENTRY_MARK: [u8; 4] = *b"PK\x01\x02";
const ODT_TYPE: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Endings that are archives or programmes. Office formats stay allowed: charts embed their tables.
const REFUSED_ENDINGS: [&str; 34] = [
    "zip", "jar", "war", "apk", "rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "iso", "exe",
    "dll", "scr", "com", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi", "lnk", "sh",
    "py", "docm", "xlsm", "pptm",
];

/// The end-of-directory record.
pub(super) struct End {
    /// Where the record starts in the bytes searched.
    at: usize,
    entries: usize,
    size: usize,
    offset: u64,
    comment: usize,
}

struct Entry<'a> {
    name: &'a [u8],
    encrypted: bool,
    packed: u64,
    unpacked: u64,
    offset: u64,
}

/// The last end-of-directory record in `tail`, if there is one.
pub(super) fn find_end(tail: &[u8]) -> Option<End> {
    let starts = 0..=tail.len().checked_sub(END_LENGTH)?;
    starts.rev().find_map(|at| read_end(tail.get(at..)?, at))
}

fn read_end(record: &[u8], at: usize) -> Option<End> {
    if !record.starts_with(&END_MARK) || u32_at(record, 4)? != 0 {
        return None;
    }
    Some(End {
        at,
        entries: usize::from(u16_at(record, 10)?),
        size: usize::try_from(u32_at(record, 12)?).ok()?,
        offset: u64::from(u32_at(record, 16)?),
        comment: usize::from(u16_at(record, 20)?),
    })
}

/// Judges an archive by its head, its last bytes and its size: a Word or `OpenDocument` text, or not
/// accepted.
pub(super) fn judge(head: &[u8], tail: &[u8], size: u64) -> Result<FileKind, FileProblem> {
    let end = find_end(tail).ok_or(FileProblem::WrongKind)?;
    let whole = end.at + END_LENGTH + end.comment == tail.len();
    let start = end.at.checked_sub(end.size);
    let tail_starts = size.saturating_sub(tail.len() as u64);
    let Some(start) = start else {
        // A directory longer than the window: more entries than any document has.
        return Err(if tail_starts > 0 { FileProblem::Bomb } else { FileProblem::Mixed });
    };
    if !whole || end.offset != tail_starts + start as u64 {
        return Err(FileProblem::Mixed);
    }
    let directory = tail.get(start..end.at).unwrap_or_default();
    let entries = read_entries(directory, end.entries)?;
    judge_sizes(&entries, size)?;
    judge_names(&entries)?;
    document_kind(head, &entries).ok_or(FileProblem::WrongKind)
}

fn read_entries(mut directory: &[u8], count: usize) -> Result<Vec<Entry<'_>>, FileProblem> {
    if count > MAX_ENTRIES {
        return Err(FileProblem::Bomb);
    }
    let mut entries = Vec::with_capacity(count.min(1024));
    while !directory.is_empty() {
        let (entry, rest) = read_entry(directory).ok_or(FileProblem::WrongKind)?;
        entries.push(entry);
        directory = rest;
    }
    if entries.len() == count { Ok(entries) } else { Err(FileProblem::Mixed) }
}

fn read_entry(record: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    if !record.starts_with(&ENTRY_MARK) {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|at| u16_at(record, at).map(usize::from));
    let name_end = 46 + name?;
    let entry = Entry {
        name: record.get(46..name_end)?,
        encrypted: u16_at(record, 8)? & 1 != 0,
        packed: u64::from(u32_at(record, 20)?),
        unpacked: u64::from(u32_at(record, 24)?),
        offset: u64::from(u32_at(record, 42)?),
    };
    Some((entry, record.get(name_end + extra? + comment?..)?))
}

fn judge_sizes(entries: &[Entry<'_>], size: u64) -> Result<(), FileProblem> {
    let packed: u64 = entries.iter().map(|entry| entry.packed).sum();
    let unpacked: u64 = entries.iter().map(|entry| entry.unpacked).sum();
    let ratio_high = unpacked > RATIO_FLOOR && unpacked > packed.saturating_mul(MAX_RATIO);
    // Entries that share their bytes, as in Fifield, "A better zip bomb", WOOT 2019.
    let places: HashSet<u64> = entries.iter().map(|entry| entry.offset).collect();
    let overlapping = packed > size || places.len() != entries.len();
    if unpacked > MAX_UNPACKED || ratio_high || overlapping { Err(FileProblem::Bomb) } else { Ok(()) }
}

fn judge_names(entries: &[Entry<'_>]) -> Result<(), FileProblem> {
    if entries.iter().any(|entry| entry.encrypted) {
        return Err(FileProblem::Protected);
    }
    if entries.iter().any(|entry| unwanted(entry.name)) { Err(FileProblem::WrongKind) } else { Ok(()) }
}

/// Programmes, macros, archives within, and names that point out of the archive.
fn unwanted(name: &[u8]) -> bool {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let macros = name.contains("vbaproject") || name.contains("vbadata") || name.contains("macrosheets");
    let scripts = name.starts_with("basic/") || name.starts_with("scripts/");
    let outside =
        name.starts_with('/') || name.contains(['\\', '\0']) || name.split('/').any(|part| part == "..");
    macros || scripts || outside || ending.is_some_and(|ending| REFUSED_ENDINGS.contains(&ending))
}

fn document_kind(head: &[u8], entries: &[Entry<'_>]) -> Option<FileKind> {
    let named = |name: &[u8]| entries.iter().find(|entry| entry.name == name);
    let within = |folder: &[u8]| entries.iter().any(|entry| entry.name.starts_with(folder));
    let word =
        named(b"[Content_Types].xml").is_some() && within(b"word/") && !within(b"xl/") && !within(b"ppt/");
    match named(b"mimetype") {
        Some(first) if !word && named(b"content.xml").is_some() && is_odt(head, first) => Some(FileKind::Odt),
        None if word => Some(FileKind::Docx),
        _ => None,
    }
}

/// The first entry is a stored `mimetype` that says so (`OpenDocument` 1.2 part 3, 3.3).
fn is_odt(head: &[u8], first: &Entry<'_>) -> bool {
    let stored = first.offset == 0 && first.packed == ODT_TYPE.len() as u64 && u16_at(head, 8) == Some(0);
    let named =
        u16_at(head, 26) == Some(8) && u16_at(head, 28) == Some(0) && head.get(30..38) == Some(b"mimetype");
    stored && named && head.get(38..).is_some_and(|content| content.starts_with(ODT_TYPE))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&bytes| u16::from_le_bytes(bytes))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|&bytes| u32::from_le_bytes(bytes))
}
