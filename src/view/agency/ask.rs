//! Asking for a briefing, or for materials by post; and what was asked for.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::record::{Known, Record};
use domain::platform::time::Day;
use domain::register::agency_request::{Request, Wish};

use super::done::Done;
use super::page::Member;
use crate::component::button::{Look, button, link_button};
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::staff::control::Controls;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::page::ReporterPage;

/// What can be asked for, and what was.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What the agency asked for, newest first, each with the day on which it was done.
    pub asked: &'a [(Request, Option<Day>)],
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Ask<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { "Ask us" }
            p class="govuk-body" {
                "We can come and talk to your team, or send you leaflets, posters and cards. It costs nothing. "
                "We answer within two weeks."
            }
            div class="govuk-button-group" {
                (link_button("Ask for a briefing", &path::agency::ask_briefing(), Look::Primary))
                (link_button("Ask for materials", &path::agency::ask_materials(), Look::Primary))
            }
            p class="govuk-body" {
                "This is not the place to tell us about somebody. "
                a class="govuk-link" href=(path::agency::report()) { "Tell us here" } "."
            }
            h2 class="govuk-heading-m" { "What your agency asked for" }
            @if self.asked.is_empty() { p class="govuk-body" { "Nothing yet." } }
            @for (request, done) in self.asked { (one(request, *done)) }
        };
        self.member.page("Ask", &content).render()
    }
}

fn one(request: &Request, done: Option<Day>) -> Markup {
    let (record, known) = (&request.record, Known::default());
    let fields = request.kind.sections().iter().flat_map(|section| section.fields);
    let said = fields.filter(|field| !record.all(field.name).is_empty());
    let rows = said.map(|field| {
        let words = field.words(record, &known).join(", ");
        Row { key: field.label, value: html! { bdi { (words) } }, action: None }
    });
    html! {
        h3 class="govuk-heading-s" {
            (request.kind.label()) ", " (request.asked) " "
            @match done {
                Some(day) => { (tag("Done", Colour::Green)) " " (day) },
                None => (tag("We have it", Colour::Blue)),
            }
        }
        (SummaryList { rows: rows.collect(), no_border: true })
    }
}

/// Asking for something.
#[derive(Clone, Copy, Debug)]
pub struct AskForm<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What for.
    pub kind: Wish,
    /// Whether the agency's address must not be known.
    pub withheld: bool,
    /// What was typed.
    pub record: &'a Record,
    /// What was wrong with it.
    pub errors: &'a Errors,
}

impl Render for AskForm<'_> {
    fn render(&self) -> Markup {
        let content = self.content();
        let page = self.member.page("Ask", &content);
        ReporterPage { failed: !self.errors.is_empty(), back: Some(path::agency::ask()), ..page }.render()
    }
}

impl AskForm<'_> {
    fn content(&self) -> Markup {
        let known = Known::default();
        let controls = Controls { record: self.record, errors: self.errors, known: &known };
        let (title, action) = match self.kind {
            Wish::Briefing => ("Ask for a briefing", path::agency::ask_briefing()),
            Wish::Materials => ("Ask for materials", path::agency::ask_materials()),
        };
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { (title) }
            @if self.withheld && self.kind == Wish::Materials {
                (warning_text(&"Your address is withheld. We do not keep one here: give a PO box, or ask us to call you."))
            }
            form action=(action) method="post" novalidate autocomplete="off" {
                (token(self.member.token))
                (controls.sections(self.kind.sections()))
                p class="govuk-body" { "The request is noted for your agency. Your colleagues see it too." }
                (button("Send"))
            }
        }
    }
}
