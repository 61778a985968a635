//! Panel: something was done.

use maud::{Markup, Render, html};

/// The green panel of a confirmation page. `title` is the page's heading.
pub fn panel(title: &str, body: &impl Render) -> Markup {
    html! {
        div class="govuk-panel govuk-panel--confirmation" {
            h1 class="govuk-panel__title" { (title) }
            div class="govuk-panel__body" { (body) }
        }
    }
}
