//! Plain text: UTF-8, or UTF-16 with a byte order mark.

use domain::platform::attachment::FileProblem;

/// Reads text as it streams: valid in its encoding and free of control characters.
pub(super) enum TextReader {
    /// Bytes of a character that is not complete yet.
    Utf8(Vec<u8>),
    /// As for UTF-8; `little` tells the byte order.
    Utf16 { little: bool, odd: Option<u8>, high: Option<u16> },
}

impl TextReader {
    /// A reader for the encoding that the first bytes tell.
    pub(super) fn new(head: &[u8]) -> Self {
        match head {
            [0xFF, 0xFE, ..] => Self::Utf16 { little: true, odd: None, high: None },
            [0xFE, 0xFF, ..] => Self::Utf16 { little: false, odd: None, high: None },
            _ => Self::Utf8(Vec::new()),
        }
    }

    /// Takes the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        match self {
            Self::Utf8(pending) => feed_utf8(pending, bytes),
            Self::Utf16 { little, odd, high } => {
                bytes.iter().try_for_each(|&byte| feed_utf16(*little, odd, high, byte))
            }
        }
    }

    /// Nothing may be left half-read.
    pub(super) fn finish(&self) -> Result<(), FileProblem> {
        let whole = match self {
            Self::Utf8(pending) => pending.is_empty(),
            Self::Utf16 { odd, high, .. } => odd.is_none() && high.is_none(),
        };
        if whole { Ok(()) } else { Err(FileProblem::WrongKind) }
    }
}

fn feed_utf8(pending: &mut Vec<u8>, bytes: &[u8]) -> Result<(), FileProblem> {
    let mut rest = bytes;
    while let ([first, after @ ..], false) = (rest, pending.is_empty()) {
        pending.push(*first);
        rest = after;
        match std::str::from_utf8(pending) {
            Ok(text) => {
                plain(text)?;
                pending.clear();
            }
            Err(error) if error.error_len().is_some() => return Err(FileProblem::WrongKind),
            Err(_) => {}
        }
    }
    let (text, incomplete) = match std::str::from_utf8(rest) {
        Ok(text) => (text, &[][..]),
        Err(error) if error.error_len().is_some() => return Err(FileProblem::WrongKind),
        Err(error) => {
            let (valid, incomplete) = rest.split_at(error.valid_up_to());
            (std::str::from_utf8(valid).unwrap_or_default(), incomplete)
        }
    };
    pending.extend_from_slice(incomplete);
    plain(text)
}

fn feed_utf16(
    little: bool,
    odd: &mut Option<u8>,
    high: &mut Option<u16>,
    byte: u8,
) -> Result<(), FileProblem> {
    let Some(first) = odd.take() else {
        *odd = Some(byte);
        return Ok(());
    };
    let unit = if little { u16::from_le_bytes([first, byte]) } else { u16::from_be_bytes([first, byte]) };
    match (high.take(), unit) {
        (None, 0xD800..=0xDBFF) => {
            *high = Some(unit);
            Ok(())
        }
        (Some(_), 0xDC00..=0xDFFF) => Ok(()),
        (None, _) => {
            char::from_u32(u32::from(unit)).filter(|&c| !unwanted(c)).map(drop).ok_or(FileProblem::WrongKind)
        }
        (Some(_), _) => Err(FileProblem::WrongKind),
    }
}

fn plain(text: &str) -> Result<(), FileProblem> {
    if text.chars().any(unwanted) { Err(FileProblem::WrongKind) } else { Ok(()) }
}

/// Control characters, other than those that lay text out (U+0085 is a line end too).
fn unwanted(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}')
}

/// Whether text starts as, or soon turns into, something that a programme would run or draw.
pub(super) fn looks_active(head: &[u8]) -> bool {
    let text = decode(head);
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower: String = start.chars().take(32).collect::<String>().to_ascii_lowercase();
    let starts =
        ["<?", "<%", "<!", "<html", "<head", "<body", "<svg", "%!ps", "%pdf", "#!", "{\\rtf", "@echo off"];
    starts.iter().any(|bad| lower.starts_with(bad))
        || start.starts_with("MZ")
        || crate::attachment::polyglot::carries_markup(text.as_bytes())
}

/// The head as text, as far as it can be read.
fn decode(head: &[u8]) -> String {
    let units = |pair: fn([u8; 2]) -> u16| {
        let pairs = head.iter().zip(head.iter().skip(1)).step_by(2);
        String::from_utf16_lossy(&pairs.map(|(&a, &b)| pair([a, b])).collect::<Vec<u16>>())
    };
    match head {
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(head).into_owned(),
    }
}
