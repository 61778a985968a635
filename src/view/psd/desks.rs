//! The desks that a person manages.

use maud::{Markup, Render, html};

use domain::identity::desk::{Desk, DeskKind};

use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// A desk, and how many people are members of it.
#[derive(Clone, Copy, Debug)]
pub struct DeskLine<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// How many members it has.
    pub members: usize,
}

/// The desks that a person manages.
#[derive(Clone, Copy, Debug)]
pub struct Desks<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The desks.
    pub lines: &'a [DeskLine<'a>],
}

impl Render for Desks<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Desks" }
            p class="govuk-body" {
                "A desk is a team with a key of its own. Only its members can open what is sent to it."
            }
            @if self.lines.is_empty() { p class="govuk-body" { "You are a member of no desk." } } @else { (self.table()) }
        };
        self.signed.page("Desks", content).at(NavItem::Desks).render()
    }
}

impl Desks<'_> {
    fn table(&self) -> Markup {
        let titles = [("Desk", false), ("What it does", false), ("Notices go to", false), ("Members", true)];
        dense_table(&Table {
            caption: "Desks",
            caption_hidden: true,
            columns: titles.map(|(title, numeric)| Column { title, numeric }).to_vec(),
            rows: self.lines.iter().map(row).collect(),
            row_headings: true,
        })
    }
}

fn row(line: &DeskLine) -> Vec<Markup> {
    let desk = line.desk;
    vec![
        html! { a class="govuk-link" href=(path::staff::desk(&desk.id)) { (desk.name) } },
        html! { (purpose(desk.kind)) },
        html! { @if desk.email.is_empty() { "Nobody" } @else { (desk.email) } },
        html! { (line.members) },
    ]
}

/// What a desk of this kind does.
pub(super) fn purpose(kind: DeskKind) -> &'static str {
    match kind {
        DeskKind::Triage => "Receives reports about a force",
        DeskKind::Independent => "Receives reports about professional standards itself",
        DeskKind::Custodian => "Holds the inner seal of every source",
        DeskKind::Authoriser => "Holds the outer seal of every source",
    }
}
