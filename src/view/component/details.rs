//! Details: text that opens when its summary is chosen.

use maud::{Markup, html};

/// `content`, folded away behind `summary`; paper leaves it out.
pub fn details(summary: &str, content: &Markup) -> Markup {
    folded("govuk-details", summary, content)
}

/// `content`, folded away behind `summary` on a screen; paper shows it.
pub fn printed_details(summary: &str, content: &Markup) -> Markup {
    folded("govuk-details candour-unfold", summary, content)
}

fn folded(class: &str, summary: &str, content: &Markup) -> Markup {
    html! {
        details class=(class) {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { (summary) }
            }
            div class="govuk-details__text" { (content) }
        }
    }
}
