//! What to do in danger: after the answer that somebody is in danger now, before anything else.

use maud::{Markup, Render, html};

use domain::platform::content::Helpline;
use domain::report::form::Answers;
use domain::report::question::is_about_standards;

use super::help::helpline_list;
use super::question::goes_to;
use crate::component::button::{Look, link_button};
use crate::component::call_999::call_999;
use crate::component::details::details;
use crate::page::{ReporterPage, Visit};

/// What to do in danger.
#[derive(Clone, Copy)]
pub struct Danger<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// What was answered before: it decides where the report goes.
    pub answers: &'a Answers,
    /// Services that help.
    pub helplines: &'a [Helpline],
    /// Where Back leads.
    pub back: &'a str,
    /// Where Continue leads.
    pub next: &'a str,
}

impl Render for Danger<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Get help now" }
            (call_999())
            p class="govuk-body" {
                "999 sends someone who can come at once. If the person you are afraid of is a police officer, "
                "tell the operator. You do not have to give that officer’s name."
            }
            p class="govuk-body" {
                strong { "Nobody reads your report straight away. " }
                @if !is_about_standards(self.answers) { (self.visit.site.read_when) }
            }
            (goes_to(self.answers))
            p class="govuk-body" {
                "Your answers are kept while you are here. If you leave to make a call, what you typed is wiped after "
                (self.visit.site.idle_minutes) " minutes."
            }
            (link_button("Continue", self.next, Look::Primary))
            (details("Services that can help", &helpline_list(self.helplines)))
        };
        let back = Some(self.back.to_owned());
        ReporterPage { back, ..self.visit.page("Step 28", content) }.render()
    }
}

/// What is said again on the check of all answers.
pub(super) fn reminder() -> Markup {
    html! {
        (call_999())
        p class="govuk-body" { "You told us that someone is in danger now. Nobody reads your report straight away." }
    }
}
