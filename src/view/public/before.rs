//! What *Exit this page* does: after the start and before the first question.

use maud::{Markup, Render, html};

use crate::component::panel::interruption_panel;
use crate::page::{ReporterPage, Site};

/// The interruption page.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Before<'_> {
    fn render(&self) -> Markup {
        let first = path::first_step();
        let onward = [("Continue", first), ("How to stay safe online", path::safety())];
        let content = interruption_panel("How to leave this site quickly", &self.leaving(), &onward);
        let back = Some(path::start());
        ReporterPage { back, ..ReporterPage::new(self.site, "Before you start", content) }.render()
    }
}

impl Before<'_> {
    fn leaving(self) -> Markup {
        html! {
            p class="govuk-body" {
                "There is a red button at the top of each page: ‘Exit this page’. "
                "Choose it, or press the Shift key 3 times, to leave at once. Then:"
            }
            ul class="govuk-list govuk-list--bullet" {
                li { "a different website opens" }
                li { "what you typed and did not send is wiped, and you cannot get it back" }
                li { "this site may still show in your browser’s history: the button does not clear it" }
            }
            p class="govuk-body" {
                "To come back, open this site again and start from the beginning. "
                "The button cannot stop spying software on your phone or computer."
            }
            p class="govuk-body" {
                "You have " (self.site.idle_minutes) " minutes for each page. If you do nothing for longer, "
                "we wipe what you typed, to keep you safe. Most browsers warn you 5 minutes before. "
                "‘Save and stay on this page’ gives you the time again."
            }
            p class="govuk-body" { "If someone could see your screen now, stop here and come back later." }
        }
    }
}
