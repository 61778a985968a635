//! Deleting a mailbox: the question, and the answer that it is done.

use maud::{Markup, Render, html};

use crate::component::button::warning_button;
use crate::component::panel::panel;
use crate::component::token::token;
use crate::page::{ReporterPage, Site, Visit};

/// Asks whether to delete the mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Delete<'a> {
    /// The visit.
    pub visit: Visit<'a>,
}

impl Render for Delete<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Are you sure you want to delete this mailbox?" }
            p class="govuk-body" { "If you delete it:" }
            ul class="govuk-list govuk-list--bullet" {
                li { "your phrase stops working at once, for you and for anyone who has found it" }
                li { "you cannot read our messages, or write to us about this report, ever again" }
                li { "your report and what you wrote stay with us: the police must keep them as records" }
            }
            form action=(path::thread_delete()) method="post" novalidate {
                (token(self.visit.token))
                (warning_button("Delete this mailbox"))
            }
        };
        ReporterPage { back: Some(path::thread()), ..self.visit.page("Delete", content) }.render()
    }
}

/// The mailbox is deleted.
#[derive(Clone, Copy, Debug)]
pub struct Deleted<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Deleted<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (panel("Mailbox deleted", &"Your phrase does not work any more"))
            p class="govuk-body" {
                "We still have your report. Read how to "
                a class="govuk-link" href=(path::safety()) { "clear your browser’s history" } "."
            }
        };
        ReporterPage::new(self.site, "Deleted", content).render()
    }
}
