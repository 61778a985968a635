//! Skip link.

use maud::{Markup, html};

/// The id of the main part of every page.
pub const MAIN: &str = "main-content";

/// The first link of every page: past what repeats, to what is new.
pub fn skip_link() -> Markup {
    html! {
        a href={ "#" (MAIN) } class="govuk-skip-link" data-module="govuk-skip-link" { "Skip to main content" }
    }
}
