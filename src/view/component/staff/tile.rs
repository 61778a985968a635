//! Tiles: how much waits, each a link to exactly what is counted.

use maud::{Markup, html};

/// How much of one kind waits.
#[derive(Clone, Debug)]
pub struct Tile<'a> {
    /// What is counted.
    pub label: &'a str,
    /// How much there is.
    pub count: i64,
    /// Whether counting ended there and there may be more.
    pub more: bool,
    /// The list of what is counted.
    pub href: String,
    /// Whether it cannot wait when there is any.
    pub urgent: bool,
}

impl<'a> Tile<'a> {
    /// Something that can wait, counted to the end.
    pub fn new(label: &'a str, count: i64, href: String) -> Self {
        Self { label, count, more: false, href, urgent: false }
    }

    fn class(&self) -> &'static str {
        match (self.count, self.urgent) {
            (0, _) => "candour-tile candour-tile--calm",
            (_, true) => "candour-tile candour-tile--urgent",
            (_, false) => "candour-tile",
        }
    }
}

/// Tiles beside each other.
pub fn tiles(tiles: &[Tile]) -> Markup {
    html! {
        ul class="candour-tiles" {
            @for tile in tiles {
                li class=(tile.class()) {
                    a class="govuk-link candour-tile__link" href=(tile.href) {
                        span class="candour-tile__count" { (tile.count) @if tile.more { "+" } }
                        " " (tile.label)
                    }
                }
            }
        }
    }
}
