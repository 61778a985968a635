//! A dense table that scrolls sideways where it is wider than the screen.

use maud::{Markup, Render, html};

use crate::component::table::Table;

/// `table`, set small. Its frame can be reached and scrolled with the keyboard.
pub fn dense_table(table: &Table) -> Markup {
    scroll(table.caption, &table.render())
}

/// A frame that scrolls sideways around a table with this caption.
pub(super) fn scroll(caption: &str, table: &Markup) -> Markup {
    html! {
        div class="candour-scroll candour-table--dense" role="region" aria-label=(caption) tabindex="0" { (table) }
    }
}
