//! Fieldset: controls that share a legend.

use maud::{Markup, Render, html};

use super::label::Size;

/// Controls that share a legend.
#[derive(Clone, Copy, Debug)]
pub struct Fieldset<'a> {
    /// The legend.
    pub legend: &'a str,
    /// The size of the legend.
    pub size: Size,
    /// Whether the legend is the page's heading.
    pub heading: bool,
    /// Ids of the hint and error that belong to all the controls.
    pub described_by: Option<&'a str>,
    /// The controls.
    pub content: &'a Markup,
}

impl Render for Fieldset<'_> {
    fn render(&self) -> Markup {
        html! {
            fieldset class="govuk-fieldset" aria-describedby=[self.described_by] {
                legend class=(self.size.legend_class()) {
                    @if self.heading { h1 class="govuk-fieldset__heading" { (self.legend) } }
                    @else { (self.legend) }
                }
                (self.content)
            }
        }
    }
}
