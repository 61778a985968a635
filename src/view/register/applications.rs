//! Agencies that ask to be registered: all of them.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::identity::application::{Application, CHECKS, State, TYPES, WHO, latest};
use domain::platform::agency_type::AGENCY_TYPES;

use super::engagement_filter::paged;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::side_navigation::Link;
use crate::component::staff::sub_navigation::SubNavigation;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for the state.
pub const STATE: &str = "state";

/// The list of applications.
#[derive(Clone, Copy, Debug)]
pub struct Applications<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The applications on this page, those that wait first.
    pub lines: &'a [Application],
    /// Only those in this state are listed.
    pub state: Option<State>,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many there are on all pages.
    pub total: i64,
}

impl Render for Applications<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Applications", self.content()).at(NavItem::Agencies);
        StaffPage { above: vec![("Agencies", path::register::agencies())], ..page }.render()
    }
}

impl Applications<'_> {
    fn content(&self) -> Markup {
        let titles = ["Agency", "Types", "Who applied", "Came on", "State"];
        html! {
            h1 class="govuk-heading-l" { "Applications" }
            p class="govuk-body" { "Agencies that ask to be registered. They were told that an answer comes within 10 working days." }
            (self.states())
            h2 class="govuk-heading-m" {
                @match self.total { 1 => "1 application", total => { (total) " applications" } }
            }
            @if self.lines.is_empty() { p class="govuk-body" { "There are none here." } }
            @else {
                (dense_table(&Table {
                    caption: "Applications",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.lines.iter().map(line).collect(),
                    row_headings: true,
                }))
            }
            (Pagination { current: self.page, last: self.last, href: &|page| href(self.state, page) })
        }
    }

    fn states(&self) -> Markup {
        let link = |state: Option<State>| Link {
            text: state.map_or("All", State::label),
            href: href(state, 1),
            current: state == self.state,
        };
        let links = [None].into_iter().chain(State::ALL.map(Some)).map(link).collect();
        SubNavigation { label: "Applications by state", links }.render()
    }
}

/// The address of a page of the applications in a state, or of all.
pub(super) fn href(state: Option<State>, page: usize) -> String {
    let query = path::query(&[(STATE, state.map_or("", State::code))]);
    paged(&path::register::applications(), &query, page)
}

fn line(application: &Application) -> Vec<Markup> {
    let types = application.record.all(TYPES).iter().map(|code| choice::label(AGENCY_TYPES, code));
    vec![
        html! {
            a class="govuk-link" href=(path::register::application(&application.id)) { bdi { (application.name()) } }
        },
        html! { @for kind in types { div { (kind) } } },
        html! { bdi { (application.record.get(WHO)) } },
        html! { span class="candour-whole" { (application.made) } },
        html! {
            (standing(application.state))
            @if application.state == State::Waiting { div { (checks_made(application)) } }
            @if let Some(day) = application.decided { div class="candour-whole" { (day) } }
        },
    ]
}

/// Where an application stands.
pub(super) fn standing(state: State) -> Markup {
    let colour = match state {
        State::Waiting => Colour::Yellow,
        State::Approved => Colour::Green,
        State::Refused => Colour::Grey,
    };
    tag(state.label(), colour)
}

/// How many of the checks were made.
fn checks_made(application: &Application) -> String {
    let made = CHECKS.iter().filter(|check| latest(&application.checks, check.code).is_some()).count();
    format!("{made} of {} checks", CHECKS.len())
}
