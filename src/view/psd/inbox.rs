//! The inbox: the cases of one's desks.

use maud::{Markup, Render, html};

use domain::casework::case::Case;
use domain::casework::status::Status;
use domain::report::concern::{Risk, language_name};
use domain::report::sender::SenderKind;

use super::case_filter::{Chosen, MINE, NEW, ORDER, RISK, STATUS, YES};
use super::mark;
use crate::component::checkboxes::lone_checkbox;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::pagination::Pagination;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// One case, who works on it and as whom it was sent.
#[derive(Clone, Copy, Debug)]
pub struct CaseLine<'a> {
    /// The case.
    pub case: &'a Case,
    /// The name of who works on it; empty for nobody.
    pub assignee: &'a str,
    /// As whom the report was sent.
    pub sender: SenderKind,
}

/// The inbox.
#[derive(Clone, Copy, Debug)]
pub struct Inbox<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The cases on this page, in order.
    pub lines: &'a [CaseLine<'a>],
    /// Which cases were asked for.
    pub chosen: Chosen,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many cases there are on all pages.
    pub total: usize,
    /// Whether there may be more than were counted.
    pub more: bool,
}

impl Render for Inbox<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Cases", self.content()).at(NavItem::Cases);
        StaffPage { marked: true, ..page }.render()
    }
}

impl Inbox<'_> {
    fn content(&self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Cases" }
            div class="govuk-!-margin-bottom-6" { (self.filter()) }
            h2 class="govuk-heading-m" { (count(self.total, self.more)) }
            @if self.lines.is_empty() { (self.nothing()) } @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| self.chosen.href(page) })
        }
    }

    fn nothing(&self) -> Markup {
        html! {
            @if self.chosen.is_all() {
                p class="govuk-body" { "Nothing has come in yet. You will get an email when something does." }
            } @else {
                p class="govuk-body" {
                    "No case is like this. "
                    a class="govuk-link" href=(path::staff::inbox()) { "See all cases" }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let titles = ["Case", "Received", "Status", "Risk", "Language", "Files", "Who works on it"];
        dense_table(&Table {
            caption: "Cases",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.lines.iter().map(|line| self.row(line)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, line: &CaseLine) -> Vec<Markup> {
        let case = line.case;
        vec![
            html! {
                a class="govuk-link candour-whole" href=(path::staff::case(&case.id())) { (case.reference().as_str()) }
                @if case.is_unread() { br; (tag("New from reporter", Colour::Purple)) }
                @if let Some(sender) = mark::sender(line.sender) { br; (sender) }
            },
            html! { span class="candour-whole" { (case.received()) } },
            mark::status(case.status()),
            mark::risk(case.risk()),
            html! { (language_name(case.language())) },
            html! { @if case.has_files() { "Yes" } @else { "No" } },
            html! {
                @if line.assignee.is_empty() { "Nobody" } @else { bdi { (line.assignee) } }
                @if let Some(conflict) = mark::conflict(case, self.signed.actor.role) { br; (conflict) }
            },
        ]
    }

    fn filter(&self) -> Markup {
        let filter =
            Filter { selected: self.selected(), clear_href: &path::staff::inbox(), options: self.options() };
        html! { form action=(path::staff::inbox()) method="get" novalidate { (filter) } }
    }

    /// What narrows the list, on one line.
    fn selected(&self) -> Vec<(&'static str, Vec<Selected>)> {
        let chosen = self.chosen;
        let without = |text: &str, chosen: Chosen| Selected { text: text.to_owned(), href: chosen.href(1) };
        let all = [
            chosen.status.map(|status| without(status.label(), Chosen { status: None, ..chosen })),
            chosen.risk.map(|risk| without(risk.label(), Chosen { risk: None, ..chosen })),
            chosen.mine.then(|| without("Mine", Chosen { mine: false, ..chosen })),
            chosen.new.then(|| without("New from reporter", Chosen { new: false, ..chosen })),
        ];
        let given: Vec<Selected> = all.into_iter().flatten().collect();
        if given.is_empty() { Vec::new() } else { vec![("Only these", given)] }
    }

    fn options(&self) -> Markup {
        let Chosen { status, risk, mine, new, by_risk } = self.chosen;
        let statuses = Status::ALL.map(|one| Item::new(one.code(), one.label(), status == Some(one)));
        let risks = Risk::ALL.map(|one| Item::new(one.code(), one.label(), risk == Some(one)));
        let orders =
            [Item::new("", "Newest first", !by_risk), Item::new(RISK, "Highest risk first", by_risk)];
        html! {
            div class="candour-options" {
                (Select { group: FormGroup::new(STATUS, "Status"), items: any(&statuses) })
                (Select { group: FormGroup::new(RISK, "Risk"), items: any(&risks) })
                (Select { group: FormGroup::new(ORDER, "Order"), items: orders.to_vec() })
                (lone_checkbox(MINE, &Item::new(YES, "Only mine", mine)))
                (lone_checkbox(NEW, &Item::new(YES, "Only new from reporter", new)))
            }
        }
    }
}

fn any<'a>(items: &[Item<'a>]) -> Vec<Item<'a>> {
    [Item::new("", "Any", false)].into_iter().chain(items.iter().copied()).collect()
}

fn count(total: usize, more: bool) -> String {
    match (total, more) {
        (_, true) => format!("{total} cases or more"),
        (1, _) => "1 case".into(),
        _ => format!("{total} cases"),
    }
}
