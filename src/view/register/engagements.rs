//! The ledger: what was done with agencies, newest first.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::time::Day;
use domain::register::engagement::{Engagement, EngagementSort, REACH, kind, kinds};

use super::done::Done;
use super::engagement_filter::{AGENCY, FROM, KIND, LEAD, Sought, TO};
use super::export::export;
use super::filter::search;
use super::ledger::{Part, parts, reminder};
use super::list_place::of_engagements;
use crate::component::done::just_done;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::list_head::ListHead;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::sortable_table::{SortableTable, kept_order, row_id};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The list.
pub struct Engagements<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The engagements on this page, each with the names of its agencies.
    pub lines: &'a [(Engagement, Vec<String>)],
    /// Which were asked for.
    pub sought: &'a Sought,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many engagements there are on all pages.
    pub total: usize,
    /// The name of the agency that was asked for, if one was.
    pub agency: Option<&'a str>,
    /// The lists that filters offer.
    pub known: &'a Known,
    /// The present day.
    pub today: Day,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Engagements<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Engagements", self.content()).at(NavItem::Engagements).render()
    }
}

impl Engagements<'_> {
    fn content(&self) -> Markup {
        html! {
            (parts(Part::Engagements))
            (just_done(self.done))
            (ListHead {
                title: "Engagements",
                primary: Some(("Log an engagement", &path::register::new_engagement())),
                ways: &[],
            })
            (self.filter())
            @if self.lines.is_empty() { (self.nothing()) } @else { (self.table()) }
            (Pagination { current: self.page, last: self.last, href: &|page| self.sought.href(page) })
            @if !self.lines.is_empty() { (self.export()) }
            (reminder(self.signed.site))
        }
    }

    fn export(&self) -> Markup {
        let query = self.sought.query();
        export("Engagements", &|ending| path::export::engagements(ending, &query))
    }

    fn nothing(&self) -> Markup {
        html! {
            @if self.sought.is_all() { p class="govuk-body" { "Nothing is in the ledger yet. Log what was done first." } }
            @else {
                p class="govuk-body" {
                    "No engagement is like this. "
                    a class="govuk-link govuk-!-display-none-print" href=(self.sought.cleared().href(1)) { "See all engagements" }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        let columns = [
            ("Day", Some(EngagementSort::Day), false),
            ("What", Some(EngagementSort::Kind), false),
            ("With", None, false),
            ("Led by", Some(EngagementSort::Lead), false),
            ("Two-way", None, false),
            ("People reached", Some(EngagementSort::Reach), true),
        ];
        SortableTable {
            caption: "Engagements",
            columns: &columns,
            order: self.sought.order,
            href: &|order| Sought { order, ..self.sought.clone() }.href(1),
            rows: self.lines.iter().map(|(one, with)| (row_id(&one.id), self.row(one, with))).collect(),
            row_headings: false,
        }
        .render()
    }

    fn row(&self, engagement: &Engagement, with: &[String]) -> Vec<Markup> {
        let place = of_engagements(self.sought, self.page).at(engagement.id);
        let href = place.carry(&path::register::engagement(&engagement.id));
        vec![
            html! { @if let Some(day) = engagement.day() { span class="candour-whole" { (day) } } },
            html! { a class="govuk-link" href=(href) { (engagement.kind.label) } },
            html! { @for name in with { div { bdi { (name) } } } },
            html! { (led(engagement, self.known)) },
            two_way(engagement, self.today),
            html! { (engagement.record.get(REACH)) },
        ]
    }

    fn filter(&self) -> Markup {
        let list = path::register::engagements();
        let hint = "Agencies, places, topics, what was asked. Parts of words will do.";
        let filter = Filter {
            count: count(self.total),
            search: Some(search(&self.sought.words, hint)),
            selected: self.selected(),
            clear_href: &self.sought.cleared().href(1),
            options: self.options(),
        };
        html! { form action=(list) method="get" novalidate { (kept_order(self.sought.order)) (filter) } }
    }

    fn selected(&self) -> Vec<Selected> {
        let sought = self.sought;
        let mut given: Vec<Selected> = Vec::new();
        let mut add = |text: String, rest: Sought| given.push(Selected { text, href: rest.href(1) });
        if !sought.words.is_empty() {
            add(format!("“{}”", sought.words), Sought { words: String::new(), ..sought.clone() });
        }
        if let Some(kind) = kind(&sought.kind) {
            add(kind.label.to_owned(), Sought { kind: String::new(), ..sought.clone() });
        }
        if let Some(day) = sought.from {
            add(format!("From {day}"), Sought { from: None, ..sought.clone() });
        }
        if let Some(day) = sought.to {
            add(format!("Up to {day}"), Sought { to: None, ..sought.clone() });
        }
        if !sought.lead.is_empty() {
            add(
                format!("Led by {}", self.known.person(&sought.lead)),
                Sought { lead: String::new(), ..sought.clone() },
            );
        }
        if !sought.agency.is_empty() {
            add(
                format!("With {}", self.agency.unwrap_or("one agency")),
                Sought { agency: String::new(), ..sought.clone() },
            );
        }
        given
    }

    fn options(&self) -> Markup {
        let sought = self.sought;
        let kinds = kinds().into_iter().map(|(code, label)| Item::new(code, label, sought.kind == code));
        let ids: Vec<String> = self.known.staff.iter().map(|person| person.id.to_string()).collect();
        let leads = ids
            .iter()
            .zip(&self.known.staff)
            .map(|(id, person)| Item::new(id, &person.name, sought.lead == *id));
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        let (from, to) = (day(sought.from), day(sought.to));
        html! {
            @if !sought.agency.is_empty() { input type="hidden" name=(AGENCY) value=(sought.agency); }
            div class="candour-options" {
                (Select { group: FormGroup::new(KIND, "Kind"), items: any(kinds) })
                (Select { group: FormGroup::new(LEAD, "Led by"), items: any(leads) })
                (Input { kind: "date", width: Width::Ten, ..Input::new(FormGroup::new(FROM, "From"), &from) })
                (Input { kind: "date", width: Width::Ten, ..Input::new(FormGroup::new(TO, "To"), &to) })
            }
        }
    }
}

fn any<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Vec<Item<'a>> {
    [Item::new("", "Any", false)].into_iter().chain(items).collect()
}

/// Who led an engagement; empty when that was not said, or when they have left.
pub(super) fn led<'a>(engagement: &Engagement, known: &'a Known) -> &'a str {
    engagement.lead().map_or("", |id| known.person(&id.to_string()))
}

/// Whether both sides spoke, or whether it is still to come, as a tag.
pub(super) fn two_way(engagement: &Engagement, today: Day) -> Markup {
    match engagement.kind.two_way {
        _ if engagement.is_planned(today) => tag("Planned", Colour::Blue),
        true => tag("Two-way", Colour::Green),
        false => tag("Informed", Colour::Grey),
    }
}

fn count(total: usize) -> String {
    if total == 1 { "1 engagement".into() } else { format!("{total} engagements") }
}
