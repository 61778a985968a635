//! Files made to be read as two kinds at once.
//!
//! Such a file passes as a picture here and runs as something else elsewhere (Albertini, "Abusing file
//! formats", `PoC||GTFO` 7). Every check is for a place where another reader would look.

use super::zip;

/// Readers of PDF search this far for its header.
const PDF_REACH: usize = 1024;

/// Whether a file of a kind with its own signature carries another in its first bytes.
pub(super) fn head_is_mixed(head: &[u8], is_pdf: bool, is_picture: bool) -> bool {
    let near = head.get(..PDF_REACH).unwrap_or(head);
    let pdf_inside = !is_pdf && find(near, b"%PDF-").is_some();
    // Whole heads only for pictures, whose comments nobody fills with pages; a PDF form may hold them
    // rightly.
    let readable = if is_picture { head } else { near };
    pdf_inside || carries_markup(readable)
}

/// Whether a file of another kind ends in a ZIP directory: unpackers read from the end.
pub(super) fn tail_is_mixed(tail: &[u8]) -> bool {
    zip::find_end(tail).is_some()
}

/// Whether the bytes hold a page or a script that a browser might choose to see.
pub(super) fn carries_markup(bytes: &[u8]) -> bool {
    const TAGS: [&[u8]; 7] = [b"html", b"svg", b"script", b"iframe", b"body", b"!doctype", b"?php"];
    bytes.iter().enumerate().filter(|&(_, &byte)| byte == b'<').any(|(at, _)| {
        let after = bytes.get(at + 1..).unwrap_or_default();
        TAGS.iter().any(|tag| starts_tag(after, tag))
    })
}

fn starts_tag(bytes: &[u8], tag: &[u8]) -> bool {
    let (Some(name), Some(end)) = (bytes.get(..tag.len()), bytes.get(tag.len())) else { return false };
    name.eq_ignore_ascii_case(tag) && (end.is_ascii_whitespace() || matches!(end, b'>' | b'/' | b':'))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
