//! Warning text.

use maud::{Markup, Render, html};

/// Something that has consequences, behind an exclamation mark.
pub fn warning_text(content: &impl Render) -> Markup {
    html! {
        div class="govuk-warning-text" {
            span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
            strong class="govuk-warning-text__text" {
                span class="govuk-visually-hidden" { "Warning" } " " (content)
            }
        }
    }
}
