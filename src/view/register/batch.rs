//! What was done as one: every entry that it changed, and a way to undo it.

use maud::{Markup, Render, html};

use super::agency::differences;
use super::batches::state;
use crate::domain::batch::Batch;
use crate::domain::change::{Change, Noun};
use crate::domain::record::Known;
use crate::path;
use crate::view::component::button::{Button, Look};
use crate::view::component::notification_banner::{Kind as Banner, notification_banner};
use crate::view::component::staff::dense_table::dense_table;
use crate::view::component::table::{Column, Table};
use crate::view::component::token::token;
use crate::view::staff::page::{Signed, StaffPage};
use crate::view::staff::place::Place;

/// What was done as one.
#[derive(Clone, Copy)]
pub struct BatchPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The batch.
    pub batch: &'a Batch,
    /// What it changed, with the name of each entry.
    pub changes: &'a [(Change, String)],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// Entries that could not be undone wholly; none unless it was undone just now.
    pub left: Option<&'a [String]>,
}

impl Render for BatchPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("What was changed", self.content()).at(Place::Agencies);
        let above = vec![
            ("Agencies", path::register::agencies()),
            ("Imports, merges and bulk edits", path::register::batches()),
        ];
        StaffPage { above, ..page }.render()
    }
}

impl BatchPage<'_> {
    fn content(&self) -> Markup {
        let batch = self.batch;
        html! {
            @if let Some(left) = self.left { (undone(left)) }
            h1 class="govuk-heading-l" { (batch.kind.label()) ": " bdi { (batch.title) } }
            p class="govuk-body" { (state(batch)) " " (batch.at) ". " (self.changes.len()) " entries." }
            @if batch.undone.is_none() {
                form action=(path::register::batch_undo(&batch.id)) method="post" novalidate {
                    (token(self.signed.token))
                    p class="govuk-body" {
                        "What somebody has changed since then keeps their words; entries that are in use stay."
                    }
                    (Button { text: "Undo all of this", look: Look::Warning, ..Button::default() })
                }
            }
            (self.table())
        }
    }

    fn table(&self) -> Markup {
        dense_table(&Table {
            caption: "What was changed",
            caption_hidden: true,
            columns: ["Entry", "What was done"].map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.changes.iter().map(|(change, name)| self.row(change, name)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, change: &Change, name: &str) -> Vec<Markup> {
        let name = if name.is_empty() { change.noun.label() } else { name };
        let to = match change.noun {
            Noun::Contact => path::register::contact(&change.subject),
            _ => path::register::agency(&change.subject),
        };
        vec![
            html! { a class="govuk-link" href=(to) { bdi { (name) } } },
            html! { (change.noun.label()) " " (change.deed.label().to_lowercase()) (differences(change, self.known)) },
        ]
    }
}

fn undone(left: &[String]) -> Markup {
    let words = if left.is_empty() {
        "All of this is undone.".to_owned()
    } else {
        format!("This is undone, save for entries that were changed or used since: {}.", left.join(", "))
    };
    notification_banner(if left.is_empty() { Banner::Success } else { Banner::Important }, &words)
}
