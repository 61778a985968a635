//! The three questions that practitioners are asked once a quarter.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::platform::quarter::Quarter;
use domain::register::survey::{LEAST, QUESTIONS, SCALE};

use super::done::Done;
use super::page::Member;
use crate::component::button::button;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::radios::Radios;
use crate::component::token::token;
use crate::page::ReporterPage;

/// The three questions, or that they are answered.
#[derive(Clone, Copy, Debug)]
pub struct Survey<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The quarter that they are asked for.
    pub quarter: Quarter,
    /// Whether this person has answered in it.
    pub answered: bool,
    /// What was chosen.
    pub typed: &'a [(String, String)],
    /// What was wrong.
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Survey<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Three short questions" }
            @if self.answered { (self.thanks()) } @else { (self.form()) }
        };
        let page = self.member.page("Questions", &content);
        ReporterPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Survey<'_> {
    fn thanks(&self) -> Markup {
        html! {
            p class="govuk-body" {
                "You have answered for " (self.quarter) ". We ask again in the next quarter. "
                "Nobody can look up what you answered, so it cannot be changed."
            }
            p class="govuk-body" { a class="govuk-link" href=(path::agency::home()) { "Back to start" } }
        }
    }

    fn form(&self) -> Markup {
        html! {
            p class="govuk-body" {
                "Your answers tell us how we are doing. They are kept with the quarter and the kind of agency you work for, "
                "and with nothing else: not your name, your agency or the day. We only note that you have answered."
            }
            p class="govuk-body" {
                "The police team sees the results when the quarter is over, and only where " (LEAST)
                " people or more have answered."
            }
            form action=(path::agency::survey()) method="post" novalidate {
                (token(self.member.token))
                @for (field, question) in QUESTIONS { (self.question(field, question)) }
                (button("Send answers"))
            }
        }
    }

    fn question(&self, field: Key, question: &'static str) -> Radios<'_> {
        let chosen =
            self.typed.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value.as_str());
        let group = FormGroup::new(field, question).size(Size::Medium).error(self.errors.of(field));
        let items = SCALE.iter().map(|choice| Item::new(choice.code, choice.label, chosen == choice.code));
        Radios { group, items: items.collect(), inline: false }
    }
}
