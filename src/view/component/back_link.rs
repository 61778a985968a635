//! Back link.

use maud::{Markup, html};

/// A link to the page before this one.
pub fn back_link(href: &str) -> Markup {
    html! { a href=(href) class="govuk-back-link" { "Back" } }
}
