//! Who to call next, and why: a sheet to work through from the top.

use std::collections::HashMap;

use maud::{Markup, Render, html};

use domain::form::record::{Area, Known};
use domain::platform::time::Day;
use domain::register::agency::{Agency, Tier};
use domain::register::call_list::{Group, Why};
use domain::register::engagement::{NEXT_CONTACT, QUESTIONS};
use domain::register::engagement_form::AGENCY;

use super::agency_filter::{AREA, TIER, YES};
use super::call_filter::{Called, MINE};
use super::done::Done;
use super::export::export;
use super::filter::count;
use super::list_place::of_calls;
use crate::component::button::secondary_button;
use crate::component::checkboxes::lone_checkbox;
use crate::component::details::details;
use crate::component::done::just_done;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::list_head::ListHead;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::row_id;
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// One agency to call.
#[derive(Clone, Copy, Debug)]
pub struct Suggestion<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// The part of the list that it stands in.
    pub group: Group,
    /// Why, in the order of the groups.
    pub why: &'a [Why],
    /// The name, the number and the address of its single point of contact; empty when there is none.
    pub spoc: (&'a str, &'a str, &'a str),
    /// When it was last met.
    pub met: Option<Day>,
}

/// Who to call next.
pub struct Calls<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agencies on this page, in order.
    pub calls: &'a [Suggestion<'a>],
    /// How many there are of each group on all pages.
    pub groups: &'a HashMap<Group, usize>,
    /// Those left out, each until when and why.
    pub snoozed: &'a [(Agency, Day, String)],
    /// Which were asked for.
    pub called: &'a Called,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many agencies there are on all pages.
    pub total: usize,
    /// The lists that filters offer.
    pub known: &'a Known,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Calls<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Who to call", self.content()).at(NavItem::Calls).render()
    }
}

impl Calls<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (ListHead { title: "Who to call next", primary: None, ways: &[self.whose()] })
            span class="candour-paper" {
                @if self.called.mine { "Only agencies that " bdi { (self.signed.actor.name) } " owns." }
                @else { "Everybody’s agencies." }
            }
            form action=(path::register::calls()) method="get" novalidate { (self.filter()) }
            @if self.total == 0 { p class="govuk-body" { "There is nobody to call now." } }
            @for group in Group::ALL { (self.group(group)) }
            (Pagination { current: self.page, last: self.last, href: &|page| self.called.href(page) })
            p class="govuk-body" { "By promises made, time since the last meeting, gaps, and plans. Reports have no part in it." }
            (details("How this list is ordered", &rule()))
            @if self.total > 0 { (self.export()) }
            (self.snoozed())
        }
    }

    /// A way to the other list.
    fn whose(&self) -> (&'static str, String) {
        let other = Called { mine: !self.called.mine, ..self.called.clone() }.href(1);
        (if self.called.mine { "Show everybody’s agencies" } else { "Show only mine" }, other)
    }

    fn group(&self, group: Group) -> Markup {
        let calls: Vec<_> = self.calls.iter().filter(|call| call.group == group).collect();
        let titles = ["Agency", "Why", "Call", "Last met", "Do"];
        html! {
            @if !calls.is_empty() {
                h2 class="govuk-heading-s govuk-!-margin-bottom-1" {
                    (group.label()) " (" (self.groups.get(&group).copied().unwrap_or_default()) ")"
                }
                (dense_table(&Table {
                    caption: group.label(),
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: calls.into_iter().map(|call| self.row(call)).collect(),
                    row_headings: true,
                }))
            }
        }
    }

    fn row(&self, call: &Suggestion) -> Vec<Markup> {
        let agency = call.agency;
        let place = of_calls(self.called, self.page).at(agency.id);
        vec![
            html! {
                a class="govuk-link" id=(row_id(&agency.id)) href=(place.carry(&path::register::agency(&agency.id))) { bdi { (agency.name()) } }
                br; "Tier " (agency.tier().code())
            },
            reasons(call.why),
            spoc(call.spoc),
            html! { @if let Some(day) = call.met { span class="candour-whole" { (day) } } @else { "Never" } },
            html! { div class="candour-do" { (self.log(call, &place)) (not_now(agency, &place)) } },
        ]
    }

    /// A call is logged on the row, in two fields.
    fn log(&self, call: &Suggestion, place: &ListPlace) -> Markup {
        let agency = call.agency.id.to_string();
        let group = |name, label| FormGroup::new(name, label).prefix(&agency);
        html! {
            details class="govuk-details candour-log" {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" {
                        "Log a call" span class="govuk-visually-hidden" { ": " (call.agency.name()) }
                    }
                }
                form action=(place.carry(&path::register::log_call(&call.agency.id))) method="post" novalidate autocomplete="off" {
                    (token(self.signed.token))
                    // Calls with two agencies are two, even when the same was said.
                    input type="hidden" name=(AGENCY) value=(agency);
                    (Input::new(group(QUESTIONS, "What was said"), ""))
                    (Input { kind: "date", width: Width::Ten, ..Input::new(group(NEXT_CONTACT, "Next contact on"), "") })
                    (secondary_button("Log this call"))
                }
            }
        }
    }

    fn filter(&self) -> Filter<'static> {
        let called = self.called;
        let chip = |text: String, rest: Called| Selected { text, href: rest.href(1) };
        let mine = called.mine.then(|| chip("Mine".into(), Called { mine: false, ..called.clone() }));
        let tier = called
            .tier
            .map(|tier| chip(format!("Tier {}", tier.label()), Called { tier: None, ..called.clone() }));
        let area = called.area.as_ref();
        let area =
            area.map(|area| chip(self.known.area(&area.code()), Called { area: None, ..called.clone() }));
        let selected = [mine, tier, area].into_iter().flatten().collect();
        Filter {
            count: count(self.total),
            search: None,
            selected,
            clear_href: "/staff/calls",
            options: self.options(),
        }
    }

    fn options(&self) -> Markup {
        let called = self.called;
        let tiers = Tier::ALL.map(|one| Item::new(one.code(), one.label(), called.tier == Some(one)));
        let areas = self.known.areas();
        let here = called.area.as_ref().map(Area::code).unwrap_or_default();
        let areas = areas.iter().map(|(name, code)| Item::new(code, name, *code == here));
        let any = || [Item::new("", "Any", false)].into_iter();
        html! {
            div class="candour-options" {
                (Select { group: FormGroup::new(AREA, "Where"), items: any().chain(areas).collect() })
                (Select { group: FormGroup::new(TIER, "Tier"), items: any().chain(tiers).collect() })
                (lone_checkbox(MINE, &Item::new(YES, "Only agencies that I own", called.mine)))
            }
        }
    }

    fn export(&self) -> Markup {
        let query = self.called.query();
        export("Who to call", &|ending| path::export::calls(ending, &query))
    }

    fn snoozed(&self) -> Markup {
        html! {
            @if !self.snoozed.is_empty() {
                h2 class="govuk-heading-m" { "Left out for now" }
                ul class="govuk-list" {
                    @for (agency, until, reason) in self.snoozed {
                        li {
                            form action=(of_calls(self.called, self.page).carry(&path::register::snooze(&agency.id))) method="post" class="candour-inline" novalidate {
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

/// The rule, so that anybody can check the order.
fn rule() -> Markup {
    html! {
        ol class="govuk-list govuk-list--number" { @for group in Group::ALL { li { (group.label()) } } }
        p class="govuk-body" {
            "An agency stands in the first group that it has a reason for. Within a group tier A comes first, then B, then C; then "
            "whoever was met longest ago, those never met first; then by name."
        }
    }
}

/// The first reason, and the others folded behind how many they are.
fn reasons(why: &[Why]) -> Markup {
    html! {
        @if let [first, others @ ..] = why {
            (first.words())
            @if !others.is_empty() {
                span class="candour-paper" { " And " (others.len()) " more." }
                details class="candour-more govuk-!-display-none-print" {
                    summary { "+" (others.len()) span class="govuk-visually-hidden" { " more reasons" } }
                    ul class="govuk-list govuk-list--bullet" { @for why in others { li { (why.words()) } } }
                }
            }
        }
    }
}

/// Whom to call, with links that do it.
fn spoc((name, phone, email): (&str, &str, &str)) -> Markup {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    html! {
        @if name.is_empty() { "Nobody is named" } @else {
            bdi { (name) }
            @if !phone.is_empty() { div { a class="govuk-link candour-whole" href={ "tel:" (digits) } { (phone) } } }
            @if !email.is_empty() { div { a class="govuk-link" href={ "mailto:" (email) } { (email) } } }
        }
    }
}

fn not_now(agency: &Agency, place: &ListPlace) -> Markup {
    html! {
        a class="govuk-link" href=(place.carry(&path::register::snooze(&agency.id))) {
            "Not now" span class="govuk-visually-hidden" { ": " (agency.name()) }
        }
    }
}
