//! One of the answers a question offers.

/// An answer that can be picked. Codes are stored: they may be added, never removed or given another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub code: &'static str,
    /// What people read.
    pub label: &'static str,
    /// More words under the label; empty when none are needed.
    pub hint: &'static str,
}

impl Choice {
    /// A choice that needs no more words.
    pub const fn new(code: &'static str, label: &'static str) -> Self {
        Self { code, label, hint: "" }
    }

    /// A choice with a hint under its label.
    pub const fn hinted(code: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { code, label, hint }
    }
}

/// The label of `code` among `choices`; the code itself when an older edition had it and this one has not.
pub fn label<'a>(choices: &[Choice], code: &'a str) -> &'a str {
    choices.iter().find(|choice| choice.code == code).map_or(code, |choice| choice.label)
}
