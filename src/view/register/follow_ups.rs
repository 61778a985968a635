//! What is to be done: on a page of its own, and on the pages of engagements and agencies.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::agency_request::Request;
use domain::register::follow_up::{FOLLOW_UP, FollowUp, FollowUpSort};

use super::agency_filter::YES;
use super::done::Done;
use super::export::export;
use super::follow_up_filter::{ALL, ASKED, DUE, WHO, Wanted};
use super::ledger::{Part, parts};
use super::list_place::of_follow_ups;
use crate::component::button::{Button, Look, secondary_button};
use crate::component::checkboxes::lone_checkbox;
use crate::component::done::just_done;
use crate::component::item::Item;
use crate::component::staff::control::Controls;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::list_head::ListHead;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::{SortableTable, kept_order, row_id};
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The field of the button that settles a follow-up.
pub const DO: &str = "do";
/// The value that says it was done.
pub const DONE: &str = "done";
/// The value that says it is to be done after all.
pub const OPEN: &str = "open";
/// The field for the page to go back to.
pub const BACK: &str = "back";

/// The page to go back to after a follow-up was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// One's own list.
    Mine,
    /// Everybody's list.
    All,
    /// The engagement it follows from.
    Engagement,
    /// This agency, which it is about or which took part in the engagement.
    Agency(Id<Agency>),
}

impl Back {
    /// What a form holds.
    pub fn code(self) -> String {
        match self {
            Self::Mine => "mine".into(),
            Self::All => ALL.into(),
            Self::Engagement => "engagement".into(),
            Self::Agency(id) => id.to_string(),
        }
    }

    /// Reads what a form held; one's own list when it makes no sense.
    pub fn from_code(code: &str) -> Self {
        let agency = code.parse().ok().map(Self::Agency);
        let all = [Self::All, Self::Engagement];
        all.into_iter().find(|back| back.code() == code).or(agency).unwrap_or(Self::Mine)
    }
}

/// The follow-ups of an engagement or an agency, with a form for another.
pub struct Tasks<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What is to be done.
    pub tasks: &'a [FollowUp],
    /// Where the form goes.
    pub action: String,
    /// Where settling one leads back to.
    pub back: Back,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
    /// What the form is drawn from.
    pub controls: Controls<'a>,
    /// Today.
    pub today: Day,
}

impl Tasks<'_> {
    /// Whether what was typed into the form will not do.
    pub fn failed(&self) -> bool {
        !self.controls.errors.is_empty()
    }
}

impl Render for Tasks<'_> {
    fn render(&self) -> Markup {
        let list =
            List { signed: self.signed, known: self.controls.known, back: self.back, today: self.today };
        html! {
            @if self.tasks.is_empty() { p class="govuk-body" { "Nothing is to be done." } }
            @else { (list.table(self.tasks, self.place)) }
            details class="govuk-details govuk-!-display-none-print" open[self.failed()] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { "Add a follow-up" }
                }
                div class="govuk-details__text" {
                    form action=(self.action) method="post" novalidate autocomplete="off" {
                        (token(self.signed.token))
                        @for section in FOLLOW_UP { (self.controls.fields(section.fields)) }
                        (secondary_button("Add follow-up"))
                    }
                }
            }
        }
    }
}

/// How follow-ups are drawn.
struct List<'a> {
    signed: Signed<'a>,
    known: &'a Known,
    back: Back,
    today: Day,
}

impl List<'_> {
    fn table(&self, tasks: &[FollowUp], place: &ListPlace) -> Markup {
        dense_table(&Table {
            caption: "Follow-ups",
            caption_hidden: true,
            columns: ["What to do", "Who", "Due", "State"]
                .map(|title| Column { title, numeric: false })
                .to_vec(),
            rows: tasks.iter().map(|task| self.row(task, None, place)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, task: &FollowUp, about: Option<Markup>, place: &ListPlace) -> Vec<Markup> {
        let owner = task.owner.map(|id| id.to_string()).unwrap_or_default();
        let what = html! {
            bdi { (task.task) }
            div class="govuk-!-display-none-print" {
                a class="govuk-link" href=(place.carry(&path::register::follow_up_edit(&task.id))) {
                    "Change" span class="govuk-visually-hidden" { " " (task.task) }
                }
            }
        };
        let due = html! {
            span class="candour-whole" { (task.due) }
            @if task.is_overdue(self.today) { br; (tag("Overdue", Colour::Orange)) }
        };
        let rest = [html! { (self.known.person(&owner)) }, due, self.settle(task, place)];
        [what].into_iter().chain(about).chain(rest).collect()
    }

    fn settle(&self, task: &FollowUp, place: &ListPlace) -> Markup {
        let (text, value) = if task.done.is_some() { ("Reopen", OPEN) } else { ("Mark as done", DONE) };
        let settle =
            Button { text, hidden: Some(&task.task), look: Look::Secondary, says: Some((DO, value)) };
        html! {
            @if let Some(day) = task.done { (tag("Done", Colour::Green)) " " span class="candour-whole" { (day) } }
            @else { span class="candour-paper" { "To do" } }
            form class="govuk-!-display-none-print" action=(place.carry(&path::register::follow_up(&task.id))) method="post" {
                (token(self.signed.token))
                input type="hidden" name=(BACK) value=(self.back.code());
                (settle)
            }
        }
    }
}

/// One follow-up of the list, with what it is about.
#[derive(Clone, Copy, Debug)]
pub struct FollowUpLine<'a> {
    /// What is to be done.
    pub task: &'a FollowUp,
    /// The title of the engagement it follows from.
    pub engagement: Option<&'a str>,
    /// The name of the agency it is about.
    pub agency: Option<&'a str>,
    /// What the agency asked for, when it is about that.
    pub request: Option<Id<Request>>,
}

/// The list of follow-ups.
pub struct FollowUps<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// Those on this page, in order.
    pub lines: &'a [FollowUpLine<'a>],
    /// Which are shown.
    pub wanted: Wanted,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many there are on all pages.
    pub total: i64,
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// Today.
    pub today: Day,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for FollowUps<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Follow-ups", self.content()).at(NavItem::Engagements).render()
    }
}

impl FollowUps<'_> {
    fn content(&self) -> Markup {
        let wanted = self.wanted;
        let (title, other) = if wanted.everybody {
            ("All follow-ups", "Show only yours")
        } else {
            ("Your follow-ups", "Show everybody’s")
        };
        let whose = Wanted { everybody: !wanted.everybody, ..wanted };
        html! {
            (parts(Part::FollowUps))
            (just_done(self.done))
            (ListHead { title, primary: None, ways: &[(other, whose.href(1))] })
            (self.filter())
            @if self.lines.is_empty() { p class="govuk-body" { "Nothing is to be done." } }
            @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| wanted.href(page) })
            @if !self.lines.is_empty() { (self.export()) }
        }
    }
}

impl FollowUps<'_> {
    fn table(&self) -> Markup {
        let wanted = self.wanted;
        let back = if wanted.everybody { Back::All } else { Back::Mine };
        let list = List { signed: self.signed, known: self.known, back, today: self.today };
        let columns = [
            ("What to do", Some(FollowUpSort::Task), false),
            ("About", None, false),
            ("Who", Some(FollowUpSort::Owner), false),
            ("Due", Some(FollowUpSort::Due), false),
            ("State", Some(FollowUpSort::State), false),
        ];
        let row = |line: &FollowUpLine| {
            let place = of_follow_ups(wanted, self.page).at(line.task.id);
            (row_id(&line.task.id), list.row(line.task, Some(about(line, &place)), &place))
        };
        SortableTable {
            caption: "Follow-ups",
            columns: &columns,
            order: wanted.order,
            href: &|order| Wanted { order, ..wanted }.href(1),
            rows: self.lines.iter().map(row).collect(),
            row_headings: true,
        }
        .render()
    }

    fn filter(&self) -> Markup {
        let (wanted, list) = (self.wanted, path::register::follow_ups());
        let chip = |text: &str, rest: Wanted| Selected { text: text.into(), href: rest.href(1) };
        let chips = [
            wanted.due.then(|| chip("Due", Wanted { due: false, ..wanted })),
            wanted.asked.then(|| chip("Asked by the agency", Wanted { asked: false, ..wanted })),
        ];
        let options = html! {
            @if wanted.everybody { input type="hidden" name=(WHO) value=(ALL); }
            (lone_checkbox(DUE, &Item::new(YES, "Only those that are due", wanted.due)))
            (lone_checkbox(ASKED, &Item::new(YES, "Only what agencies asked for", wanted.asked)))
        };
        let clear = Wanted { due: false, asked: false, ..wanted }.href(1);
        let selected = chips.into_iter().flatten().collect();
        html! {
            form action=(list) method="get" novalidate {
                (kept_order(wanted.order))
                (Filter { count: self.count(), search: None, selected, clear_href: &clear, options })
            }
        }
    }

    fn count(&self) -> String {
        if self.total == 1 { "1 follow-up".into() } else { format!("{} follow-ups", self.total) }
    }

    fn export(&self) -> Markup {
        let query = self.wanted.query();
        export("Follow-ups", &|ending| path::export::follow_ups(ending, &query))
    }
}

fn about(line: &FollowUpLine, place: &ListPlace) -> Markup {
    html! {
        @if let (Some(title), Some(id)) = (line.engagement, line.task.engagement) {
            div { a class="govuk-link" href=(place.carry(&path::register::engagement(&id))) { bdi { (title) } } }
        }
        @if let (Some(name), Some(id)) = (line.agency, line.task.agency) {
            div { a class="govuk-link" href=(place.carry(&path::register::agency(&id))) { bdi { (name) } } }
        }
        @if let Some(id) = line.request {
            div {
                a class="govuk-link" href=(place.carry(&path::register::request(&id))) {
                    "What they asked for" @if let Some(name) = line.agency { span class="govuk-visually-hidden" { ": " (name) } }
                }
            }
        }
    }
}
