//! Exit this page: leave at once, by button, hidden link, or the Shift key three times.
//!
//! The script, where it runs, blanks the page, tells the server in the background and replaces the page with
//! the neutral site. Without it both links go to our own address, which wipes what was typed and sends the
//! browser on.

use maud::{Markup, html};

/// The button. `exit_url` is the neutral site.
pub fn exit_this_page(exit_url: &str) -> Markup {
    html! {
        div class="govuk-exit-this-page" data-module="govuk-exit-this-page"
            "data-i18n.activated"="Loading."
            "data-i18n.timed-out"="Exit this page expired."
            "data-i18n.press-two-more-times"="Shift, press 2 more times to exit."
            "data-i18n.press-one-more-time"="Shift, press 1 more time to exit." {
            a href=(path::leave()) role="button" draggable="false"
                class="govuk-button govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button"
                data-module="govuk-button" data-exit-to=(exit_url) data-beacon=(path::leave())
                rel="nofollow noreferrer" {
                span class="govuk-visually-hidden" { "Emergency" } " Exit this page"
            }
        }
    }
}

/// The hidden link that stands right after the skip link.
pub fn exit_skip_link() -> Markup {
    html! {
        a href=(path::leave()) class="govuk-skip-link govuk-js-exit-this-page-skiplink"
            data-module="govuk-skip-link" rel="nofollow noreferrer" { "Exit this page" }
    }
}
