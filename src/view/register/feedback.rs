//! “You said, we did”, as the department writes it.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::register::change::Change;
use domain::register::feedback::{DID, Feedback, SAID};

use super::agency::history;
use super::done::Done;
use super::form::EntryForm;
use super::ledger::{Part, parts};
use crate::component::done::just_done;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// All that was said and done.
#[derive(Clone, Copy, Debug)]
pub struct FeedbackList<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The entries, newest first.
    pub entries: &'a [Feedback],
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for FeedbackList<'_> {
    fn render(&self) -> Markup {
        self.signed.page("You said, we did", self.content()).at(NavItem::Engagements).render()
    }
}

impl FeedbackList<'_> {
    fn content(&self) -> Markup {
        html! {
            (parts(Part::Feedback))
            (just_done(self.done))
            h1 class="govuk-heading-l" { "You said, we did" }
            p class="govuk-body" { "People of every registered agency read this when they sign in." }
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(path::register::new_feedback()) { "Add an entry" }
            }
            @if self.entries.is_empty() { p class="govuk-body" { "Nothing is written down yet." } } @else { (self.table()) }
        }
    }

    fn table(&self) -> Markup {
        let titles = ["You said", "We did", "Day"];
        dense_table(&Table {
            caption: "You said, we did",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.entries.iter().map(row).collect(),
            row_headings: true,
        })
    }
}

fn row(entry: &Feedback) -> Vec<Markup> {
    vec![
        html! {
            a class="govuk-link" href=(path::register::feedback_edit(&entry.id)) { bdi { (entry.record.get(SAID)) } }
            @if !entry.is_shown() { " " (tag("Not shown", Colour::Grey)) }
        },
        html! { bdi { (entry.record.get(DID)) } },
        html! { @if let Some(day) = entry.day() { span class="candour-whole" { (day) } } },
    ]
}

/// An entry, for changing it, with its history.
pub struct FeedbackPage<'a> {
    /// The form.
    pub form: EntryForm<'a>,
    /// Its history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
}

impl Render for FeedbackPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (self.form.content())
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        };
        StaffPage { content, ..self.form.page() }.render()
    }
}
