//! An agency: what is known of it, its people, what was done with it, and its history.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::record::{self, Known, Record, Section};
use domain::platform::content::LEAFLET;
use domain::platform::time::Day;
use domain::register::agency::{AGENCY, Agency, Mark};
use domain::register::agency_request::Request;
use domain::register::campaign::{CAMPAIGN, CAMPAIGN_TARGETS};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::{self, CONTACT, CONTACT_CONFIRMED, Contact, SPOCS};
use domain::register::engagement::{self, Engagement};
use domain::register::feedback::FEEDBACK;
use domain::register::material::{EDITION, EDITION_FILE, MATERIAL};

use super::agencies::standing;
use super::done::Done;
use super::engaged::{handouts, questions_asked};
use super::engagement_filter::{Sought, paged};
use super::engagement_form::start_with;
use super::engagements::led;
use super::follow_ups::Tasks;
use super::practitioner::Accounts;
use super::summary::summary;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::timeline::{Event, Timeline};
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// Where the history begins on the page.
const HISTORY: &str = "history";

/// A person in the agency, with when they were last met and reached.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    /// The person.
    pub contact: &'a Contact,
    /// When they were last met.
    pub met: Option<Day>,
    /// When they were last reached in any way.
    pub told: Option<Day>,
}

/// An agency.
pub struct AgencyPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agency.
    pub agency: &'a Agency,
    /// When it was last met.
    pub met: Option<Day>,
    /// When it was last reached in any way.
    pub told: Option<Day>,
    /// Whether it is beyond its tier's time.
    pub overdue: bool,
    /// Its people.
    pub people: &'a [Person<'a>],
    /// The accounts of its people.
    pub accounts: Accounts<'a>,
    /// What was done or is planned with it, newest first: the latest.
    pub engagements: &'a [Engagement],
    /// How often something was done with it so far.
    pub engaged: i64,
    /// What it was given: what, how many in all, when last.
    pub given: &'a [(String, i64, Option<Day>)],
    /// What is to be done for it.
    pub tasks: Tasks<'a>,
    /// What it asked for, newest first, each with the day on which it was done.
    pub asked: &'a [(Request, Option<Day>)],
    /// A page of its history, newest first.
    pub history: &'a [Change],
    /// Which page of its history that is, from 1.
    pub page: usize,
    /// How many pages its history has.
    pub last: usize,
    /// Entries that may be the same agency.
    pub doubles: &'a [(Agency, Vec<Mark>)],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for AgencyPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.agency.name(), self.content()).at(NavItem::Agencies);
        let failed = self.tasks.failed();
        let above = vec![self.place.above(("Agencies", path::register::agencies()))];
        StaffPage { failed, above, ..page }.render()
    }
}

impl AgencyPage<'_> {
    fn content(&self) -> Markup {
        let id = &self.agency.id;
        html! {
            (just_done(self.done))
            (error_summary(self.tasks.controls.errors))
            h1 class="govuk-heading-l" { bdi { (self.agency.name()) } }
            p class="candour-tags govuk-body" {
                (standing(self.agency.standing()))
                span { "Tier " (self.agency.tier().label()) }
                @if self.overdue { (tag("Overdue", Colour::Orange)) }
            }
            p class="govuk-body" { (last(self.met, self.told)) }
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(start_with(&[*id])) { "Log an engagement" } " · "
                a class="govuk-link" href=(self.place.carry(&path::register::agency_edit(id))) { "Change this entry" } " · "
                a class="govuk-link" href=(self.place.carry(&path::register::new_contact(id))) { "Add a contact" }
            }
            (self.doubles())
            h2 class="govuk-heading-m" { "People" }
            (self.people())
            h2 class="govuk-heading-m" { "Accounts" }
            (self.accounts)
            h2 class="govuk-heading-m" { "Engagements" }
            (self.engagements())
            h3 class="govuk-heading-s" { "What they were given" }
            (handouts(self.given))
            h3 class="govuk-heading-s" { "What was asked and said lately" }
            (questions_asked(self.engagements, self.tasks.today))
            h2 class="govuk-heading-m" { "Follow-ups" }
            @if !self.asked.is_empty() { (crate::register::agency_request::request_list(self.asked)) }
            (self.tasks)
            h2 class="govuk-heading-m" { "About this agency" }
            (summary(AGENCY, &self.agency.record, self.known))
            h2 class="govuk-heading-m" id=(HISTORY) { "History" }
            (history(self.history, self.known))
            (Pagination { current: self.page, last: self.last, href: &|page| self.earlier(page) })
        }
    }

    fn doubles(&self) -> Markup {
        html! {
            @if !self.doubles.is_empty() {
                div class="candour-warning-panel govuk-!-display-none-print" {
                    h2 class="govuk-heading-s" { "May be the same agency" }
                    ul class="govuk-list" {
                        @for (other, marks) in self.doubles {
                            li {
                                a class="govuk-link" href=(path::register::agency_merge(&self.agency.id, &other.id)) {
                                    "Compare with " bdi { (other.name()) }
                                }
                                ": " (marks.iter().map(|mark| mark.label()).collect::<Vec<_>>().join(", "))
                            }
                        }
                    }
                }
            }
        }
    }

    fn people(&self) -> Markup {
        let titles = ["Name", "What they do", "Phone and email", "Last met", "Last reached", "Trained"];
        html! {
            @if self.people.is_empty() { p class="govuk-body" { "Nobody is named yet." } }
            @else {
                (dense_table(&Table {
                    caption: "People",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.people.iter().map(|one| person(one, self.place)).collect(),
                    row_headings: true,
                }))
            }
        }
    }

    /// The address of a page of its history.
    fn earlier(&self, page: usize) -> String {
        let href = format!("{}#{HISTORY}", paged(&path::register::agency(&self.agency.id), "", page));
        self.place.carry(&href)
    }

    fn all(&self) -> String {
        Sought { agency: self.agency.id.to_string(), ..Sought::default() }.href(1)
    }

    fn engagements(&self) -> Markup {
        html! {
            @if self.engagements.is_empty() { p class="govuk-body" { "Nothing was done with this agency yet." } }
            @else {
                p class="govuk-body" {
                    (self.engaged) @if self.engaged == 1 { " engagement" } @else { " engagements" } " so far. "
                    a class="govuk-link govuk-!-display-none-print" href=(self.all()) { "See them in the ledger" }
                }
                (engagements(self.engagements, self.known, self.tasks.today))
            }
        }
    }
}

/// Engagements, newest first; those still to come say so.
pub fn engagements(engagements: &[Engagement], known: &Known, today: Day) -> Markup {
    let titles = ["Day", "What", "Led by", "Two-way", "People reached"];
    dense_table(&Table {
        caption: "Engagements",
        caption_hidden: true,
        columns: titles.map(|title| Column { title, numeric: title == "People reached" }).to_vec(),
        rows: engagements.iter().map(|one| line(one, known, today)).collect(),
        row_headings: true,
    })
}

fn person(person: &Person, place: &ListPlace) -> Vec<Markup> {
    let contact = person.contact;
    let field = |name| contact.record.get(name);
    let day = |day: Option<Day>| html! { @if let Some(day) = day { span class="candour-whole" { (day) } } @else { "Never" } };
    vec![
        html! {
            a class="govuk-link" href=(place.carry(&path::register::contact(&contact.id))) { bdi { (contact.name()) } }
            @if !field(contact::SPOC).is_empty() { br; (tag(choice::label(SPOCS, field(contact::SPOC)), Colour::Teal)) }
            @if let Some(day) = contact.confirmed_by_agency() { br; "Confirmed by the agency on " (day) }
            @if let Some(day) = contact.left() { br; (tag("Left", Colour::Grey)) " " (day) }
        },
        html! { bdi { (field(contact::ROLE)) } },
        html! { (field(contact::PHONE)) @if !field(contact::PHONE).is_empty() { br; } (field(contact::EMAIL)) },
        day(person.met),
        day(person.told),
        html! { @if let Some(day) = contact.record.day(contact::TRAINED) { (day) } },
    ]
}

fn line(engagement: &Engagement, known: &Known, today: Day) -> Vec<Markup> {
    vec![
        html! { @if let Some(day) = engagement.day() { span class="candour-whole" { (day) } } },
        html! { a class="govuk-link" href=(path::register::engagement(&engagement.id)) { (engagement.kind.label) } },
        html! { bdi { (led(engagement, known)) } },
        html! {
            @if engagement.is_planned(today) { (tag("Planned", Colour::Blue)) }
            @else if engagement.kind.two_way { "Yes" }
            @else { "No" }
        },
        html! { (engagement.record.get(domain::register::engagement::REACH)) },
    ]
}

/// When somebody was last met and last reached, in a sentence.
pub fn last(met: Option<Day>, told: Option<Day>) -> Markup {
    html! {
        @match (met, told) {
            (Some(met), Some(told)) if told > met => { "Last met on " (met) ". Last sent something on " (told) "." }
            (Some(met), _) => { "Last met on " (met) "." }
            (None, Some(told)) => { "Never met. Last sent something on " (told) "." }
            (None, None) => { "Never met, and nothing was ever sent." }
        }
    }
}

/// Every change, with who and when, and what it changed.
pub fn history(changes: &[Change], known: &Known) -> Markup {
    html! {
        @if changes.is_empty() { p class="govuk-body" { "Nothing is written down." } }
        @else { (Timeline { events: changes.iter().map(|change| event(change, known)).collect() }) }
    }
}

fn event<'a>(change: &'a Change, known: &'a Known) -> Event<'a> {
    let who = match change.staff {
        Some(id) => known.person(&id.to_string()),
        None => "the agency itself",
    };
    Event {
        title: change.deed.label(),
        by: Some(if who.is_empty() { "somebody who has left" } else { who }),
        when: change.at.to_string(),
        content: html! {
            p class="govuk-body-s" {
                (change.noun.label())
                @if let Some(name) = entry_name(change) { " " bdi { (name) } }
                @if let Some(day) = deleted(change) { ", " (day) }
                @if let Some(batch) = change.batch {
                    " · " a class="govuk-link" href=(path::register::batch(&batch)) { "All that was changed with it" }
                }
            }
            (differences(change, known))
        },
    }
}

/// What an entry is called, where its record says so.
pub fn entry_name(change: &Change) -> Option<&str> {
    // After a merge stands what moved, not what the entry says.
    let after = change.after.as_ref().filter(|_| change.deed != ChangeKind::Merged);
    let record = after.or(change.before.as_ref())?;
    let names = [record.get("name"), record.get("label"), record.get(engagement::KIND)];
    names.into_iter().find(|name| !name.is_empty())
}

/// The day of an engagement that was deleted: there is no page left that tells.
fn deleted(change: &Change) -> Option<Day> {
    let gone = change.before.as_ref().filter(|_| change.deed == ChangeKind::Deleted)?;
    gone.day(engagement::DAY)
}

/// What a change changed, field by field. A merge changes nothing that the merged entry says.
pub fn differences(change: &Change, known: &Known) -> Markup {
    if change.deed == ChangeKind::Merged {
        return html! {};
    }
    let (Some(before), Some(after)) = (&change.before, &change.after) else { return html! {} };
    let sections: [&[Section]; 2] = match change.noun {
        EntityKind::Agency => [AGENCY, &[]],
        EntityKind::Contact => [CONTACT, CONTACT_CONFIRMED],
        EntityKind::Material => [MATERIAL, &[]],
        EntityKind::Edition => [EDITION, EDITION_FILE],
        EntityKind::Campaign => [CAMPAIGN, CAMPAIGN_TARGETS],
        EntityKind::Leaflet => [LEAFLET, &[]],
        EntityKind::Feedback => [FEEDBACK, &[]],
        // Its fields depend on its kind.
        EntityKind::Engagement => [&[], &[]],
    };
    let changed = before.differences(after);
    let field = |name: &&str| match change.noun {
        EntityKind::Engagement => engagement::field(name),
        _ => sections.into_iter().find_map(|sections| record::field(sections, name)),
    };
    let fields = changed.iter().filter_map(field);
    let words = |field: &record::Field, record: &Record| match field.words(record, known).join(", ") {
        nothing if nothing.is_empty() => "nothing".to_owned(),
        words => words,
    };
    html! {
        ul class="govuk-list govuk-body-s" {
            @for field in fields {
                li { (field.label) ": " del { (words(field, before)) } " → " ins { (words(field, after)) } }
            }
        }
    }
}
