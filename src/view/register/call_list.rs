//! Who to call next, and why.

use maud::{Markup, Render, html};

use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::call_list::Why;

use super::agencies::standing;
use super::export::export;
use crate::component::staff::pagination::Pagination;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The field for one's own agencies.
pub const MINE: &str = "mine";

/// One agency to call.
#[derive(Clone, Copy, Debug)]
pub struct Suggestion<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Why, the weightiest first.
    pub why: &'a [Why],
    /// The name and number of its single point of contact; empty when there is none.
    pub spoc: (&'a str, &'a str),
    /// When it was last met.
    pub met: Option<Day>,
}

/// Who to call next.
pub struct Calls<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agencies on this page.
    pub calls: &'a [Suggestion<'a>],
    /// Those left out, each until when and why.
    pub snoozed: &'a [(Agency, Day, String)],
    /// Whether only one's own agencies are shown.
    pub mine: bool,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many agencies there are on all pages.
    pub total: usize,
}

impl Render for Calls<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Who to call", self.content()).at(NavItem::Calls).render()
    }
}

impl Calls<'_> {
    fn content(&self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Who to call next" }
            p class="govuk-body" {
                "By promises made, time since the last meeting, gaps, and plans. Reports have no part in it. "
                (self.whose())
            }
            h2 class="govuk-heading-m" { (count(self.total)) }
            @if self.total == 0 { p class="govuk-body" { "There is nobody to call now." } }
            ol class="govuk-list candour-calls" start=((self.page - 1) * 25 + 1) {
                @for call in self.calls { li class="candour-call" { (one(call)) } }
            }
            (Pagination { current: self.page, last: self.last, href: &|page| self.href(page) })
            @if self.total > 0 { (self.export()) }
            (self.snoozed())
        }
    }

    /// A way to the other list, and on paper which one this is.
    fn whose(&self) -> Markup {
        html! {
            span class="govuk-!-display-none-print" {
                @if self.mine { a class="govuk-link" href=(path::register::calls()) { "Show everybody’s agencies" } }
                @else { a class="govuk-link" href={ (path::register::calls()) "?" (MINE) "=yes" } { "Show only mine" } }
            }
            span class="candour-paper" {
                @if self.mine { "Only agencies that " bdi { (self.signed.actor.name) } " owns." }
                @else { "Everybody’s agencies." }
            }
        }
    }

    fn href(&self, page: usize) -> String {
        let mine = if self.mine { "yes" } else { "" };
        format!("{}?{}", path::register::calls(), path::query(&[(MINE, mine), ("page", &page.to_string())]))
    }

    fn export(&self) -> Markup {
        let query = path::query(&[(MINE, if self.mine { "yes" } else { "" })]);
        export("Who to call", &|ending| path::export::calls(ending, &query))
    }

    fn snoozed(&self) -> Markup {
        html! {
            @if !self.snoozed.is_empty() {
                h2 class="govuk-heading-m" { "Left out for now" }
                ul class="govuk-list" {
                    @for (agency, until, reason) in self.snoozed {
                        li {
                            form action=(path::register::snooze(&agency.id)) method="post" class="candour-inline" novalidate {
                                (token(self.signed.token))
                                span {
                                    a class="govuk-link" href=(path::register::agency(&agency.id)) { bdi { (agency.name()) } }
                                    " until " (until) ": " bdi { (reason) }
                                }
                                button class="candour-textual" type="submit" {
                                    "Suggest again" span class="govuk-visually-hidden" { " " (agency.name()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one(call: &Suggestion) -> Markup {
    let agency = call.agency;
    html! {
        h3 class="govuk-heading-s govuk-!-margin-bottom-1" {
            a class="govuk-link" href=(path::register::agency(&agency.id)) { bdi { (agency.name()) } }
        }
        p class="candour-tags govuk-body-s govuk-!-margin-bottom-1" {
            (standing(agency.standing())) span { "Tier " (agency.tier().code()) }
            @if !call.spoc.0.is_empty() { span { "Call " bdi { (call.spoc.0) } " " (call.spoc.1) } }
            @if let Some(day) = call.met { span { "Last met " (day) } }
        }
        ul class="govuk-list govuk-list--bullet" { @for why in call.why { li { (why.words()) } } }
        p class="govuk-body govuk-!-display-none-print" {
            a class="govuk-link" href=(path::register::snooze(&agency.id)) {
                "Not now" span class="govuk-visually-hidden" { ": " (agency.name()) }
            }
        }
    }
}

fn count(total: usize) -> String {
    if total == 1 { "1 agency".into() } else { format!("{total} agencies") }
}
