//! A contact: what is written down, what they took part in, and their history.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::time::Day;
use domain::register::change::Change;
use domain::register::engagement::Engagement;

use super::agency::{engagements, history, last};
use super::done::Done;
use super::engaged::{handouts, questions_asked};
use super::form::EntryForm;
use super::practitioner::ContactAccount;
use crate::component::done::just_done;
use crate::component::inset_text::inset_text;
use crate::staff::page::StaffPage;

/// A contact.
pub struct ContactPage<'a> {
    /// The form in which they are changed.
    pub form: EntryForm<'a>,
    /// When they were last met.
    pub met: Option<Day>,
    /// When they were last reached in any way.
    pub told: Option<Day>,
    /// What there is to say of their account.
    pub account: ContactAccount<'a>,
    /// What they took part in or are to, newest first.
    pub engagements: &'a [Engagement],
    /// What they were given: what, how many in all, when last.
    pub given: &'a [(String, i64, Option<Day>)],
    /// Their history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for ContactPage<'_> {
    fn render(&self) -> Markup {
        let today = self.account.now.day();
        let content = html! {
            (just_done(self.done))
            (self.form.read())
            @if let Some(day) = self.account.contact.confirmed_by_agency() {
                (inset_text(&html! { "Confirmed by the agency on " (day) "." }))
            }
            (self.account)
            h2 class="govuk-heading-m" { "Engagements" }
            p class="govuk-body" { (last(self.met, self.told)) }
            @if !self.engagements.is_empty() { (engagements(self.engagements, self.known, today)) }
            h2 class="govuk-heading-m" { "What they were given" }
            (handouts(self.given))
            h2 class="govuk-heading-m" { "What was asked and said where they took part" }
            (questions_asked(self.engagements, today))
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        };
        StaffPage { content, ..self.form.page() }.render()
    }
}
