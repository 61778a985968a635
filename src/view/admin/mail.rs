//! Mail that was not sent.

use maud::{Markup, Render, html};

use domain::platform::outbox::Reason;
use domain::platform::time::Day;

use crate::component::button::{Button, Look};
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// Letters that were given up on one day for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// The day.
    pub day: Day,
    /// Why they could not be sent; none when that is not known.
    pub reason: Option<Reason>,
    /// How many they are.
    pub letters: usize,
}

/// The state of outgoing mail.
#[derive(Clone, Copy, Debug)]
pub struct Mail<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The day at whose beginning all was as it is shown.
    pub day: Day,
    /// How many letters waited longer than they should, by what the last attempt failed with; none for those
    /// that were never tried.
    pub late: &'a [(Option<Reason>, usize)],
    /// The letters that were given up.
    pub given_up: &'a [GivenUp],
}

impl Render for Mail<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Mail" }
            p class="govuk-body" {
                "This is how it was when " (self.day) " began (UTC). What goes wrong today is shown tomorrow: a page that "
                "changed with each letter would tell when somebody sent a report. Whether the mail server can be reached "
                "now is in the log of the machine."
            }
            h2 class="govuk-heading-m" { "Letters that wait too long" }
            @if self.late.is_empty() { p class="govuk-body" { "There are none." } } @else { (self.late()) }
            p class="govuk-body" { "A letter is tried for a day before it is given up." }
            h2 class="govuk-heading-m" { "Letters that could not be sent" }
            @if self.given_up.is_empty() { p class="govuk-body" { "There are none." } } @else {
                (self.table())
                form action=(path::staff::mail_again()) method="post" {
                    (token(self.signed.token))
                    (Button { text: "Send all again", hidden: None, look: Look::Secondary, says: None })
                }
            }
        };
        self.signed.page("Mail", content).at(NavItem::Mail).render()
    }
}

impl Mail<'_> {
    fn late(&self) -> Markup {
        html! {
            ul class="govuk-list govuk-list--bullet" {
                @for (reason, letters) in self.late {
                    li {
                        (count(*letters)) ": "
                        @if let Some(reason) = reason { (reason.to_string()) } @else { "Not tried. Is a worker running?" }
                    }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let titles = [("Given up on", false), ("Letters", true), ("Why they were not sent", false)];
        let row = |line: &GivenUp| {
            vec![html! { (line.day) }, html! { (line.letters) }, html! { (why(line.reason)) }]
        };
        dense_table(&Table {
            caption: "Letters that could not be sent",
            caption_hidden: true,
            columns: titles.map(|(title, numeric)| Column { title, numeric }).to_vec(),
            rows: self.given_up.iter().map(row).collect(),
            row_headings: true,
        })
    }
}

fn why(reason: Option<Reason>) -> String {
    reason.map_or_else(|| "Not known".into(), |reason| reason.to_string())
}

fn count(letters: usize) -> String {
    if letters == 1 { "1 letter".into() } else { format!("{letters} letters") }
}
