//! A dense table that scrolls sideways where it is wider than the screen.

use maud::{Markup, html};

use crate::component::table::Table;

/// `table`, set small. Its frame can be reached and scrolled with the keyboard.
pub fn dense_table(table: &Table) -> Markup {
    html! {
        div class="candour-scroll candour-table--dense" role="region" aria-label=(table.caption) tabindex="0" {
            (table)
        }
    }
}
