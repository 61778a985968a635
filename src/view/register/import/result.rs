//! What becomes of each row of a list, before anything is written.

use maud::{Markup, Render, html};

use domain::platform::id::Id;
use domain::register::import::import_plan::{Choice, Difference, RowPlan};
use domain::register::import::{Import, RowOutcome};

use super::below_start;
use super::columns::file_notes;
use crate::component::button::{Button, Look, button};
use crate::component::done::just_done;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::register::done::Done;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for a fate.
pub const FATE: &str = "fate";
/// The field for the number of the page.
pub const PAGE: &str = "page";
/// What the field for a decision begins with; the number of the row follows.
pub const CHOICE: &str = "row-";
/// The field for one decision about all rows.
pub const ALL: &str = "all";
/// The value for a row that is another agency.
pub const NEW: &str = "new";
/// The value for rows that are left out.
const OUT: &str = "out";

/// What becomes of the rows.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The file.
    pub import: &'a Import,
    /// How many rows each fate has.
    pub counts: &'a [(RowOutcome, i64)],
    /// The rows on this page.
    pub rows: &'a [RowPlan],
    /// What is to be told of the whole file.
    pub told: &'a [String],
    /// Only rows of this fate are shown.
    pub fate: Option<RowOutcome>,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// What was just done.
    pub done: Option<Done>,
}

/// The address of a page of rows.
pub fn href(id: &Id<Import>, fate: Option<RowOutcome>, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let query = path::query(&[(FATE, fate.map_or("", RowOutcome::code)), (PAGE, &page)]);
    let joint = if query.is_empty() { "" } else { "?" };
    format!("{}{joint}{query}", path::register::import(id))
}

impl Render for Outcome<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("What becomes of each row", self.content()).at(NavItem::Agencies);
        StaffPage { above: below_start(), ..page }.render()
    }
}

impl Outcome<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { "What becomes of each row" }
            p class="govuk-body" {
                "Nothing is written yet. This is what will be done with " bdi { (self.import.name) } "."
            }
            (file_notes(self.told))
            (self.summary())
            (self.apply())
            h2 class="govuk-heading-m" { (self.fate.map_or("All rows", RowOutcome::label)) }
            @if self.rows.is_empty() { p class="govuk-body" { "There are none." } } @else { (self.list()) }
            (Pagination { current: self.page, last: self.last, href: &|page| href(&self.import.id, self.fate, page) })
        }
    }

    fn summary(&self) -> Markup {
        let all: i64 = self.counts.iter().map(|(_, rows)| rows).sum();
        let row = |fate: Option<RowOutcome>, rows: i64| {
            let name = fate.map_or("All rows", RowOutcome::label);
            let link = html! { a class="govuk-link" href=(href(&self.import.id, fate, 1)) { (name) } };
            let name = if fate == self.fate {
                html! { strong { (name) } }
            } else {
                link
            };
            vec![name, html! { (rows) }, html! { (fate.map_or("", RowOutcome::meaning)) }]
        };
        let column = |title, numeric| Column { title, numeric };
        dense_table(&Table {
            caption: "Rows by what becomes of them",
            caption_hidden: false,
            columns: vec![column("What", false), column("Rows", true), column("What it means", false)],
            rows: self
                .counts
                .iter()
                .filter(|(_, rows)| *rows > 0)
                .map(|(fate, rows)| row(Some(*fate), *rows))
                .chain([row(None, all)])
                .collect(),
            row_headings: true,
        })
    }

    fn apply(&self) -> Markup {
        let of = |fate: RowOutcome| {
            self.counts.iter().find(|(known, _)| *known == fate).map_or(0, |(_, rows)| *rows)
        };
        let (sure, open) = (of(RowOutcome::New) + of(RowOutcome::Update), of(RowOutcome::Double));
        html! {
            @if open > 0 {
                p class="govuk-body" {
                    (open) " rows may be on the register already. They are left out unless you choose: "
                    a class="govuk-link" href=(href(&self.import.id, Some(RowOutcome::Double), 1)) { "decide about them" } "."
                }
            }
            @if sure + open == 0 {
                p class="govuk-body" { "There is nothing to write." }
            } @else {
                form action=(path::register::import_apply(&self.import.id)) method="post" novalidate {
                    (token(self.signed.token))
                    (button("Write to the register"))
                }
            }
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::import_columns(&self.import.id)) { "Change what the columns hold" }
            }
        }
    }

    /// With rows to decide about, the table stands in a form.
    fn list(&self) -> Markup {
        if !self.rows.iter().any(|row| row.fate == RowOutcome::Double) {
            return self.table();
        }
        html! {
            form action=(path::register::import_choices(&self.import.id)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                input type="hidden" name=(FATE) value=(self.fate.map_or("", RowOutcome::code));
                input type="hidden" name=(PAGE) value=(self.page);
                (self.table())
                div class="govuk-button-group" {
                    (Button { text: "Keep these choices", look: Look::Secondary, ..Button::default() })
                    (all("Add all that may be there as other agencies", NEW))
                    (all("Leave all that may be there out", OUT))
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let column = |title, numeric| Column { title, numeric };
        dense_table(&Table {
            caption: "Rows",
            caption_hidden: true,
            columns: vec![
                column("Row", true),
                column("Name", false),
                column("What becomes of it", false),
                column("Why, and what changes", false),
            ],
            rows: self.rows.iter().map(row).collect(),
            row_headings: false,
        })
    }
}

fn row(row: &RowPlan) -> Vec<Markup> {
    let name = html! {
        @if let Some(id) = row.agency { a class="govuk-link" href=(path::register::agency(&id)) { bdi { (row.name) } } }
        @else { bdi { (row.name) } }
    };
    vec![
        html! { (row.number) },
        name,
        html! { (fate(row.fate)) @if row.fate == RowOutcome::Double { (choice(row)) } },
        reasons(row),
    ]
}

/// A button that decides about every such row of the file, on whichever page.
fn all<'a>(text: &'a str, value: &'a str) -> Button<'a> {
    Button { text, look: Look::Secondary, says: Some((ALL, value)), hidden: None }
}

fn fate(fate: RowOutcome) -> Markup {
    let colour = match fate {
        RowOutcome::New => Colour::Green,
        RowOutcome::Update => Colour::Blue,
        RowOutcome::Double => Colour::Yellow,
        RowOutcome::Error => Colour::Red,
        RowOutcome::Joined => Colour::Teal,
        RowOutcome::Same | RowOutcome::Skipped => Colour::Grey,
    };
    tag(fate.label(), colour)
}

fn choice(row: &RowPlan) -> Markup {
    let name = format!("{CHOICE}{}", row.number);
    let chosen = |choice: Option<Choice>| row.choice == choice;
    html! {
        br;
        select class="govuk-select" name=(name) aria-label={ "What to do with row " (row.number) } {
            option value="" selected[chosen(None)] { "Leave out" }
            option value=(NEW) selected[chosen(Some(Choice::New))] { "Add as another agency" }
            @for one in &row.candidates {
                option value=(one.id) selected[chosen(Some(Choice::Update(one.id)))] { "It is " (one.name) }
            }
        }
    }
}

fn reasons(row: &RowPlan) -> Markup {
    html! {
        @for error in &row.errors { p class="govuk-body-s" { strong { (error) } } }
        @if let Some(with) = row.with { p class="govuk-body-s" { "Goes with row " (with) "." } }
        @for one in &row.candidates {
            p class="govuk-body-s" {
                a class="govuk-link" href=(path::register::agency(&one.id)) { bdi { (one.name) } } " has " (one.why) "."
            }
        }
        @for told in &row.told { p class="govuk-body-s" { (told) } }
        @if !row.differences.is_empty() {
            details class="govuk-details" open[row.fate == RowOutcome::Update] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" {
                        @if row.fate == RowOutcome::Update { "What changes" } @else { "What will be written" }
                        span class="govuk-visually-hidden" { " in row " (row.number) }
                    }
                }
                ul class="govuk-list govuk-list--bullet govuk-body-s" {
                    @for one in &row.differences { li { (difference(one)) } }
                }
            }
        }
    }
}

fn difference(one: &Difference) -> Markup {
    html! {
        (one.what) ": "
        @if !one.before.is_empty() { del { (one.before) } " " }
        @if one.after.is_empty() { "removed" } @else { ins { (one.after) } }
    }
}
