//! Kinds told by the first bytes.

use domain::platform::attachment::{FileKind, FileProblem};

/// What the head of a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// A kind with a signature of its own.
    Kind(FileKind),
    /// A ZIP archive, perhaps a document: its directory at the end decides.
    Zip,
    /// No signature: perhaps text.
    Text,
}

/// Reads the signature in `head`.
pub(super) fn look(head: &[u8]) -> Result<Looks, FileProblem> {
    if let Some(kind) = picture(head).or_else(|| document(head)).or_else(|| sound(head)) {
        return Ok(Looks::Kind(kind));
    }
    if is_box_file(head) {
        return box_file(head).map(Looks::Kind).ok_or(FileProblem::WrongKind);
    }
    Ok(if head.starts_with(b"PK\x03\x04") { Looks::Zip } else { Looks::Text })
}

fn picture(head: &[u8]) -> Option<FileKind> {
    let jpeg = infer::image::is_jpeg(head) && matches!(head.get(3), Some(0xC0..=0xFE));
    let png = head.starts_with(b"\x89PNG\r\n\x1a\n") && head.get(12..16) == Some(b"IHDR");
    let webp = head.starts_with(b"RIFF") && infer::image::is_webp(head) && head.get(12..15) == Some(b"VP8");
    [(jpeg, FileKind::Jpeg), (png, FileKind::Png), (webp, FileKind::Webp)]
        .into_iter()
        .find_map(|(is, kind)| is.then_some(kind))
}

/// PDF 2.0 (ISO 32000-2) puts the header first; a byte order mark or blank lines before it do no harm.
fn document(head: &[u8]) -> Option<FileKind> {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let near = head.len() - start.len() < 1000;
    (near && start.starts_with(b"%PDF-")).then_some(FileKind::Pdf)
}

fn sound(head: &[u8]) -> Option<FileKind> {
    (tagged_mp3(head) || two_mp3_frames(head)).then_some(FileKind::Mp3)
}

/// An `ID3v2` header (id3.org): known version, and a size of four seven-bit bytes.
fn tagged_mp3(head: &[u8]) -> bool {
    matches!(head, [b'I', b'D', b'3', 2..=4, _, _, a, b, c, d, ..] if (a | b | c | d) & 0x80 == 0)
}

/// Two MPEG audio frames, one right after the other: two bytes alone are too weak a signature.
fn two_mp3_frames(head: &[u8]) -> bool {
    let Some(length) = mp3_frame(head) else { return false };
    head.get(length..).is_some_and(|next| mp3_frame(next).is_some())
}

/// The length of the layer III frame that starts here (ISO 11172-3, 2.4.2.3; 13818-3 for half rates).
fn mp3_frame(bytes: &[u8]) -> Option<usize> {
    const FULL: [usize; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const HALF: [usize; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let [0xFF, second, third, ..] = *bytes else { return None };
    let shift = match second & 0xFE {
        0xFA => 0,
        0xF2 => 1,
        0xE2 => 2,
        _ => return None,
    };
    let rates = if shift == 0 { FULL } else { HALF };
    let kilobits = *rates.get(usize::from(third >> 4).checked_sub(1)?)?;
    let hertz = *[44_100_usize, 48_000, 32_000].get(usize::from(third >> 2 & 3))? >> shift;
    let samples = if shift == 0 { 144_000 } else { 72_000 };
    Some(samples * kilobits / hertz + usize::from(third >> 1 & 1))
}

/// Whether this is laid out in boxes (ISO 14496-12), or is `QuickTime` from before there were brands.
fn is_box_file(head: &[u8]) -> bool {
    matches!(head.get(4..8), Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot"))
        && head.first_chunk().is_some_and(|&size| matches!(u32::from_be_bytes(size), 1 | 8..))
}

fn box_file(head: &[u8]) -> Option<FileKind> {
    if head.get(4..8) != Some(b"ftyp") {
        return Some(FileKind::Mov);
    }
    let size = usize::try_from(u32::from_be_bytes(*head.first_chunk()?)).ok()?;
    let compatible = head.get(16..size)?.chunks_exact(4);
    match head.get(8..12)? {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(FileKind::Heic),
        b"mif1" | b"msf1" => {
            compatible.into_iter().any(|brand| brand == b"heic" || brand == b"heix").then_some(FileKind::Heic)
        }
        b"M4A " | b"M4B " => Some(FileKind::M4a),
        b"qt  " => Some(FileKind::Mov),
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"iso8" | b"iso9" | b"mp41" | b"mp42"
        | b"mp71" | b"avc1" | b"dash" | b"mmp4" | b"MSNV" | b"M4V " | b"M4VH" | b"M4VP" | b"F4V " => {
            Some(FileKind::Mp4)
        }
        [b'3', b'g', b'p' | b'2' | b'g' | b's', _] => Some(FileKind::Mp4),
        _ => None,
    }
}
