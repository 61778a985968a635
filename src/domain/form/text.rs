//! Text that people type: bounded, and free of what no keyboard writes.

use unicode_segmentation::UnicodeSegmentation;

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// It holds a NUL or another control character that is neither a tab nor a line end.
    Control,
    /// It has more words than this.
    Words(usize),
    /// It has more characters than this.
    Chars(usize),
}

/// Text of several lines, trimmed, with plain line ends and at most `words` words (Unicode word boundaries,
/// UAX #29, so that scripts without spaces are counted too).
pub fn prose(raw: &str, words: usize) -> Result<String, TextProblem> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextProblem::Control);
    }
    // A word has at least one byte: only a long text needs counting.
    if text.len() > words && text.unicode_words().take(words + 1).count() > words {
        return Err(TextProblem::Words(words));
    }
    Ok(text.to_owned())
}

/// Text of one line, trimmed, of at most `chars` characters.
pub fn line(raw: &str, chars: usize) -> Result<String, TextProblem> {
    let text = raw.trim();
    if text.chars().any(char::is_control) {
        return Err(TextProblem::Control);
    }
    if text.chars().nth(chars).is_some() {
        return Err(TextProblem::Chars(chars));
    }
    Ok(text.to_owned())
}

/// An address that mail can be sent to, folded to lower case; or nothing.
///
/// Only the shape is checked (one `@`, a dotted domain, no spaces): whether it exists, only sending tells.
pub fn email(raw: &str) -> Option<String> {
    let text = line(raw, 254).ok()?.to_lowercase();
    let (name, domain) = text.rsplit_once('@')?;
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "<>,;\"@".contains(c));
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    (plain(name) && plain(domain) && dotted).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_words_in_any_script() {
        assert_eq!(prose("one two three", 2), Err(TextProblem::Words(2)));
        assert_eq!(prose("我害怕他", 2), Err(TextProblem::Words(2)));
        assert_eq!(prose(" one\r\ntwo ", 2), Ok("one\ntwo".into()));
    }

    #[test]
    fn refuses_what_no_keyboard_writes() {
        assert_eq!(prose("a\0b", 9), Err(TextProblem::Control));
        assert_eq!(line("a\nb", 9), Err(TextProblem::Control));
        assert_eq!(line("four", 3), Err(TextProblem::Chars(3)));
    }

    #[test]
    fn knows_an_address_by_its_shape() {
        assert_eq!(email(" Desk@Psd.Example "), Some("desk@psd.example".into()));
        for wrong in
            ["", "desk", "@psd.example", "desk@psd", "a b@psd.example", "desk@psd..example", "a@b@c.example"]
        {
            assert_eq!(email(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn taken_prose_is_taken_again_unchanged(raw in "\\PC*") {
            if let Ok(text) = prose(&raw, 50) {
                prop_assert_eq!(prose(&text, 50), Ok(text.clone()));
            }
        }
    }
}
