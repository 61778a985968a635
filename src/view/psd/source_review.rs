//! Notices to the managers of a desk: somebody who reports may have to be looked after as a source.

pub use domain::casework::source_review::DECISION;
use maud::{Markup, Render, html};

use domain::casework::case::Case;
use domain::casework::source_review::{Decision, Reason};
use domain::form::errors::Errors;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::reference::Reference;

use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::notification_banner::{Kind, notification_banner};
use crate::component::radios::Radios;
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// A notice.
#[derive(Clone, Copy, Debug)]
pub struct NoticeLine<'a> {
    /// Its identifier, as text.
    pub id: &'a str,
    /// The cases, the latest first.
    pub cases: &'a [(Id<Case>, Reference)],
    /// Why it was raised.
    pub reasons: &'a [Reason],
    /// The day it was raised.
    pub raised: Day,
    /// What was decided, and when.
    pub decision: Option<(Decision, Day)>,
}

/// The notices of a manager.
#[derive(Clone, Copy, Debug)]
pub struct Notices<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The notices, those to be decided first.
    pub lines: &'a [NoticeLine<'a>],
}

impl Render for Notices<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Notices" }
            p class="govuk-body" {
                "Somebody who reports again and again, from a relationship that they keep, may have become a source without anybody "
                "deciding it. Here you see when that has to be looked at. Nobody is named, and nobody but the managers of your desk "
                "knows that there is anything here."
            }
            @if self.lines.is_empty() { p class="govuk-body" { "There is nothing to look at." } } @else { (self.table()) }
        };
        let page = self.signed.page("Notices", content).at(NavItem::Notices);
        StaffPage { marked: true, ..page }.render()
    }
}

impl Notices<'_> {
    fn table(&self) -> Markup {
        let titles = ["Latest case", "Decision", "Why", "Raised"];
        dense_table(&Table {
            caption: "Notices",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.lines.iter().map(row).collect(),
            row_headings: true,
        })
    }
}

fn row(line: &NoticeLine) -> Vec<Markup> {
    let latest = line.cases.first().map_or("", |(_, reference)| reference.as_str());
    vec![
        html! { a class="govuk-link" href=(path::staff::notice(&line.id)) { (latest) } },
        decided(line.decision),
        html! { @for reason in line.reasons { div { (reason.label()) } } },
        html! { (line.raised) },
    ]
}

fn decided(decision: Option<(Decision, Day)>) -> Markup {
    html! {
        @match decision {
            None => "To be decided",
            Some((decision, day)) => { (decision.label()) ", " (day) }
        }
    }
}

/// One notice.
#[derive(Clone, Copy, Debug)]
pub struct NoticePage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The notice.
    pub line: NoticeLine<'a>,
    /// What was wrong, for the field [`DECISION`].
    pub errors: &'a Errors,
    /// Whether a decision was just written down.
    pub done: bool,
}

impl Render for NoticePage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Notice", column(&self.content())).at(NavItem::Notices);
        let above = vec![("Notices", path::staff::notices())];
        StaffPage { above, marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl NoticePage<'_> {
    fn content(&self) -> Markup {
        html! {
            @if self.done { (notification_banner(Kind::Success, &"The decision is written down.")) }
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Source review needed" }
            (SummaryList { rows: self.rows(), no_border: false })
            h2 class="govuk-heading-m" { "What to do" }
            ol class="govuk-list govuk-list--number" {
                li { "Seek advice from the unit that looks after covert sources, before anybody writes to the reporter again." }
                li { "Tell nobody else: not those who work on the cases, not in a message, not in the case." }
                li { "Write down here what was decided. Keep all detail outside this site." }
            }
            (warning_text(&"That this notice exists may put somebody at risk. No log, list or export shows it."))
            (self.form())
        }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let cases = html! {
            ul class="govuk-list" {
                @for (id, reference) in self.line.cases {
                    li { a class="govuk-link" href=(path::staff::case(id)) { (reference.as_str()) } }
                }
            }
        };
        let reasons =
            html! { @for reason in self.line.reasons { p class="govuk-body" { (reason.label()) } } };
        vec![
            Row { key: "Cases of your desk", value: cases, action: None },
            Row { key: "Why", value: reasons, action: None },
            Row { key: "Raised", value: html! { (self.line.raised) }, action: None },
            Row { key: "Decision", value: decided(self.line.decision), action: None },
        ]
    }

    fn form(&self) -> Markup {
        let group =
            FormGroup::new(DECISION, "What was decided?").size(Size::Medium).error(self.errors.of(DECISION));
        let now = self.line.decision.map(|(decision, _)| decision);
        let items = Decision::ALL.iter().map(|one| Item::new(one.code(), one.label(), now == Some(*one)));
        html! {
            form method="post" action=(path::staff::notice(&self.line.id)) novalidate {
                (token(self.signed.token))
                (Radios { group, items: items.collect(), inline: false })
                (button("Write it down"))
            }
        }
    }
}
