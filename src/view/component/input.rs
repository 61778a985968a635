//! Text input: one line.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;

/// How wide a text input is: a sign of how much is expected, never a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the column.
    #[default]
    Full,
    /// Four characters.
    Four,
    /// Ten characters.
    Ten,
    /// Twenty characters.
    Twenty,
    /// Thirty characters.
    Thirty,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "govuk-input",
            Self::Four => "govuk-input govuk-input--width-4",
            Self::Ten => "govuk-input govuk-input--width-10",
            Self::Twenty => "govuk-input govuk-input--width-20",
            Self::Thirty => "govuk-input govuk-input--width-30",
        }
    }
}

/// One line of text.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// What is in it.
    pub value: &'a str,
    /// Its type: `text`, `email`, `tel`, `search` …
    pub kind: &'a str,
    /// What the browser may fill in; "off" unless set.
    pub autocomplete: &'a str,
    /// `numeric` brings up a number pad.
    pub inputmode: Option<&'a str>,
    /// How wide.
    pub width: Width,
    /// Whether the browser may check the spelling. Some send the words to a server to do so.
    pub spellcheck: bool,
}

impl<'a> Input<'a> {
    /// A plain text input that browsers neither fill in nor check.
    pub fn new(group: FormGroup<'a>, value: &'a str) -> Self {
        Self {
            group,
            value,
            kind: "text",
            autocomplete: "off",
            inputmode: None,
            width: Width::Full,
            spellcheck: false,
        }
    }
}

impl Render for Input<'_> {
    fn render(&self) -> Markup {
        let group = &self.group;
        let value = Some(self.value).filter(|value| !value.is_empty());
        let spellcheck = if self.spellcheck { "true" } else { "false" };
        let error = if group.error.is_some() { " govuk-input--error" } else { "" };
        group.around(&html! {
            input class={ (self.width.class()) (error) } id=(group.id()) name=(group.name) type=(self.kind) spellcheck=(spellcheck)
                value=[value] aria-describedby=[group.described_by(None)] autocomplete=(self.autocomplete)
                inputmode=[self.inputmode];
        })
    }
}
