//! Generic header: the site's name, no crown.

use maud::{Markup, html};

/// The band with the site's name, linked to its first page.
pub fn generic_header(name: &str, href: &str) -> Markup {
    html! {
        header class="govuk-template__header" {
            div class="govuk-generic-header" {
                div class="govuk-generic-header__container govuk-width-container" {
                    div class="govuk-generic-header__logo" {
                        a href=(href) class="govuk-generic-header__homepage-link" { (name) }
                    }
                }
            }
        }
    }
}
