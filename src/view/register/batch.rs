//! What was done as one: how much of each kind, every entry that it changed, and a way to undo it.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::id::Id;
use domain::register::batch::{Batch, BatchState};
use domain::register::change::{ChangeKind, EntityKind};
use domain::register::part::{Back, Only, Part, Total};

use super::agency::differences;
use super::batches::{TITLE, state};
use crate::component::button::{Button, Look};
use crate::component::inset_text::inset_text;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for which changes are shown.
pub const ONLY: &str = "only";
/// The field for the number of the page.
pub const PAGE: &str = "page";

/// What was done as one.
#[derive(Clone, Copy)]
pub struct BatchPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The batch.
    pub batch: &'a Batch,
    /// How many changes there are of each kind.
    pub totals: &'a [Total],
    /// The changes on this page, by the name of each entry.
    pub parts: &'a [Part],
    /// Only these are shown.
    pub only: Option<Only>,
    /// The merge that has to be undone before this one can be.
    pub first: Option<&'a Batch>,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// The lists that give codes their names.
    pub known: &'a Known,
}

/// The address of a page of changes.
pub fn href(id: &Id<Batch>, only: Option<Only>, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    let query = path::query(&[(ONLY, &only.map(Only::code).unwrap_or_default()), (PAGE, &page)]);
    let joint = if query.is_empty() { "" } else { "?" };
    format!("{}{joint}{query}", path::register::batch(id))
}

/// The pages above that of a batch.
fn above() -> Vec<(&'static str, String)> {
    vec![("Agencies", path::register::agencies()), (TITLE, path::register::batches())]
}

impl Render for BatchPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("What was changed", self.content()).at(NavItem::Agencies);
        StaffPage { above: above(), ..page }.render()
    }
}

impl BatchPage<'_> {
    fn content(&self) -> Markup {
        let batch = self.batch;
        html! {
            h1 class="govuk-heading-l" { (batch.kind.label()) ": " bdi { (batch.title) } }
            p class="govuk-body" { (state(batch)) " " (batch.at) ". " (entries(self.count(|_| true))) "." }
            @if batch.state == BatchState::Undone { (self.undone()) }
            @if self.count(|total| total.deed == ChangeKind::Left) > 0 {
                p class="govuk-body" {
                    "Entries that somebody changed after the rows were checked were left alone. Import the list again to \
                     add what it says about them."
                }
            }
            @if batch.state == BatchState::Made { (self.undo()) }
            (self.summary())
            h2 class="govuk-heading-m" { (self.only.map_or("All of them".into(), words)) }
            @if self.parts.is_empty() { p class="govuk-body" { "There are none." } } @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| href(&batch.id, self.only, page) })
        }
    }

    fn undo(&self) -> Markup {
        if let Some(first) = self.first {
            return inset_text(&html! {
                p class="govuk-body" {
                    "One of the two entries was merged again since. Undo that before you undo this: "
                    a class="govuk-link" href=(path::register::batch(&first.id)) { bdi { (first.title) } }
                    "."
                }
            });
        }
        html! {
            form class="govuk-!-display-none-print" action=(path::register::batch_undo(&self.batch.id)) method="post" novalidate {
                (token(self.signed.token))
                p class="govuk-body" {
                    "What somebody has changed since then keeps their words; entries that are in use stay."
                }
                (Button { text: "Undo all of this", look: Look::Warning, ..Button::default() })
            }
        }
    }

    fn undone(&self) -> Markup {
        let left = self.count(|total| total.back == Some(Back::Left));
        inset_text(&html! {
            @if left == 0 { p class="govuk-body" { "All of this is undone." } }
            @else {
                p class="govuk-body" {
                    "This is undone, save for entries that were changed or used since: "
                    a class="govuk-link" href=(href(&self.batch.id, Some(Only::Left), 1)) {
                        "see " (entries(left)) " that stayed"
                    }
                    "."
                }
            }
        })
    }

    fn count(&self, of: impl Fn(&Total) -> bool) -> i64 {
        self.totals.iter().filter(|total| of(total)).map(|total| total.count).sum()
    }

    /// How many changes there are of each kind, with a link to them.
    fn summary(&self) -> Markup {
        let mut kinds: Vec<Only> = Vec::new();
        for total in self.totals {
            let kind = Only::Kind(total.noun, total.deed);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if self.count(|total| total.back == Some(Back::Left)) > 0 {
            kinds.push(Only::Left);
        }
        let row = |only: Option<Only>| {
            let name = only.map_or("All of them".into(), words);
            let name = if only == self.only {
                html! { strong { (name) } }
            } else {
                html! { a class="govuk-link" href=(href(&self.batch.id, only, 1)) { (name) } }
            };
            vec![name, html! { (self.count(|total| only.is_none_or(|only| only.takes(total)))) }]
        };
        dense_table(&Table {
            caption: "How much was changed",
            caption_hidden: false,
            columns: vec![
                Column { title: "What was done", numeric: false },
                Column { title: "Entries", numeric: true },
            ],
            rows: kinds.into_iter().map(Some).chain([None]).map(row).collect(),
            row_headings: true,
        })
    }

    fn table(&self) -> Markup {
        dense_table(&Table {
            caption: "What was changed",
            caption_hidden: true,
            columns: ["Entry", "What was done"].map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.parts.iter().map(|part| self.row(part)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, part: &Part) -> Vec<Markup> {
        let change = &part.change;
        let name = crate::register::agency::entry_name(change).unwrap_or_else(|| change.noun.label());
        let to = match change.noun {
            EntityKind::Contact => path::register::contact(&change.subject),
            _ => path::register::agency(&change.subject),
        };
        // What was added and is undone is not there any more.
        let gone = change.deed == ChangeKind::Added && part.back == Some(Back::Whole);
        vec![
            html! {
                @if gone { bdi { (name) } } @else { a class="govuk-link" href=(to) { bdi { (name) } } }
            },
            html! {
                (words(Only::Kind(change.noun, change.deed)))
                @if part.back == Some(Back::Left) { " " (tag("Stayed", Colour::Yellow)) }
                (differences(change, self.known))
            },
        ]
    }
}

/// What kind of changes these are.
fn words(only: Only) -> String {
    match only {
        Only::Kind(noun, deed) => format!("{} {}", noun.label(), deed.label().to_lowercase()),
        Only::Left => "Stayed when this was undone".into(),
    }
}

fn entries(count: i64) -> String {
    if count == 1 { "1 entry".into() } else { format!("{count} entries") }
}
