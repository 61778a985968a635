//! Error message beside a control.

use domain::form::reason::Reason;
use maud::{Markup, html};

use super::reason::words;

/// What is wrong with one control. `id` is what the control's `aria-describedby` names.
pub fn error_message(id: &str, reason: &Reason) -> Markup {
    html! {
        p id=(id) class="govuk-error-message" { span class="govuk-visually-hidden" { "Error:" } " " (words(reason)) }
    }
}
