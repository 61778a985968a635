//! Inset text.

use maud::{Markup, Render, html};

/// Text set apart from what is around it.
pub fn inset_text(content: &impl Render) -> Markup {
    html! { div class="govuk-inset-text" { (content) } }
}
