//! Sortable table: the heading of a column is a link that sorts the list by it. A link, so that it works
//! without script and the address says how the list is sorted.
//!
//! Source: Ministry of Justice design patterns, "Sortable table"; WAI-ARIA Authoring Practices, "Sortable
//! table".

use maud::{Markup, Render, html};

use domain::platform::order::{Direction, Order, SortKey};

use super::dense_table::scroll;
use crate::component::table::{Column, Table, heading_class};

/// One column: its heading, what the list is sorted by when it is chosen (nothing for some), and whether it
/// holds numbers.
pub type SortColumn<'a, K> = (&'a str, Option<K>, bool);

/// The start of the identifiers of rows.
pub const ROW: &str = "row-";

/// The identifier of the row of an entry, so that an address can lead to it.
pub fn row_id(id: &dyn std::fmt::Display) -> String {
    format!("{ROW}{id}")
}

/// A page of a list: a dense table whose headings sort it.
pub struct SortableTable<'a, K> {
    /// What the table shows.
    pub caption: &'a str,
    /// The columns.
    pub columns: &'a [SortColumn<'a, K>],
    /// How the list is sorted.
    pub order: Order<K>,
    /// The address of the first page of the list in an order.
    pub href: &'a dyn Fn(Order<K>) -> String,
    /// The rows: of each the [identifier](row_id) and the cells, as many as there are columns.
    pub rows: Vec<(String, Vec<Markup>)>,
    /// Whether the first cell of each row is its heading.
    pub row_headings: bool,
}

impl<K: SortKey> Render for SortableTable<'_, K> {
    fn render(&self) -> Markup {
        let columns = self.columns.iter().map(|&(title, _, numeric)| Column { title, numeric });
        let table = Table {
            caption: self.caption,
            caption_hidden: true,
            columns: columns.collect(),
            rows: Vec::new(),
            row_headings: self.row_headings,
        };
        let headings = html! { @for column in self.columns { (self.heading(column)) } };
        let rows = html! { @for (id, cells) in &self.rows { (table.row(Some(id), cells)) } };
        scroll(self.caption, &table.frame(&headings, &rows))
    }
}

impl<K: SortKey> SortableTable<'_, K> {
    fn heading(&self, (title, key, numeric): &SortColumn<'_, K>) -> Markup {
        let class = heading_class(*numeric);
        let Some(key) = *key else { return html! { th scope="col" class=(class) { (title) } } };
        let direction = (key == self.order.by).then_some(self.order.direction);
        html! {
            th scope="col" class=(class) aria-sort=(direction.map_or("none", Direction::code)) {
                a class="govuk-link govuk-link--no-visited-state candour-sort" href=((self.href)(self.order.choosing(key))) {
                    (title) (arrow(direction))
                }
            }
        }
    }
}

/// Which way a column runs, by the shape alone; both ways where the list is not sorted by it.
fn arrow(direction: Option<Direction>) -> Markup {
    const UP: &str = "M6 2 L11 9 L1 9 Z";
    const DOWN: &str = "M1 13 L11 13 L6 20 Z";
    html! {
        svg class="candour-sort__arrow" xmlns="http://www.w3.org/2000/svg" width="12" height="22" viewBox="0 0 12 22"
            aria-hidden="true" focusable="false" {
            @if direction != Some(Direction::Descending) { path d=(UP) fill="currentColor" {} }
            @if direction != Some(Direction::Ascending) { path d=(DOWN) fill="currentColor" {} }
        }
    }
}

/// What a form that narrows a list keeps of its order.
pub fn kept_order<K: SortKey>(order: Order<K>) -> Markup {
    html! {
        @for (name, value) in order.codes() {
            @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
        }
    }
}
