//! Side navigation (MOJ).

use maud::{Markup, Render, html};

/// One link of a navigation.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// Its words.
    pub text: &'a str,
    /// Where it goes.
    pub href: String,
    /// Whether it is the page shown.
    pub current: bool,
}

/// Links down the side of a page.
#[derive(Clone, Debug)]
pub struct SideNavigation<'a> {
    /// What the links are, for assistive technology.
    pub label: &'a str,
    /// The links.
    pub links: Vec<Link<'a>>,
}

impl Render for SideNavigation<'_> {
    fn render(&self) -> Markup {
        html! {
            nav class="moj-side-navigation" aria-label=(self.label) {
                ul class="moj-side-navigation__list" {
                    @for link in &self.links {
                        li.moj-side-navigation__item.moj-side-navigation__item--active[link.current] {
                            a href=(link.href) aria-current=[link.current.then_some("location")] { (link.text) }
                        }
                    }
                }
            }
        }
    }
}
