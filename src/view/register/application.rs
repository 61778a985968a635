//! An agency that asks to be registered: what it wrote, what was checked, and the decision.

pub use domain::identity::application::{CHECK, ENTRY, REASON, RESULT};
use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::errors::Errors;
use domain::form::record::Known;
use domain::identity::application::{APPLICATION, Application, CHECKS, RESULTS, State, latest};
use domain::register::agency::{Agency, Mark};

use super::applications::standing;
use super::done::Done;
use super::summary::summary;
use crate::component::button::{Button, Look, button, secondary_button};
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::prose::prose;
use crate::component::radios::Radios;
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::table::{Column, Table};
use crate::component::textarea::Textarea;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for the version of the application when the page was drawn.
pub const VERSION: &str = "version";
/// The value of that field for an entry of its own.
pub const NEW: &str = "new";
/// The field for words to find an entry by.
pub const WORDS: &str = "q";

/// What was typed into one of the forms and will not do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// What was checked.
    pub check: &'a str,
    /// What came of it.
    pub result: &'a str,
    /// The entry.
    pub entry: &'a str,
    /// The reason.
    pub reason: &'a str,
    /// Words to find an entry by.
    pub words: &'a str,
}

/// The page of an application.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The application.
    pub application: &'a Application,
    /// The agency that it became.
    pub agency: Option<&'a Agency>,
    /// Entries of the register that may be this agency, with what they share.
    pub doubles: &'a [(Agency, Vec<Mark>)],
    /// Entries that were looked for.
    pub found: &'a [Agency],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// What was typed.
    pub typed: Typed<'a>,
    /// What was wrong with it.
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for ApplicationPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.application.name(), self.content()).at(NavItem::Agencies);
        let above =
            vec![("Agencies", path::register::agencies()), ("Applications", path::register::applications())];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl ApplicationPage<'_> {
    fn content(&self) -> Markup {
        let waits = self.application.state == State::Waiting;
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { bdi { (self.application.name()) } }
            p class="candour-tags govuk-body" {
                (standing(self.application.state))
                span { "Came on " (self.application.made) }
            }
            @if !waits { (self.decision()) }
            h2 class="govuk-heading-m" { "What they wrote" }
            (summary(APPLICATION, &self.application.record, self.known))
            @if waits { (self.doubles()) }
            h2 class="govuk-heading-m" { "Checks" }
            (self.checks())
            @if waits { (self.check()) (self.decide()) }
        }
    }

    /// Who decided, when, why, and what became of it.
    fn decision(&self) -> Markup {
        let application = self.application;
        let mut rows = Vec::new();
        if let Some(day) = application.decided {
            let who = self.person(application.staff.map(|id| id.to_string()).as_deref());
            rows.push(Row { key: "Decided", value: html! { (day) ", by " bdi { (who) } }, action: None });
        }
        if !application.reason.is_empty() {
            rows.push(Row { key: "Reason, for us alone", value: prose(&application.reason), action: None });
        }
        if let Some(agency) = self.agency {
            let link = html! {
                a class="govuk-link" href=(path::register::agency(&agency.id)) { bdi { (agency.name()) } }
            };
            rows.push(Row { key: "On the register", value: link, action: None });
        }
        let kept = match application.state {
            State::Refused => "90 days after the decision all of this is deleted.",
            _ => "90 days after the decision what they wrote in their own words is deleted.",
        };
        html! {
            (SummaryList { rows, no_border: false })
            p class="govuk-body" { (kept) }
        }
    }

    fn person(&self, id: Option<&str>) -> &str {
        match id.map_or("", |id| self.known.person(id)) {
            "" => "somebody who has left",
            name => name,
        }
    }

    fn doubles(&self) -> Markup {
        html! {
            @if !self.doubles.is_empty() {
                div class="candour-warning-panel" {
                    h2 class="govuk-heading-s" { "May be on the register already" }
                    ul class="govuk-list" {
                        @for (other, marks) in self.doubles {
                            li {
                                a class="govuk-link" href=(path::register::agency(&other.id)) { bdi { (other.name()) } }
                                ": " (shared(marks))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Every kind of check, with the last that was made, and by whom.
    fn checks(&self) -> Markup {
        let titles = ["Check", "What came of it", "By whom", "On"];
        let row = |kind: &choice::Choice| {
            let made = latest(&self.application.checks, kind.code);
            let before = self.application.checks.iter().filter(|check| check.check == kind.code).count();
            vec![
                html! { (kind.label) },
                html! {
                    @match made {
                        Some(check) => { (choice::label(RESULTS, &check.result)) }
                        None => { "Not made" }
                    }
                    @if before > 1 { div { "Made " (before) " times" } }
                },
                html! { @if let Some(check) = made { bdi { (self.person(Some(&check.staff.to_string()))) } } },
                html! { @if let Some(check) = made { span class="candour-whole" { (check.day) } } },
            ]
        };
        dense_table(&Table {
            caption: "Checks",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: CHECKS.iter().map(row).collect(),
            row_headings: true,
        })
    }

    /// Writing down another check.
    fn check(&self) -> Markup {
        let group = |name, label| FormGroup::new(name, label).size(Size::Small).error(self.errors.of(name));
        let kind = |choice: &choice::Choice| Item {
            hint: Some(choice.hint).filter(|hint| !hint.is_empty()),
            ..Item::new(choice.code, choice.label, choice.code == self.typed.check)
        };
        let result =
            |choice: &choice::Choice| Item::new(choice.code, choice.label, choice.code == self.typed.result);
        html! {
            details class="govuk-details" open[[CHECK, RESULT].iter().any(|name| self.errors.of(*name).is_some())] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { "Record a check" }
                }
                div class="govuk-details__text" {
                    form action=(path::register::application_check(&self.application.id)) method="post" novalidate {
                        (token(self.signed.token))
                        (Radios {
                            group: group(CHECK, "What you checked"),
                            items: CHECKS.iter().map(kind).collect(),
                            inline: false,
                        })
                        (Radios {
                            group: group(RESULT, "What came of it"),
                            items: RESULTS.iter().map(result).collect(),
                            inline: false,
                        })
                        (secondary_button("Record check"))
                    }
                }
            }
        }
    }

    fn decide(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Approve" }
            p class="govuk-body" {
                "The agency is on the register as invited, and whoever applied gets a letter with a link that works once and for "
                "7 days. They lead for the agency, unless somebody does already."
            }
            (self.search())
            (self.approve())
            h2 class="govuk-heading-m" { "Refuse" }
            p class="govuk-body" {
                "They get a letter that says no, in neutral words. The reason stays with us."
            }
            (self.refuse())
        }
    }

    /// Finding an entry that shares no mark with the application.
    fn search(&self) -> Markup {
        let group = FormGroup::new(WORDS, "Find another entry on the register").size(Size::Small);
        let open = !self.typed.words.is_empty();
        html! {
            details class="govuk-details" open[open] {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { "The agency is on the register under another name" }
                }
                div class="govuk-details__text" {
                    form action=(path::register::application(&self.application.id)) method="get" {
                        (Input::new(group, self.typed.words))
                        (secondary_button("Find"))
                    }
                    @if open && self.found.is_empty() { p class="govuk-body" { "No other entry is like this." } }
                    @if !self.found.is_empty() { p class="govuk-body" { "What was found can be chosen below." } }
                }
            }
        }
    }

    fn approve(&self) -> Markup {
        let doubles = self.doubles.iter().map(|(agency, marks)| (agency, shared(marks)));
        let found = self.found.iter().map(|agency| (agency, "found by your words".to_owned()));
        let known: Vec<_> = doubles
            .chain(found)
            .map(|(agency, why)| {
                (agency.id.to_string(), format!("{} ({})", agency.name(), agency.standing().label()), why)
            })
            .collect();
        let new = Item::new(NEW, "A new entry on the register", self.typed.entry == NEW);
        let old = known
            .iter()
            .map(|(id, name, why)| Item { hint: Some(why), ..Item::new(id, name, self.typed.entry == id) });
        let group = FormGroup::new(ENTRY, "Which entry of the register is it?").size(Size::Small);
        html! {
            form action=(path::register::application_approve(&self.application.id)) method="post" novalidate {
                (self.versioned())
                (Radios {
                    group: group.error(self.errors.of(ENTRY)),
                    items: [new].into_iter().chain(old).collect(),
                    inline: false,
                })
                (button("Approve and invite"))
            }
        }
    }

    fn refuse(&self) -> Markup {
        let group = FormGroup::new(REASON, "Reason, for your colleagues").size(Size::Small);
        let group = group.hint("Nothing that you would not want the applicant to read one day.");
        html! {
            form action=(path::register::application_refuse(&self.application.id)) method="post" novalidate {
                (self.versioned())
                (Textarea { group: group.error(self.errors.of(REASON)), value: self.typed.reason, rows: 4 })
                (Button { text: "Refuse", look: Look::Warning, ..Button::default() })
            }
        }
    }

    fn versioned(&self) -> Markup {
        html! {
            (token(self.signed.token))
            input type="hidden" name=(VERSION) value=(self.application.version);
        }
    }
}

/// What two entries share, in words.
fn shared(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.label()).collect::<Vec<_>>().join(", ")
}
