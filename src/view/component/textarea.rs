//! Textarea: several lines of text.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;

/// Several lines of text. Browsers neither fill it in nor check its spelling (some send the words to a server
/// to do so).
#[derive(Clone, Copy, Debug, Default)]
pub struct Textarea<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// What is in it.
    pub value: &'a str,
    /// Its height in lines.
    pub rows: u8,
}

impl Render for Textarea<'_> {
    fn render(&self) -> Markup {
        self.group.around(&control(&self.group, self.value, self.rows, false))
    }
}

/// The bare control; `counted` when a character count watches it.
pub(super) fn control(group: &FormGroup, value: &str, rows: u8, counted: bool) -> Markup {
    let first = counted.then(|| format!("{}-info", group.name));
    let mut class = String::from("govuk-textarea");
    if group.error.is_some() {
        class.push_str(" govuk-textarea--error");
    }
    if counted {
        class.push_str(" govuk-js-character-count");
    }
    // A browser drops the first line break inside a textarea, so one is put there for it to drop.
    html! {
        textarea class=(class) id=(group.name) name=(group.name) rows=(rows) spellcheck="false"
            aria-describedby=[group.described_by(first)] autocomplete="off" dir="auto" { "\n" (value) }
    }
}
