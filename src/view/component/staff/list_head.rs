//! The head of a list: what it lists, the one thing that is done most, and quieter ways on.

use maud::{Markup, Render, html};

use crate::component::button::{Look, link_button};

/// The head of a list. Holds the page's `h1`.
#[derive(Clone, Copy, Debug)]
pub struct ListHead<'a> {
    /// What is listed.
    pub title: &'a str,
    /// What is done most, as a button: its words and address.
    pub primary: Option<(&'a str, &'a str)>,
    /// Other ways on, as links: their words and addresses.
    pub ways: &'a [(&'a str, String)],
}

impl Render for ListHead<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="candour-list-head" {
                h1 class="govuk-heading-l" { (self.title) }
                @if !self.ways.is_empty() {
                    ul class="candour-ways govuk-list govuk-!-display-none-print" {
                        @for (text, href) in self.ways { li { a class="govuk-link" href=(href) { (text) } } }
                    }
                }
                @if let Some((text, href)) = self.primary { (link_button(text, href, Look::Primary)) }
            }
        }
    }
}
