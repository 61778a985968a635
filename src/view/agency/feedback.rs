//! “You said, we did”, as agencies read it.

use maud::{Markup, Render, html};

use domain::register::feedback::{DID, Feedback, SAID};

use super::page::Member;

/// What agencies said, and what was done about it.
#[derive(Clone, Copy, Debug)]
pub struct FeedbackPage<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The entries, newest first.
    pub entries: &'a [Feedback],
}

impl Render for FeedbackPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "You said, we did" }
            p class="govuk-body" { "What agencies told us about how we work, and what came of it." }
            @for entry in self.entries { (one(entry)) }
            @if self.entries.is_empty() { p class="govuk-body" { "Nothing yet." } }
            p class="govuk-body" {
                "Do you want to say something? "
                a class="govuk-link" href=(path::agency::ask_briefing()) { "Ask us to come" }
                ", or answer " a class="govuk-link" href=(path::agency::survey()) { "three short questions" } "."
            }
        };
        self.member.page("You said", &content).render()
    }
}

fn one(entry: &Feedback) -> Markup {
    html! {
        @if let Some(day) = entry.day() { h2 class="govuk-heading-s govuk-!-margin-bottom-1" { (day) } }
        dl class="govuk-summary-list" {
            @for (key, field) in [("You said", SAID), ("We did", DID)] {
                div class="govuk-summary-list__row" {
                    dt class="govuk-summary-list__key" { (key) }
                    dd class="govuk-summary-list__value" {
                        @for line in entry.record.get(field).lines() { div { bdi { (line) } } }
                    }
                }
            }
        }
    }
}
