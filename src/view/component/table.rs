//! Table.

use maud::{Markup, Render, html};

/// One column of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Whether it holds numbers, which are set to the right.
    pub numeric: bool,
}

/// Rows of cells. The first cell of a row is its heading when `row_headings` says so.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    /// What the table shows.
    pub caption: &'a str,
    /// Whether the caption is only for assistive technology, since a heading above says the same.
    pub caption_hidden: bool,
    /// The columns.
    pub columns: Vec<Column<'a>>,
    /// The rows; as many cells each as there are columns.
    pub rows: Vec<Vec<Markup>>,
    /// Whether the first cell of each row is its heading.
    pub row_headings: bool,
}

impl Table<'_> {
    fn cell(&self, index: usize, cell: &Markup) -> Markup {
        let numeric = self.columns.get(index).is_some_and(|column| column.numeric);
        html! {
            @if index == 0 && self.row_headings { th scope="row" class="govuk-table__header" { (cell) } }
            @else if numeric { td class="govuk-table__cell govuk-table__cell--numeric" { (cell) } }
            @else { td class="govuk-table__cell" { (cell) } }
        }
    }
}

impl Table<'_> {
    /// A row, with an identifier that an address can lead to.
    pub(super) fn row(&self, id: Option<&str>, cells: &[Markup]) -> Markup {
        html! {
            tr class="govuk-table__row" id=[id] {
                @for (index, cell) in cells.iter().enumerate() { (self.cell(index, cell)) }
            }
        }
    }

    /// What stands around headings and rows.
    pub(super) fn frame(&self, headings: &Markup, rows: &Markup) -> Markup {
        let caption = if self.caption_hidden {
            "govuk-visually-hidden"
        } else {
            "govuk-table__caption govuk-table__caption--m"
        };
        html! {
            table class="govuk-table" {
                caption class=(caption) { (self.caption) }
                thead class="govuk-table__head" { tr class="govuk-table__row" { (headings) } }
                tbody class="govuk-table__body" { (rows) }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let headings = html! { @for column in &self.columns { (heading(column)) } };
        self.frame(&headings, &html! { @for row in &self.rows { (self.row(None, row)) } })
    }
}

fn heading(column: &Column) -> Markup {
    html! { th scope="col" class=(heading_class(column.numeric)) { (column.title) } }
}

/// The class of a column's heading.
pub(super) fn heading_class(numeric: bool) -> &'static str {
    if numeric { "govuk-table__header govuk-table__header--numeric" } else { "govuk-table__header" }
}
