//! The time ran out.

use maud::{Markup, Render, html};

use crate::component::button::{Look, link_button};
use crate::page::{ReporterPage, Site};

/// The time ran out, or what was typed has been wiped or sent already.
#[derive(Clone, Copy, Debug)]
pub struct Gone<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Gone<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "We have wiped what you typed" }
            p class="govuk-body" {
                "This happens after " (self.site.idle_minutes) " minutes in which you do not go to another page, "
                "when you leave with ‘Exit this page’, or when a report has been sent. It keeps you safe."
            }
            p class="govuk-body" {
                "If you had chosen ‘Send report’ and saw a reference, we have your report. "
                "If not, nothing was sent and nothing was kept."
            }
            (link_button("Start again", &path::start(), Look::Primary))
            p class="govuk-body" { a class="govuk-link" href=(path::reply()) { "I have a phrase: read a reply" } }
        };
        ReporterPage::new(self.site, "Start again", content).render()
    }
}
