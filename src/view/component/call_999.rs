//! Whom to call in danger.

use maud::{Markup, html};

use crate::component::warning_text::warning_text;

/// What to do in danger: first on every page that tells of help.
pub fn call_999() -> Markup {
    warning_text(&html! {
        "If you or someone else is in danger now, call " a class="govuk-link" href="tel:999" { "999" }
        ". If you cannot speak, call from a mobile and press 55 when you are asked to."
    })
}

/// The same in a line or two, for the page where the button to start must be in sight.
pub fn call_999_briefly() -> Markup {
    warning_text(&html! {
        "In danger now? Call " a class="govuk-link" href="tel:999" { "999" }
        ". If you cannot speak, press 55 when you are asked to."
    })
}
