//! The audit log.

use maud::{Markup, Render, html};

use domain::identity::staff::Staff;
use domain::platform::audit::AuditAction;
use domain::platform::time::Day;

use super::audit_filter::{ACTION, FROM, OBJECT, PERSON, Sifted, TO};
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::filter::{Filter, Selected};
use crate::component::staff::list_head::ListHead;
use crate::component::table::{Column, Table};
use crate::psd::event_row::Happening;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The columns of the log.
const TITLES: [&str; 5] = ["When", "Who", "What", "To what", "More"];

/// The audit log.
#[derive(Clone, Copy, Debug)]
pub struct AuditLog<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The names of the desks whose doings are shown.
    pub desks: &'a [&'a str],
    /// Those whose doings may be among them.
    pub people: &'a [Staff],
    /// The entries on this page, newest first.
    pub entries: &'a [Happening<'a>],
    /// Which events were asked for.
    pub sifted: &'a Sifted,
    /// Whether this page begins with the newest.
    pub first: bool,
    /// The place from which older ones are shown; empty when there are none.
    pub after: &'a str,
}

impl Render for AuditLog<'_> {
    fn render(&self) -> Markup {
        let export = path::staff::audit_export(&self.sifted.query());
        let content = html! {
            (ListHead { title: "Audit log", primary: None, ways: &[("Export as CSV", export)] })
            p class="govuk-body" {
                (self.reach()) " The log holds codes and identifiers, never what a report says. Times are those of the United Kingdom."
            }
            form action=(path::staff::audit()) method="get" novalidate { (self.filter()) }
            @if self.entries.is_empty() { p class="govuk-body" { (self.nothing()) } } @else { (self.table()) }
            (self.older())
        };
        self.signed.page("Audit log", content).at(NavItem::Audit).render()
    }
}

impl AuditLog<'_> {
    /// What is in the log that this person reads.
    fn reach(&self) -> String {
        match self.desks {
            [] => "You see what belongs to no desk. Whoever runs this site can say which desks you audit."
                .into(),
            desks => format!("You see what was done at: {}; and what belongs to no desk.", desks.join(", ")),
        }
    }

    fn nothing(&self) -> &'static str {
        if self.sifted.is_all() {
            "Nothing has been logged yet."
        } else {
            "Nothing like this has been logged."
        }
    }

    fn table(&self) -> Markup {
        dense_table(&Table {
            caption: "Audit log",
            caption_hidden: true,
            columns: TITLES.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.entries.iter().map(row).collect(),
            row_headings: false,
        })
    }

    /// The log is gone through from the newest back. No page costs more than another.
    fn older(&self) -> Markup {
        html! {
            nav class="govuk-pagination govuk-pagination--block" aria-label="Pagination" {
                @if !self.first {
                    div class="govuk-pagination__prev" {
                        a class="govuk-link govuk-pagination__link" href=(self.sifted.href("")) rel="first" {
                            span class="govuk-pagination__link-title" { "Newest entries" }
                        }
                    }
                }
                @if !self.after.is_empty() {
                    div class="govuk-pagination__next" {
                        a class="govuk-link govuk-pagination__link" href=(self.sifted.href(self.after)) rel="next" {
                            span class="govuk-pagination__link-title" { "Older entries" }
                        }
                    }
                }
            }
        }
    }

    fn filter(&self) -> Filter<'static> {
        let sifted = self.sifted;
        let chip = |text: String, rest: Sifted| Selected { text, href: rest.href("") };
        let name = |id: &str| {
            let found = self.people.iter().find(|person| person.id.to_string() == id);
            found.map_or_else(|| id.to_owned(), |person| person.name.clone())
        };
        let person = (!sifted.person.is_empty())
            .then(|| chip(name(&sifted.person), Sifted { person: String::new(), ..sifted.clone() }));
        let object = (!sifted.object.is_empty())
            .then(|| chip(sifted.object.clone(), Sifted { object: String::new(), ..sifted.clone() }));
        let action = sifted
            .action
            .map(|action| chip(action.label().to_owned(), Sifted { action: None, ..sifted.clone() }));
        let from =
            sifted.from.map(|day| chip(format!("From {day}"), Sifted { from: None, ..sifted.clone() }));
        let to = sifted.to.map(|day| chip(format!("Up to {day}"), Sifted { to: None, ..sifted.clone() }));
        let selected = [person, action, from, to, object].into_iter().flatten().collect();
        Filter {
            count: String::new(),
            search: None,
            selected,
            clear_href: "/staff/audit",
            options: self.options(),
        }
    }

    fn options(&self) -> Markup {
        let sifted = self.sifted;
        let ids: Vec<String> = self.people.iter().map(|person| person.id.to_string()).collect();
        let people = ids.iter().zip(self.people);
        let people = people.map(|(id, person)| Item::new(id, &person.name, sifted.person == *id));
        let mut actions = AuditAction::ALL;
        actions.sort_by_key(|action| action.label());
        let actions =
            actions.map(|action| Item::new(action.code(), action.label(), sifted.action == Some(action)));
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        let (from, to) = (day(sifted.from), day(sifted.to));
        let any = || [Item::new("", "Any", false)].into_iter();
        let object = FormGroup::new(OBJECT, "To what").hint("An identifier from the column “To what”");
        html! {
            div class="candour-options" {
                (Select { group: FormGroup::new(PERSON, "Who"), items: any().chain(people).collect() })
                (Select { group: FormGroup::new(ACTION, "What"), items: any().chain(actions).collect() })
                (Input { kind: "date", width: Width::Ten, ..Input::new(FormGroup::new(FROM, "From"), &from) })
                (Input { kind: "date", width: Width::Ten, ..Input::new(FormGroup::new(TO, "To"), &to) })
                (Input { width: Width::Thirty, ..Input::new(object, &sifted.object) })
            }
        }
    }
}

fn row(entry: &Happening) -> Vec<Markup> {
    let only = Sifted { object: entry.object.to_owned(), ..Sifted::default() };
    vec![
        html! { span class="candour-whole" { (entry.at.local()) } },
        html! { bdi { (entry.who()) } },
        html! { (entry.deed.label()) },
        html! {
            @if !entry.object.is_empty() {
                a class="govuk-link" href=(only.href("")) aria-label={ "All about " (entry.object) } {
                    code class="candour-code" { (entry.object) }
                }
            }
        },
        html! { (entry.detail()) },
    ]
}

/// The log as rows of a file, under its headings.
pub fn rows<'a>(entries: impl Iterator<Item = Happening<'a>>) -> Vec<Vec<String>> {
    let row = |entry: Happening| {
        let cells = [entry.who(), entry.deed.label(), entry.object, entry.detail()];
        [entry.at.local().to_string()].into_iter().chain(cells.map(str::to_owned)).collect()
    };
    [TITLES.map(str::to_owned).to_vec()].into_iter().chain(entries.map(row)).collect()
}
