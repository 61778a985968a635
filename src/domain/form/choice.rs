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
    /// Whether it excludes the others: “none of these”.
    pub alone: bool,
    /// Whether it is offered still. What was chosen before keeps its words.
    pub offered: bool,
}

impl Choice {
    /// A choice that needs no more words.
    pub const fn new(code: &'static str, label: &'static str) -> Self {
        Self { code, label, hint: "", alone: false, offered: true }
    }

    /// A choice with a hint under its label.
    pub const fn hinted(code: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { code, label, hint, alone: false, offered: true }
    }

    /// The same choice, which is not offered any more or not yet.
    #[must_use]
    pub const fn withdrawn(self) -> Self {
        Self { offered: false, ..self }
    }

    /// A choice that excludes the others.
    pub const fn alone(code: &'static str, label: &'static str) -> Self {
        Self { code, label, hint: "", alone: true, offered: true }
    }
}

/// The label of `code` among `choices`; the code itself when an older edition had it and this one has not.
pub fn label<'a>(choices: &[Choice], code: &'a str) -> &'a str {
    choices.iter().find(|choice| choice.code == code).map_or(code, |choice| choice.label)
}
