//! Error summary: everything that is wrong, at the top of the page, each linked to its control.

use maud::{Markup, Render, html};

/// Everything that is wrong. Drawn as nothing when there is nothing.
#[derive(Clone, Debug, Default)]
pub struct ErrorSummary<'a> {
    /// The control's id (empty: no link) and the words that also stand beside it.
    pub errors: Vec<(&'a str, &'a str)>,
}

impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        if self.errors.is_empty() {
            return html! {};
        }
        html! {
            div class="govuk-error-summary" data-module="govuk-error-summary" {
                div role="alert" {
                    h2 class="govuk-error-summary__title" { "There is a problem" }
                    div class="govuk-error-summary__body" {
                        ul class="govuk-list govuk-error-summary__list" {
                            @for (id, text) in &self.errors {
                                li { @if id.is_empty() { (text) } @else { a href={ "#" (id) } { (text) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
