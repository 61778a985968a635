//! File names as people may see them.

use std::fmt;

/// The longest name kept, in characters.
const MAX_CHARS: usize = 120;

/// A file name that is safe to show and to offer for saving: no path, no control characters, nothing that
/// turns the direction of writing (Unicode TR 36, 2.10.2), at most 120 characters, never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// Makes a name out of whatever a browser sent.
    pub fn parse(raw: &str) -> Self {
        let last = raw.rsplit(['/', '\\']).next().unwrap_or(raw);
        let seen: String = last.chars().filter(|&c| !hidden(c)).map(tame).collect();
        let words: Vec<&str> = seen.split_whitespace().collect();
        let name = words.join(" ");
        let name = name.trim_matches(['.', ' ']);
        if name.is_empty() { Self("file".to_owned()) } else { Self(shorten(name)) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FileName {
    /// Without the name: it can say who the person is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileName")
    }
}

/// Characters that nobody sees: controls, direction marks and overrides, zero-width and tag characters.
fn hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Characters that some systems refuse in names, or that end a quoted header value.
fn tame(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }
}

/// Cuts to the limit, keeping the extension.
fn shorten(name: &str) -> String {
    let count = name.chars().count();
    if count <= MAX_CHARS {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, end)| end).filter(|end| end.chars().count() <= 10);
    let ending = extension.map(|end| format!(".{end}")).unwrap_or_default();
    let kept = MAX_CHARS - ending.chars().count();
    let start: String = name.chars().take(kept).collect();
    // The cut may lay bare an end that names do not have.
    (start + &ending).trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_become_safe() {
        for (raw, safe) in [
            ("photo.jpg", "photo.jpg"),
            ("", "file"),
            ("...", "file"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\Sam Invented\\note.txt", "note.txt"),
            ("folder/", "file"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("\u{200e}\u{2066}x\u{2069}.pdf", "x.pdf"),
            ("two\r\nlines\0.pdf", "two lines.pdf"),
            ("tab\there.pdf", "tab here.pdf"),
            ("  spaces   inside .pdf ", "spaces inside .pdf"),
            ("say \"no\".pdf", "say _no_.pdf"),
            ("nodyn o’r heddlu – Tŷ.docx", "nodyn o’r heddlu – Tŷ.docx"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(FileName::parse(raw).as_str(), safe, "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = FileName::parse(&format!("{}.jpeg", "ŷ".repeat(300)));
        assert_eq!(name.as_str().chars().count(), 120);
        assert!(name.as_str().ends_with("ŷ.jpeg"));
        assert_eq!(FileName::parse(&"y".repeat(300)).as_str().len(), 120);
        assert_eq!(FileName::parse(&format!("{} {}", "y".repeat(119), "z".repeat(80))).as_str().len(), 119);
    }

    proptest! {
        #[test]
        fn any_name_is_safe_and_stays_as_it_is(raw in "\\PC{0,200}|(?s).{0,200}") {
            let name = FileName::parse(&raw);
            prop_assert!(!name.as_str().is_empty());
            prop_assert!(name.as_str().chars().count() <= MAX_CHARS);
            prop_assert!(!name.as_str().contains(|c: char| c.is_control() || hidden(c) || "/\\\"".contains(c)));
            let again = FileName::parse(name.as_str());
            prop_assert_eq!(again.as_str(), name.as_str());
        }
    }
}
