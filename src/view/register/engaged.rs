//! Which agencies have been engaged: when last, how, by whom, what they were given, what they said.

use maud::{Markup, Render, html};

use domain::form::record::{Area, Known};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::time::Day;
use domain::register::agency::{Agency, AgencySort};
use domain::register::coverage::kind_label;
use domain::register::engagement::{Engagement, QUESTIONS};

use super::agency_filter::{AREA, KIND, Picked};
use super::engaged_filter::href;
use super::engagements::led;
use super::export::export;
use super::filter::{count, search};
use super::ledger::{Part, parts};
use super::list_place::of_engaged;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::list_head::ListHead;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::{SortableTable, kept_order, row_id};
use crate::component::tag::{Colour, tag};
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// How many things handed out a cell names.
const NAMED: usize = 4;
/// How many characters of what was said a cell shows.
const SHOWN: usize = 240;

/// One agency of the matrix.
#[derive(Clone, Copy)]
pub struct ContactedAgency<'a> {
    /// The agency.
    pub agency: &'a Agency,
    /// Whether it is beyond its tier's time.
    pub overdue: bool,
    /// The last engagement in which both sides spoke.
    pub met: Option<&'a Engagement>,
    /// The last engagement that only told it something.
    pub told: Option<&'a Engagement>,
    /// The last engagement at which it asked or said something.
    pub said: Option<&'a Engagement>,
    /// What it was given: what, how many in all, when last.
    pub given: &'a [(String, i64, Option<Day>)],
}

/// The matrix.
pub struct Engaged<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agencies on this page.
    pub lines: &'a [ContactedAgency<'a>],
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
}

impl Render for Engaged<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Who has been engaged", self.content()).at(NavItem::Engagements).render()
    }
}

impl Engaged<'_> {
    fn content(&self) -> Markup {
        html! {
            (parts(Part::Engaged))
            (ListHead { title: "Who has been engaged", primary: None, ways: &[] })
            (self.filter())
            @if self.lines.is_empty() { p class="govuk-body" { "No agency is like this." } } @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| href(self.picked, page) })
            p class="govuk-body" {
                "An agency is met when both sides speak. A leaflet or an email only informs it."
            }
            @if !self.lines.is_empty() { (self.export()) }
        }
    }

    fn export(&self) -> Markup {
        let query = self.picked.query();
        export("Who has been engaged", &|ending| path::export::engaged(ending, &query))
    }

    fn table(&self) -> Markup {
        let columns = [
            ("Agency", Some(AgencySort::Name), false),
            ("Last met", Some(AgencySort::Met), false),
            ("Last informed", Some(AgencySort::Informed), false),
            ("Given to them", None, false),
            ("What they asked or said", None, false),
        ];
        SortableTable {
            caption: "Who has been engaged",
            columns: &columns,
            order: self.picked.order,
            href: &|order| href(&Picked { order, ..self.picked.clone() }, 1),
            rows: self.lines.iter().map(|line| (row_id(&line.agency.id), self.row(line))).collect(),
            row_headings: true,
        }
        .render()
    }

    fn row(&self, line: &ContactedAgency) -> Vec<Markup> {
        let agency = line.agency;
        let place = of_engaged(self.picked, self.page).at(agency.id);
        vec![
            html! {
                a class="govuk-link" href=(place.carry(&path::register::agency(&agency.id))) { bdi { (agency.name()) } }
                @if line.overdue { br; (tag("Overdue", Colour::Orange)) }
            },
            self.last(line.met, &place),
            self.last(line.told, &place),
            html! { @if line.given.is_empty() { "Nothing" } @else { (handed_out(line.given)) } },
            html! { @if let Some(one) = line.said { (words(one, &place)) } @else { "Nothing" } },
        ]
    }

    fn last(&self, engagement: Option<&Engagement>, place: &ListPlace) -> Markup {
        html! {
            @if let Some(one) = engagement {
                @if let Some(day) = one.day() { div class="candour-whole" { (day) } }
                div { a class="govuk-link" href=(place.carry(&path::register::engagement(&one.id))) { (one.kind.label) } }
                @let by = led(one, self.known);
                @if !by.is_empty() { div { "by " bdi { (by) } } }
            } @else { "Never" }
        }
    }

    fn filter(&self) -> Markup {
        let list = path::register::engaged();
        let filter = Filter {
            count: count(self.total),
            search: Some(search(&self.picked.words, "Names, people, places, notes. Parts of words will do.")),
            selected: self.selected(),
            clear_href: &href(&self.picked.cleared(), 1),
            options: self.options(),
        };
        html! { form action=(list) method="get" novalidate { (kept_order(self.picked.order)) (filter) } }
    }

    fn selected(&self) -> Vec<Selected> {
        let picked = self.picked;
        let mut given: Vec<Selected> = Vec::new();
        let mut add = |text: String, rest: Picked| given.push(Selected { text, href: href(&rest, 1) });
        if !picked.words.is_empty() {
            add(format!("“{}”", picked.words), Picked { words: String::new(), ..picked.clone() });
        }
        if !picked.kind.is_empty() {
            add(kind_label(&picked.kind).to_owned(), Picked { kind: String::new(), ..picked.clone() });
        }
        if let Some(area) = &picked.area {
            add(self.known.area(&area.code()), Picked { area: None, ..picked.clone() });
        }
        given
    }

    fn options(&self) -> Markup {
        let picked = self.picked;
        let types = AGENCY_TYPES.iter().map(|one| Item::new(one.code, one.label, picked.kind == one.code));
        let areas = self.known.areas();
        let here = picked.area.as_ref().map(Area::code).unwrap_or_default();
        let areas = areas.iter().map(|(name, code)| Item::new(code, name, *code == here));
        let any = || [Item::new("", "Any", false)].into_iter();
        html! {
            div class="candour-options" {
                (Select { group: FormGroup::new(KIND, "Type"), items: any().chain(types).collect() })
                (Select { group: FormGroup::new(AREA, "Where"), items: any().chain(areas).collect() })
            }
        }
    }
}

/// What was handed out, the latest first.
pub fn handouts(given: &[(String, i64, Option<Day>)]) -> Markup {
    html! {
        @if given.is_empty() { p class="govuk-body" { "Nothing." } }
        @else {
            ul class="govuk-list" {
                @for (what, quantity, last) in given {
                    li { (quantity) " × " bdi { (what) } @if let Some(day) = last { ", last on " (day) } }
                }
            }
        }
    }
}

/// What was asked and said at engagements, as far as it was written down.
pub fn questions_asked(engagements: &[Engagement], today: Day) -> Markup {
    let has_words = |one: &&Engagement| !one.record.get(QUESTIONS).is_empty() && !one.is_planned(today);
    let said: Vec<_> = engagements.iter().filter(has_words).collect();
    html! {
        @if said.is_empty() { p class="govuk-body" { "Nothing was written down." } }
        @for one in said {
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::engagement(&one.id)) {
                    (one.kind.label) @if let Some(day) = one.day() { ", " (day) }
                }
                @for line in one.record.get(QUESTIONS).lines() { br; bdi { (line) } }
            }
        }
    }
}

fn handed_out(given: &[(String, i64, Option<Day>)]) -> Markup {
    html! {
        @for (what, quantity, _) in given.iter().take(NAMED) { div { (quantity) " × " bdi { (what) } } }
        @if given.len() > NAMED { div { "and " (given.len() - NAMED) " more" } }
    }
}

fn words(said: &Engagement, place: &ListPlace) -> Markup {
    let all = said.record.get(QUESTIONS);
    let shown: String = all.chars().take(SHOWN).collect();
    html! {
        bdi { (shown) @if shown.len() < all.len() { "…" } }
        @if let Some(day) = said.day() {
            div { a class="govuk-link" href=(place.carry(&path::register::engagement(&said.id))) { (day) } }
        }
    }
}
