//! Footer: links that every page carries in the same order.

use maud::{Markup, html};

/// The footer with `links` as `(text, href)`; no crown, no licence.
pub fn footer(links: &[(&str, &str)]) -> Markup {
    html! {
        footer class="govuk-template__footer" {
            div class="govuk-footer" {
                div class="govuk-width-container" {
                    div class="govuk-footer__meta" {
                        div class="govuk-footer__meta-item govuk-footer__meta-item--grow" {
                            h2 class="govuk-visually-hidden" { "Support links" }
                            ul class="govuk-footer__inline-list" {
                                @for (text, href) in links {
                                    li class="govuk-footer__inline-list-item" {
                                        a class="govuk-footer__link" href=(href) { (text) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
