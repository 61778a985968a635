//! Sub navigation (MOJ): the parts of one thing, side by side.

use maud::{Markup, Render, html};

use super::side_navigation::Link;

/// The parts of one thing.
#[derive(Clone, Debug)]
pub struct SubNavigation<'a> {
    /// What the links are, for assistive technology.
    pub label: &'a str,
    /// The links.
    pub links: Vec<Link<'a>>,
}

impl Render for SubNavigation<'_> {
    fn render(&self) -> Markup {
        html! {
            nav class="moj-sub-navigation" aria-label=(self.label) {
                ul class="moj-sub-navigation__list" {
                    @for link in &self.links {
                        li class="moj-sub-navigation__item" {
                            a class="moj-sub-navigation__link" aria-current=[link.current.then_some("page")]
                                href=(link.href) { (link.text) }
                        }
                    }
                }
            }
        }
    }
}
