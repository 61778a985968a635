//! Character count: a textarea that says how much more fits. It never stops anybody typing.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;
use super::number::grouped;
use super::textarea::control;

/// The most a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many words.
    Words(usize),
    /// So many characters.
    Characters(usize),
}

/// A textarea that says how much more fits.
#[derive(Clone, Copy, Debug)]
pub struct CharacterCount<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// What is in it.
    pub value: &'a str,
    /// Its height in lines.
    pub rows: u8,
    /// The most it may hold.
    pub limit: Limit,
    /// The share of the limit, in percent, from which the count is shown; 0 shows it always.
    pub threshold: u8,
}

impl Render for CharacterCount<'_> {
    fn render(&self) -> Markup {
        let (words, characters) = match self.limit {
            Limit::Words(limit) => (Some(limit), None),
            Limit::Characters(limit) => (None, Some(limit)),
        };
        let unit = if words.is_some() { "words" } else { "characters" };
        let most = words.or(characters).unwrap_or(0);
        let class = format!("{} govuk-character-count", self.group.class());
        let threshold = (self.threshold > 0).then_some(self.threshold);
        html! {
            div class=(class) data-module="govuk-character-count" data-maxlength=[characters] data-maxwords=[words]
                data-threshold=[threshold] {
                (self.group.head())
                (control(&self.group, self.value, self.rows, true))
                div id={ (self.group.name) "-info" } class="govuk-hint govuk-character-count__message" {
                    // With a threshold the count is told near the limit, by the script, and not before.
                    @if threshold.is_none() { "You can enter up to " (grouped(most)) " " (unit) }
                }
            }
        }
    }
}
