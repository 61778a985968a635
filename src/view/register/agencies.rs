//! The register of agencies: searched, filtered, changed many at once.

pub use domain::register::agency::{CHOSEN, FILTER_NAME};
use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::errors::Errors;
use domain::form::record::{self, Known, Record};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{AGENCY, Agency, AgencySort, Standing};

use super::agency_filter::Picked;
use super::done::Done;
use super::export::{folded, link, ways};
use super::filter::AgencyFilter;
use super::list_place::of_agencies;
use crate::component::button::{Button, Look};
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::control::Controls;
use crate::component::staff::list_head::ListHead;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::{SortableTable, row_id};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for what a kept filter says.
pub const FILTER_QUERY: &str = "filter_query";

/// One agency of the list.
#[derive(Clone, Copy, Debug)]
pub struct AgencyRow<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// When it was last met.
    pub met: Option<Day>,
    /// When it was last reached in any way.
    pub told: Option<Day>,
    /// Its single point of contact; empty when there is none.
    pub spoc: &'a str,
    /// Whether it is beyond its tier's time.
    pub overdue: bool,
}

/// The list.
pub struct Agencies<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agencies on this page.
    pub lines: &'a [AgencyRow<'a>],
    /// Which were asked for.
    pub picked: &'a Picked,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many agencies there are on all pages.
    pub total: usize,
    /// The lists that filters offer.
    pub known: &'a Known,
    /// Filters that this person keeps: identifier, name, query.
    pub kept: &'a [(String, String, String)],
    /// What was wrong with a bulk edit.
    pub errors: &'a Errors,
    /// The agencies that were chosen for it.
    pub chosen: &'a [Id<Agency>],
    /// What was typed for it.
    pub typed: &'a Record,
    /// Names that are close to what was looked for and not found.
    pub near: &'a [(String, String)],
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Agencies<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Agencies", self.content()).at(NavItem::Agencies);
        StaffPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Agencies<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            (ListHead {
                title: "Agencies",
                primary: Some(("Add an agency", &path::register::new_agency())),
                ways: &[
                    ("Applications", path::register::applications()),
                    ("Import a list", path::register::imports()),
                    ("Undo an import, merge or bulk edit", path::register::batches()),
                    ("Districts", path::register::districts()),
                ],
            })
            (self.filter())
            div class="govuk-!-display-none-print" { (self.saved_filters()) }
            @if self.lines.is_empty() { (self.nothing()) } @else { (self.list()) }
            (Pagination { current: self.page, last: self.last, href: &|page| self.picked.href(page) })
            @if !self.lines.is_empty() { (self.export()) }
        }
    }

    /// Files of all agencies that are listed, on whichever page.
    fn export(&self) -> Markup {
        let query = self.picked.query();
        folded(&html! {
            ul class="govuk-list" {
                (ways("Agencies", &|ending| path::export::agencies(ending, &query)))
                (ways("Contacts", &|ending| path::export::contacts(ending, &query)))
            }
            p class="govuk-body" {
                "For directories of services: only agencies that agree to be named, without people, notes and "
                "withheld addresses."
            }
            ul class="govuk-list" {
                (link("Open Referral UK (JSON)", &path::export::referral("json", &query)))
                (link("Open Referral UK (tables in a ZIP)", &path::export::referral("zip", &query)))
            }
        })
    }

    fn nothing(&self) -> Markup {
        html! {
            @if self.picked.is_all() {
                p class="govuk-body" { "There are no agencies yet. Add one, or import a list." }
            } @else {
                p class="govuk-body" {
                    "No agency is like this. "
                    a class="govuk-link govuk-!-display-none-print" href=(self.picked.cleared().href(1)) { "See all agencies" }
                }
            }
            @if !self.near.is_empty() {
                p class="govuk-body" { "Did you mean:" }
                ul class="govuk-list govuk-list--bullet" {
                    @for (id, name) in self.near {
                        li { a class="govuk-link" href=(path::register::agency(id)) { (name) } }
                    }
                }
            }
        }
    }

    /// The table stands in the form that changes many at once.
    fn list(&self) -> Markup {
        html! {
            form action=(self.picked.href(self.page)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                (self.table())
                (self.bulk())
            }
        }
    }

    fn table(&self) -> Markup {
        let columns = [
            ("Choose", None, false),
            ("Agency", Some(AgencySort::Name), false),
            ("Types", None, false),
            ("Where", None, false),
            ("Tier", Some(AgencySort::Tier), false),
            ("Status", Some(AgencySort::Standing), false),
            ("Last met", Some(AgencySort::Met), false),
            ("Point of contact", None, false),
        ];
        SortableTable {
            caption: "Agencies",
            columns: &columns,
            order: self.picked.order,
            href: &|order| Picked { order, ..self.picked.clone() }.href(1),
            rows: self.lines.iter().map(|line| (row_id(&line.agency.id), self.row(line))).collect(),
            row_headings: false,
        }
        .render()
    }

    fn row(&self, line: &AgencyRow) -> Vec<Markup> {
        let (agency, id) = (line.agency, line.agency.id.to_string());
        let types = agency.record.all(domain::register::agency::TYPES).iter();
        let areas = agency.record.all(domain::register::agency::AREAS).iter();
        let place = of_agencies(self.picked, self.page).at(agency.id);
        vec![
            html! {
                input type="checkbox" class="candour-choose" name=(CHOSEN) value=(id)
                    checked[self.chosen.contains(&agency.id)]
                    aria-label={ "Choose " (agency.name()) };
            },
            html! { a class="govuk-link" href=(place.carry(&path::register::agency(&id))) { bdi { (agency.name()) } } },
            html! { @for code in types { div { (choice::label(AGENCY_TYPES, code)) } } },
            html! { @for code in areas { div { (self.known.area(code)) } } },
            html! { (agency.tier().code()) },
            standing(agency.standing()),
            html! {
                @if let Some(day) = line.met { span class="candour-whole" { (day) } } @else { "Never" }
                @if line.overdue { br; (tag("Overdue", Colour::Orange)) }
            },
            html! { @if line.spoc.is_empty() { "None" } @else { bdi { (line.spoc) } } },
        ]
    }

    fn bulk(&self) -> Markup {
        let controls = Controls { record: self.typed, errors: self.errors, known: self.known };
        let fields = ["owner", "tier", "next_review"];
        html! {
            details class="govuk-details govuk-!-display-none-print" open[!self.errors.is_empty()] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { "Change all chosen agencies" }
                }
                div class="govuk-details__text" {
                    p class="govuk-body" { "What you leave empty stays as it is. You can undo this afterwards." }
                    @for field in fields.iter().filter_map(|name| record::field(AGENCY, name)) {
                        @match field.kind {
                            record::Kind::One(choices) => {
                                (Select {
                                    group: FormGroup::new(field.name, field.label).error(self.errors.of(field.name)),
                                    items: [("", "As it is")].into_iter()
                                        .chain(choices.iter().map(|one| (one.code, one.label)))
                                        .map(|(code, label)| Item::new(code, label, code == self.typed.get(field.name)))
                                        .collect(),
                                })
                            }
                            _ => { (controls.field(field)) }
                        }
                    }
                    (Button { text: "Change chosen agencies", look: Look::Secondary, says: None, hidden: None })
                }
            }
        }
    }

    fn filter(&self) -> AgencyFilter<'_> {
        let list = path::register::agencies();
        AgencyFilter { picked: self.picked, known: self.known, list, total: self.total }
    }

    /// Filters that are kept, and a way to keep this one.
    fn saved_filters(&self) -> Markup {
        html! {
            @if !self.kept.is_empty() {
                h3 class="govuk-heading-s" { "Your filters" }
                ul class="govuk-list" {
                    @for (id, name, query) in self.kept {
                        li {
                            form action=(path::register::filter_remove(id)) method="post" class="candour-inline" {
                                (token(self.signed.token))
                                a class="govuk-link" href={ (path::register::agencies()) "?" (query) } { (name) }
                                " "
                                button class="candour-textual" type="submit" {
                                    "Remove" span class="govuk-visually-hidden" { " the filter " (name) }
                                }
                            }
                        }
                    }
                }
            }
            @if !self.picked.is_all() {
                form action=(path::register::filters()) method="post" class="candour-inline" novalidate {
                    (token(self.signed.token))
                    input type="hidden" name=(FILTER_QUERY) value=(self.picked.query());
                    (Input { width: Width::Twenty, ..Input::new(FormGroup::new(FILTER_NAME, "Keep this filter as"), "") })
                    (Button { text: "Keep filter", look: Look::Secondary, says: None, hidden: None })
                }
            }
        }
    }
}

/// A standing, as a tag.
pub fn standing(standing: Standing) -> Markup {
    let colour = match standing {
        Standing::Prospect => Colour::Blue,
        Standing::Invited => Colour::Yellow,
        Standing::Registered => Colour::Green,
        Standing::Paused | Standing::Left => Colour::Grey,
    };
    tag(standing.label(), colour)
}
