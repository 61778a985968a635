//! Error summary: everything that is wrong, at the top of the page, each linked to its control.

use maud::{Markup, html};

use domain::form::errors::Errors;

use super::reason::words;

/// Everything that is wrong, linked to the control whose id is the field's name (no link for what belongs to
/// the page as a whole). Drawn as nothing when there is nothing wrong.
pub fn error_summary(errors: &Errors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="govuk-error-summary" data-module="govuk-error-summary" {
                div role="alert" {
                    h2 class="govuk-error-summary__title" { "There is a problem" }
                    div class="govuk-error-summary__body" {
                        ul class="govuk-list govuk-error-summary__list" {
                            @for (place, reason) in errors.iter() {
                                li {
                                    @if place.is_page() { (words(reason)) }
                                    @else { a href={ "#" (place) } { (words(reason)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
