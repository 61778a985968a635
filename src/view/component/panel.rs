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

/// The panel of an interruption page. `title` is the page's heading; of the ways `(text, href)` to go on, the
/// first is a button and the others are links.
pub fn interruption_panel(title: &str, body: &impl Render, onward: &[(&str, String)]) -> Markup {
    html! {
        div class="govuk-panel govuk-panel--interruption" {
            h1 class="govuk-panel__title" { (title) }
            div class="govuk-panel__body" { (body) }
            div class="govuk-panel__actions" {
                div class="govuk-button-group" {
                    @for (index, (text, href)) in onward.iter().enumerate() {
                        @if index == 0 { (button(text, href)) }
                        @else { a class="govuk-link govuk-link--inverse" href=(href) { (text) } }
                    }
                }
            }
        }
    }
}

fn button(text: &str, href: &str) -> Markup {
    html! {
        a href=(href) role="button" draggable="false" class="govuk-button govuk-button--inverse"
            data-module="govuk-button" { (text) }
    }
}
