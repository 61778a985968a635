//! Timeline (MOJ): what happened, newest first or oldest first as given.

use maud::{Markup, Render, html};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// What.
    pub title: &'a str,
    /// Who did it.
    pub by: Option<&'a str>,
    /// When, in words.
    pub when: String,
    /// More about it.
    pub content: Markup,
}

/// Things that happened.
#[derive(Clone, Debug, Default)]
pub struct Timeline<'a> {
    /// In the order shown.
    pub events: Vec<Event<'a>>,
}

impl Render for Timeline<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="moj-timeline" {
                @for event in &self.events {
                    div class="moj-timeline__item" {
                        div class="moj-timeline__header" {
                            h2 class="moj-timeline__title" { (event.title) }
                            " "
                            @if let Some(by) = event.by { p class="moj-timeline__byline" { "by " (by) } }
                        }
                        p class="moj-timeline__date" { (event.when) }
                        div class="moj-timeline__description" { (event.content) }
                    }
                }
            }
        }
    }
}
