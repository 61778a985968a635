//! What was done as one, newest first.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::register::batch::{Batch, BatchState};

use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// What the page is called.
pub const TITLE: &str = "Imports, merges and bulk edits";

/// What was done as one.
#[derive(Clone, Copy)]
pub struct Batches<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The batches, newest first.
    pub batches: &'a [Batch],
    /// The lists that give codes their names.
    pub known: &'a Known,
}

impl Render for Batches<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { (TITLE) }
            p class="govuk-body govuk-!-display-none-print" { "Each of these can be undone as one." }
            @if self.batches.is_empty() { p class="govuk-body" { "There are none yet." } }
            @else { (self.table()) }
        };
        let page = self.signed.page(TITLE, content).at(NavItem::Agencies);
        StaffPage { above: vec![("Agencies", path::register::agencies())], ..page }.render()
    }
}

impl Batches<'_> {
    fn table(&self) -> Markup {
        let titles = ["When", "What", "Of what", "Who", "State"];
        dense_table(&Table {
            caption: TITLE,
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.batches.iter().map(|batch| self.row(batch)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, batch: &Batch) -> Vec<Markup> {
        let who = batch.staff.map(|id| id.to_string()).unwrap_or_default();
        vec![
            html! { a class="govuk-link" href=(path::register::batch(&batch.id)) { (batch.at) } },
            html! { (batch.kind.label()) },
            html! { bdi { (batch.title) } },
            html! { (self.known.person(&who)) },
            state(batch),
        ]
    }
}

/// How far a batch is.
pub fn state(batch: &Batch) -> Markup {
    let colour = match batch.state {
        BatchState::Making | BatchState::Undoing => Colour::Yellow,
        BatchState::Made => Colour::Green,
        BatchState::Undone => Colour::Grey,
    };
    tag(batch.state.label(), colour)
}
