//! Details: text that opens when its summary is chosen.

use maud::{Markup, html};

/// `content`, folded away behind `summary`.
pub fn details(summary: &str, content: &Markup) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { (summary) }
            }
            div class="govuk-details__text" { (content) }
        }
    }
}
