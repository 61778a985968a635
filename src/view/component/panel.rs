//! Panel: something was done, or something must be known before going on.

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

/// The panel of an interruption page. `title` is the page's heading; `text` on the button leads on to `href`.
pub fn interruption_panel(title: &str, body: &impl Render, text: &str, href: &str) -> Markup {
    html! {
        div class="govuk-panel govuk-panel--interruption" {
            h1 class="govuk-panel__title" { (title) }
            div class="govuk-panel__body" { (body) }
            div class="govuk-panel__actions" {
                div class="govuk-button-group" {
                    a href=(href) role="button" draggable="false" class="govuk-button govuk-button--inverse"
                        data-module="govuk-button" { (text) }
                }
            }
        }
    }
}
