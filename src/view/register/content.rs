//! The words on the leaflet and the poster.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::register::change::Change;

use super::agency::history;
use super::done::Done;
use super::form::EntryForm;
use crate::component::done::just_done;
use crate::staff::page::StaffPage;

/// The words on the leaflet and the poster.
pub struct Words<'a> {
    /// The form in which they are changed.
    pub form: EntryForm<'a>,
    /// Their history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Words<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            (self.form.read())
            div class="govuk-!-display-none-print" {
                h2 class="govuk-heading-m" { "Look at them" }
                p class="govuk-body" {
                    "The helplines, the address of this site and a code to scan are added by themselves. "
                    "Type gets smaller where there are many words."
                }
                ul class="govuk-list govuk-list--bullet" {
                    li { a class="govuk-link" href=(path::register::leaflet()) { "Leaflet, A5 (PDF)" } }
                    li { a class="govuk-link" href=(path::register::poster()) { "Poster, A4 (PDF)" } }
                }
            }
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        };
        StaffPage { content, ..self.form.page() }.render()
    }
}
