//! Breadcrumbs.

use maud::{Markup, html};

/// The way to this page: `(text, href)` from the top down, then the page itself, which is not a link.
pub fn breadcrumbs(above: &[(&str, &str)], here: &str) -> Markup {
    html! {
        nav class="govuk-breadcrumbs" aria-label="Breadcrumb" {
            ol class="govuk-breadcrumbs__list" {
                @for (text, href) in above {
                    li class="govuk-breadcrumbs__list-item" {
                        a class="govuk-breadcrumbs__link" href=(href) { (text) }
                    }
                }
                li class="govuk-breadcrumbs__list-item" aria-current="page" { (here) }
            }
        }
    }
}
