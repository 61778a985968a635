//! Files that were added, by name and size.

use maud::{Markup, html};

/// One file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileItem<'a> {
    /// What addresses and forms call it.
    pub id: &'a str,
    /// The name it came with.
    pub name: &'a str,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Name and size of a file. Long names break anywhere; names in any script run their own way.
pub fn file_name(file: &FileItem) -> Markup {
    html! {
        bdi class="govuk-!-text-break-word" { (file.name) } " (" (size_in_words(file.bytes)) ")"
    }
}

/// A size as people read it: `340 KB`, `2.5 MB` (of 1,000 each, as phones count; rounded up so that nothing
/// is 0 KB).
pub fn size_in_words(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_000);
    if kilobytes < 1_000 {
        return format!("{kilobytes} KB");
    }
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        for (bytes, words) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (999_000, "999 KB"),
            (999_001, "1.0 MB"),
            (1_000_000, "1.0 MB"),
            (1_000_001, "1.1 MB"),
            (25_000_000, "25.0 MB"),
        ] {
            assert_eq!(size_in_words(bytes), words, "{bytes}");
        }
    }
}
