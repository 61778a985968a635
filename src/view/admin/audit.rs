//! The audit log.

use maud::{Markup, Render, html};

use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::table::{Column, Table};
use crate::psd::event_row::Happening;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The field for the number of the page.
pub const PAGE: &str = "page";

/// The audit log.
#[derive(Clone, Copy, Debug)]
pub struct AuditLog<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The names of the desks whose doings are shown.
    pub desks: &'a [&'a str],
    /// The entries on this page, newest first.
    pub entries: &'a [Happening<'a>],
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many entries there are on all pages.
    pub total: usize,
}

impl Render for AuditLog<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Audit log" }
            p class="govuk-body" {
                "Newest first. " (self.total) @if self.total == 1 { " entry." } @else { " entries." }
                " Times are UTC. The log holds codes and identifiers, never what a report says."
            }
            p class="govuk-body" { (self.reach()) }
            @if self.entries.is_empty() { p class="govuk-body" { "Nothing has been logged yet." } }
            @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &href })
        };
        self.signed.page("Audit log", content).at(NavItem::Audit).render()
    }
}

impl AuditLog<'_> {
    /// What is in the log that this person reads.
    fn reach(&self) -> String {
        match self.desks {
            [] => "You see what belongs to no desk. Whoever runs this site can say which desks you audit."
                .into(),
            desks => format!("You see what was done at: {}; and what belongs to no desk.", desks.join(", ")),
        }
    }

    fn table(&self) -> Markup {
        let titles = ["When", "Who", "What", "To what", "More"];
        dense_table(&Table {
            caption: "Audit log",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.entries.iter().map(row).collect(),
            row_headings: false,
        })
    }
}

fn row(entry: &Happening) -> Vec<Markup> {
    vec![
        html! { (entry.at) },
        html! { bdi { (entry.who()) } },
        html! { (entry.deed.label()) },
        html! { @if !entry.object.is_empty() { code class="candour-code" { (entry.object) } } },
        html! { (entry.detail()) },
    ]
}

fn href(page: usize) -> String {
    let log = path::staff::audit();
    if page > 1 { format!("{log}?{PAGE}={page}") } else { log }
}
