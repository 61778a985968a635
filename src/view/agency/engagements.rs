//! What the department and the agency have done together.

use maud::{Markup, Render, html};

use domain::identity::role::Role;
use domain::platform::time::Day;

use super::page::Member;
use crate::component::summary_list::{Row, SummaryList};

/// One thing that was done.
#[derive(Clone, Copy, Debug)]
pub struct EngagementLine<'a> {
    /// What it was.
    pub kind: &'a str,
    /// When.
    pub day: Option<Day>,
    /// The role of whoever led it.
    pub led_by: Option<Role>,
    /// What it was about.
    pub topics: &'a [String],
    /// What was given, and how many where that is known of this agency.
    pub given: &'a [(String, Option<u32>)],
    /// The day that was agreed for the next contact.
    pub next: Option<Day>,
}

/// What was done together.
#[derive(Clone, Copy, Debug)]
pub struct Engagements<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What was done, newest first.
    pub lines: &'a [EngagementLine<'a>],
    /// How much was done in all.
    pub total: i64,
}

impl Render for Engagements<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "What we did together" }
            p class="govuk-body" {
                "What the police team has written down of its work with " bdi { (self.member.agency) }
                ". It never holds what a client or a colleague of yours told us about somebody."
            }
            @if self.lines.is_empty() {
                p class="govuk-body" { "Nothing yet. " a class="govuk-link" href=(path::agency::ask()) { "Ask us to come" } "." }
            }
            @for line in self.lines { (one(line)) }
            @if i64::try_from(self.lines.len()).is_ok_and(|shown| shown < self.total) {
                p class="govuk-body" { "These are the latest " (self.lines.len()) " of " (self.total) "." }
            }
        };
        self.member.page("Together", &content).render()
    }
}

fn one(line: &EngagementLine) -> Markup {
    let mut rows = Vec::new();
    if let Some(role) = line.led_by {
        rows.push(Row::text("Led by", role.label()));
    }
    if !line.topics.is_empty() {
        rows.push(Row::text("About", &line.topics.join(", ")));
    }
    if !line.given.is_empty() {
        let given = html! {
            @for (label, quantity) in line.given {
                div { bdi { (label) } @if let Some(quantity) = quantity { ": " (quantity) } }
            }
        };
        rows.push(Row { key: "Given", value: given, action: None });
    }
    if let Some(day) = line.next {
        rows.push(Row { key: "Next contact", value: html! { (day) }, action: None });
    }
    html! {
        h2 class="govuk-heading-s govuk-!-margin-bottom-1" { (line.kind) @if let Some(day) = line.day { ", " (day) } }
        (SummaryList { rows, no_border: true })
    }
}
