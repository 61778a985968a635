//! Hint text.

use maud::{Markup, html};

/// Help with one control. `id` is what the control's `aria-describedby` names.
pub fn hint(id: &str, text: &str) -> Markup {
    html! { div id=(id) class="govuk-hint" { (text) } }
}
