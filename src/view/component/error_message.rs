//! Error message beside a control.

use maud::{Markup, html};

/// What is wrong with one control. `id` is what the control's `aria-describedby` names.
pub fn error_message(id: &str, text: &str) -> Markup {
    html! {
        p id=(id) class="govuk-error-message" { span class="govuk-visually-hidden" { "Error:" } " " (text) }
    }
}
