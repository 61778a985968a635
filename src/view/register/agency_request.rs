//! What an agency asked for.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::agency_request::Request;
use domain::register::follow_up::FollowUp;

use super::follow_ups::{BACK, Back, DO, DONE, OPEN};
use super::summary::summary;
use crate::component::button::{Button, Look};
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// What an agency asked for.
#[derive(Clone, Copy, Debug)]
pub struct RequestPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The request.
    pub request: &'a Request,
    /// The agency that asked.
    pub agency: &'a Agency,
    /// What is to be done about it; none when that was taken off the list.
    pub follow_up: Option<&'a FollowUp>,
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for RequestPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Asked by an agency", self.content()).at(NavItem::Engagements);
        let above = vec![self.place.above(("Follow-ups", path::register::follow_ups()))];
        StaffPage { above, ..page }.render()
    }
}

impl RequestPage<'_> {
    fn content(&self) -> Markup {
        let name = self.agency.name();
        let owner = self.follow_up.and_then(|task| task.owner).map(|id| id.to_string()).unwrap_or_default();
        let agency =
            html! { a class="govuk-link" href=(path::register::agency(&self.agency.id)) { bdi { (name) } } };
        let mut rows = vec![
            Row { key: "Agency", value: agency, action: None },
            Row { key: "Asked on", value: html! { (self.request.asked) }, action: None },
        ];
        if let Some(task) = self.follow_up {
            let who = self.known.person(&owner);
            rows.push(Row::text("Who sees to it", if who.is_empty() { "Nobody yet" } else { who }));
            rows.push(Row { key: "By", value: html! { (task.due) }, action: None });
        }
        html! {
            h1 class="govuk-heading-l" { (self.request.kind.label()) }
            (SummaryList { rows, no_border: false })
            h2 class="govuk-heading-m" { "What they asked for" }
            (summary(self.request.kind.sections(), &self.request.record, self.known))
            @match self.follow_up {
                Some(task) => (self.settle(task)),
                None => p class="govuk-body" { "This was taken off the list of follow-ups." },
            }
        }
    }

    fn settle(&self, task: &FollowUp) -> Markup {
        let (text, value) = if task.done.is_some() { ("Reopen", OPEN) } else { ("Mark as done", DONE) };
        html! {
            @if let Some(day) = task.done { p class="govuk-body" { "Done on " (day) ". The agency sees that." } }
            @else { p class="govuk-body" { "The agency sees when it is done." } }
            form class="govuk-!-display-none-print" action=(self.place.carry(&path::register::follow_up(&task.id))) method="post" {
                (token(self.signed.token))
                input type="hidden" name=(BACK) value=(Back::All.code());
                (Button { text, hidden: Some(&task.task), look: Look::Primary, says: Some((DO, value)) })
            }
        }
    }
}

/// What an agency asked for, on its page: newest first, each with the day on which it was done.
pub(super) fn request_list(requests: &[(Request, Option<Day>)]) -> Markup {
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" { "Asked by the agency:" }
        ul class="govuk-list govuk-list--bullet" {
            @for (request, done) in requests {
                li {
                    a class="govuk-link" href=(path::register::request(&request.id)) {
                        (request.kind.label()) ", " (request.asked)
                    }
                    @if let Some(day) = done { ": done on " (day) }
                }
            }
        }
    }
}
