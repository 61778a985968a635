//! How much memory reading a PDF may take, known before it is read.
//!
//! The parser unpacks object and cross-reference streams while it loads and bounds each of them, not their
//! sum, and every number becomes an object many times its size.

use super::error::CleanError;

/// What all streams of objects may unpack to together, in bytes.
const MAX_UNPACKED: usize = 16 * 1024 * 1024;
/// A stream of objects that holds anything needs this much.
const MIN_UNPACKED: usize = 8 * 1024;
/// The most words and numbers that the file may be made of. Packed pictures look like a tenth of this.
const MAX_WORDS: usize = 4_000_000;

/// How much one stream of objects may unpack to.
pub(super) fn per_stream(original: &[u8]) -> Result<usize, CleanError> {
    if words(original) > MAX_WORDS {
        return Err(CleanError::TooComplex);
    }
    let streams = original.split(|&byte| byte == b'/').filter(|after| unpacks(after)).count();
    let limit = MAX_UNPACKED / streams.max(1);
    if limit < MIN_UNPACKED { Err(CleanError::TooComplex) } else { Ok(limit) }
}

/// Whether a name belongs to a stream that is unpacked while loading: those of objects have `First`.
fn unpacks(after_slash: &[u8]) -> bool {
    let name = name(after_slash);
    name == b"First" || name == b"XRef"
}

/// The first bytes of a name, with `#41` read as `A` (7.3.5); long enough to tell those wanted.
fn name(bytes: &[u8]) -> Vec<u8> {
    let mut name = Vec::with_capacity(8);
    let mut rest = bytes;
    while let ([byte, after @ ..], true) = (rest, name.len() < 8) {
        let (byte, after) = match after {
            [high, low, after @ ..] if *byte == b'#' => {
                (hex(*high).zip(hex(*low)).map_or(b'#', |(high, low)| high << 4 | low), after)
            }
            _ => (*byte, after),
        };
        if byte.is_ascii_whitespace()
            || matches!(byte, 0 | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'%')
        {
            break;
        }
        name.push(byte);
        rest = after;
    }
    name
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn words(bytes: &[u8]) -> usize {
    let breaks = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'[' | b'<' | b'/' | b'(');
    bytes.iter().filter(|&&byte| breaks(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_streams_the_less_each() {
        assert_eq!(per_stream(b"%PDF-1.7"), Ok(MAX_UNPACKED));
        assert_eq!(per_stream(b"<</First 5/Type/ObjStm>>"), Ok(MAX_UNPACKED));
        assert_eq!(per_stream(b"<</F#69rst 5>> <</First[5]>> /XRef /Firsts"), Ok(MAX_UNPACKED / 3));
        assert_eq!(per_stream(&b"/First 1".repeat(10_000)), Err(CleanError::TooComplex));
        assert_eq!(per_stream(&b"1 ".repeat(MAX_WORDS + 1)), Err(CleanError::TooComplex));
    }
}
