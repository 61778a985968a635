//! Service navigation: where else in this service one can go.

use maud::{Markup, Render, html};

use super::side_navigation::Link;

/// Links to the parts of the service. Drawn as nothing when there are none.
#[derive(Clone, Debug)]
pub struct ServiceNavigation<'a> {
    /// The links.
    pub links: Vec<Link<'a>>,
    /// Links to other sides of the service, set apart.
    pub others: Vec<Link<'a>>,
}

impl Render for ServiceNavigation<'_> {
    fn render(&self) -> Markup {
        if self.links.is_empty() && self.others.is_empty() {
            return html! {};
        }
        html! {
            div class="govuk-service-navigation" {
                div class="govuk-width-container" {
                    div class="govuk-service-navigation__container" {
                        nav aria-label="Menu" class="govuk-service-navigation__wrapper" {
                            ul class="govuk-service-navigation__list" {
                                @for link in &self.links { (item(link)) }
                                @for link in &self.others { (other(link)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn other(link: &Link) -> Markup {
    html! {
        li class="govuk-service-navigation__item candour-other-side" {
            a class="govuk-service-navigation__link" href=(link.href) { (link.text) }
        }
    }
}

fn item(link: &Link) -> Markup {
    html! {
        li.govuk-service-navigation__item.govuk-service-navigation__item--active[link.current] {
            a class="govuk-service-navigation__link" href=(link.href) aria-current=[link.current.then_some("true")] {
                @if link.current {
                    strong class="govuk-service-navigation__active-fallback" { (link.text) }
                } @else { (link.text) }
            }
        }
    }
}
