//! The inbox: the cases of one's desks.

use maud::{Markup, Render, html};

use domain::casework::case::{Case, CaseSort, REFERENCE};
use domain::casework::status::Status;
use domain::form::errors::Errors;
use domain::platform::time::Day;
use domain::report::concern::{Risk, language_name};
use domain::report::sender::SenderKind;

use super::case_filter::{Chosen, MINE, NEW, RISK, STATUS, UNASSIGNED, YES};
use super::mark;
use crate::component::button::secondary_button;
use crate::component::checkboxes::lone_checkbox;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::{SortableTable, kept_order, row_id};
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
    /// Cases in which somebody is in danger and that nobody works on.
    pub urgent: &'a [Case],
    /// The reference that was looked for; empty when none was.
    pub reference: &'a str,
    /// What was wrong with it, for the field [`REFERENCE`].
    pub errors: &'a Errors,
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
        StaffPage { marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Inbox<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            div class="candour-list-head" {
                h1 class="govuk-heading-l" { "Cases" }
                (self.look_up())
            }
            @if !self.urgent.is_empty() { (self.pinned()) }
            (self.filter())
            @if self.lines.is_empty() { (self.nothing()) } @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| self.chosen.href(page) })
        }
    }

    /// The way to one case whose reference somebody has before them.
    fn look_up(&self) -> Markup {
        let group = FormGroup::new(REFERENCE, "Find by reference").error(self.errors.of(REFERENCE));
        html! {
            form action=(path::staff::inbox()) method="get" novalidate class="candour-search govuk-!-display-none-print" {
                (Input { width: Width::Twenty, ..Input::new(group, self.reference) })
                (secondary_button("Find"))
            }
        }
    }

    /// What must not be found only by reading the list: danger, and nobody on it.
    fn pinned(&self) -> Markup {
        let place = self.chosen.place(self.page);
        html! {
            div class="candour-warning-panel" {
                h2 class="govuk-heading-m" { "Danger now, and nobody works on it" }
                ul class="govuk-list" {
                    @for case in self.urgent {
                        li {
                            a class="govuk-link candour-whole" href=(place.carry(&path::staff::case(&case.id()))) { (case.reference().as_str()) }
                            ", received " (case.received()) " (" (age(case.received(), self.signed.now.day())) ")"
                        }
                    }
                }
            }
        }
    }

    fn nothing(&self) -> Markup {
        html! {
            @if self.chosen.is_all() {
                p class="govuk-body" { "Nothing has come in yet. You will get an email when something does." }
            } @else {
                p class="govuk-body" {
                    "No case is like this. "
                    a class="govuk-link" href=(self.chosen.cleared().href(1)) { "See all cases" }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let columns = [
            ("Case", None, false),
            ("Risk", Some(CaseSort::Risk), false),
            ("Received", Some(CaseSort::Received), false),
            ("Status", Some(CaseSort::Status), false),
            ("Who works on it", Some(CaseSort::Assignee), false),
            ("Language", None, false),
            ("Files", None, false),
        ];
        SortableTable {
            caption: "Cases",
            columns: &columns,
            order: self.chosen.order,
            href: &|order| Chosen { order, ..self.chosen }.href(1),
            rows: self.lines.iter().map(|line| (row_id(&line.case.id()), self.row(line))).collect(),
            row_headings: true,
        }
        .render()
    }

    fn row(&self, line: &CaseLine) -> Vec<Markup> {
        let case = line.case;
        let href = self.chosen.place(self.page).at(case.id()).carry(&path::staff::case(&case.id()));
        vec![
            html! {
                a class="govuk-link candour-whole" href=(href) { (case.reference().as_str()) }
                @if case.is_unread() { br; (tag("New from reporter", Colour::Purple)) }
                @if let Some(sender) = mark::sender(line.sender) { br; (sender) }
            },
            mark::risk(case.risk()),
            html! {
                span class="candour-whole" { (case.received()) }
                br; (age(case.received(), self.signed.now.day()))
            },
            mark::status(case.status()),
            html! {
                @if line.assignee.is_empty() { "Nobody" } @else { bdi { (line.assignee) } }
                @if let Some(conflict) = mark::conflict(case, self.signed.actor.role) { br; (conflict) }
            },
            html! { (language_name(case.language())) },
            html! { @if case.has_files() { "Yes" } @else { "No" } },
        ]
    }

    fn filter(&self) -> Markup {
        let filter = Filter {
            count: count(self.total, self.more),
            search: None,
            selected: self.selected(),
            clear_href: &self.chosen.cleared().href(1),
            options: self.options(),
        };
        html! { form action=(path::staff::inbox()) method="get" novalidate { (kept_order(self.chosen.order)) (filter) } }
    }

    /// What narrows the list, on one line.
    fn selected(&self) -> Vec<Selected> {
        let chosen = self.chosen;
        let without = |text: &str, chosen: Chosen| Selected { text: text.to_owned(), href: chosen.href(1) };
        let all = [
            chosen.status.map(|status| without(status.label(), Chosen { status: None, ..chosen })),
            chosen.risk.map(|risk| without(risk.label(), Chosen { risk: None, ..chosen })),
            chosen.mine.then(|| without("Mine", Chosen { mine: false, ..chosen })),
            chosen.new.then(|| without("New from reporter", Chosen { new: false, ..chosen })),
            chosen.unassigned.then(|| without("Nobody works on it", Chosen { unassigned: false, ..chosen })),
        ];
        all.into_iter().flatten().collect()
    }

    fn options(&self) -> Markup {
        let Chosen { status, risk, mine, new, unassigned, .. } = self.chosen;
        let statuses = Status::ALL.map(|one| Item::new(one.code(), one.label(), status == Some(one)));
        let risks = Risk::ALL.map(|one| Item::new(one.code(), one.label(), risk == Some(one)));
        html! {
            div class="candour-options" {
                (Select { group: FormGroup::new(STATUS, "Status"), items: any(&statuses) })
                (Select { group: FormGroup::new(RISK, "Risk"), items: any(&risks) })
                (lone_checkbox(MINE, &Item::new(YES, "Only mine", mine)))
                (lone_checkbox(NEW, &Item::new(YES, "Only new from reporter", new)))
                (lone_checkbox(UNASSIGNED, &Item::new(YES, "Only those that nobody works on", unassigned)))
            }
        }
    }
}

/// How long ago something came in.
fn age(received: Day, today: Day) -> String {
    match today.days_since(received) {
        ..=0 => "today".into(),
        1 => "1 day".into(),
        days => format!("{days} days"),
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
