//! A contact: what is written down, what they took part in, and their history.

use maud::{Markup, Render, html};

use super::agency::{engagements, history, last};
use super::engaged::handouts;
use super::form::EntryForm;
use crate::domain::change::Change;
use crate::domain::engagement::{Engagement, QUESTIONS};
use crate::domain::record::Known;
use crate::domain::time::Day;
use crate::path;
use crate::view::component::notification_banner::{Kind as Banner, notification_banner};
use crate::view::staff::page::StaffPage;

/// A contact.
pub struct ContactPage<'a> {
    /// The form in which they are changed.
    pub form: EntryForm<'a>,
    /// When they were last met.
    pub met: Option<Day>,
    /// When they were last reached in any way.
    pub told: Option<Day>,
    /// What they took part in, newest first.
    pub engagements: &'a [Engagement],
    /// What they were given: what, how many in all, when last.
    pub given: &'a [(String, i64, Option<Day>)],
    /// Their history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// What was just done, in a sentence.
    pub done: Option<&'a str>,
}

impl Render for ContactPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            @if let Some(done) = self.done { (notification_banner(Banner::Success, &done)) }
            (self.form.content())
            h2 class="govuk-heading-m" { "Engagements" }
            p class="govuk-body" { (last(self.met, self.told)) }
            @if !self.engagements.is_empty() { (engagements(self.engagements)) }
            h2 class="govuk-heading-m" { "What they were given" }
            (handouts(self.given))
            h2 class="govuk-heading-m" { "What was asked and said where they took part" }
            (self.said())
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        };
        StaffPage { content, ..self.form.page() }.render()
    }
}

impl ContactPage<'_> {
    fn said(&self) -> Markup {
        let said = self.engagements.iter().filter(|one| !one.record.get(QUESTIONS).is_empty());
        let said: Vec<&Engagement> = said.collect();
        html! {
            @if said.is_empty() { p class="govuk-body" { "Nothing was written down." } }
            @for one in said {
                p class="govuk-body" {
                    a class="govuk-link" href=(path::register::engagement(&one.id)) {
                        (one.kind.label) @if let Some(day) = one.day() { ", " (day) }
                    }
                    @for line in one.record.get(QUESTIONS).lines() { br; bdi { (line) } }
                }
            }
        }
    }
}
