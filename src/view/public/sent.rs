//! After sending: the reference, the phrase, and what happens next.

pub use domain::report::message::PHRASE;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::platform::content::Helpline;

use super::help::helpline_list;
use super::question::ACTION;
use crate::component::button::{Button, Look};
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::inset_text::inset_text;
use crate::component::label::Size;
use crate::component::panel::panel;
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::page::{ReporterPage, Visit};

/// The value of the button of those who have kept the phrase.
pub const KEPT: &str = "kept";
/// The value of the button of those who cannot keep it.
pub const WITHOUT: &str = "without";

/// How the report may be answered.
#[derive(Clone, Copy, Debug)]
pub enum Answerable<'a> {
    /// Not at all.
    No,
    /// By the rules that the reporter gave.
    Safely,
    /// In a mailbox whose phrase is still to be confirmed.
    Phrase {
        /// The words; none when they can be shown no more.
        words: Option<&'a str>,
        /// What was wrong with the words typed, for the field [`PHRASE`].
        errors: &'a Errors,
    },
    /// In a mailbox whose phrase was confirmed.
    Mailbox,
    /// The phrase was given up: there is a mailbox that nobody can open.
    Without,
    /// In a mailbox that only the practitioner's account opens.
    Account,
}

/// After sending.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// What people quote.
    pub reference: &'a str,
    /// Whether the independent team has it.
    pub independent: bool,
    /// How the report may be answered.
    pub answerable: Answerable<'a>,
    /// Services that help.
    pub helplines: &'a [Helpline],
}

impl Render for Sent<'_> {
    fn render(&self) -> Markup {
        let failed = matches!(self.answerable, Answerable::Phrase { errors, .. } if !errors.is_empty());
        ReporterPage { failed, ..self.visit.page("Sent", self.content()) }.render()
    }
}

impl Sent<'_> {
    fn content(&self) -> Markup {
        html! {
            @if let Answerable::Phrase { errors, .. } = self.answerable { (error_summary(errors)) }
            (panel("Report sent", &html! { "Your reference" br; strong { (self.reference) } }))
            @if let Answerable::Phrase { words, errors } = self.answerable { (self.phrase(words, errors)) }
            @else { (self.next()) }
        }
    }

    fn phrase(&self, words: Option<&str>, errors: &Errors) -> Markup {
        html! {
            h2 class="govuk-heading-m govuk-!-margin-top-6" { "Your phrase" }
            @if let Some(words) = words {
                p class="govuk-body" { "These seven words are the only way to read our reply:" }
                (inset_text(&html! { strong class="govuk-!-font-size-24" { (words) } }))
                (warning_text(&"We show them only now. We do not keep them, so we cannot show them to you again."))
            } @else {
                p class="govuk-body" { "We have shown your seven words and cannot show them again." }
            }
            p class="govuk-body" {
                "Write them down where nobody who could harm you will look, or learn them by heart. "
                "Anyone who has them can read your report and our replies. "
                "Do not take a screenshot if your photos are shared. You can print this page if that is safe."
            }
            form action=(path::sent()) method="post" novalidate autocomplete="off" class="govuk-!-display-none-print" {
                (token(self.visit.token))
                (Input::new(
                    FormGroup::new(PHRASE, "Type your seven words to check that you have them")
                        .size(Size::Small)
                        .hint("Capital letters and commas do not matter.")
                        .error(errors.of(PHRASE)),
                    "",
                ))
                div class="govuk-button-group" {
                    (Button { text: "I have kept them", says: Some((ACTION, KEPT)), ..Button::default() })
                    (Button {
                        text: "I cannot keep them safely: go on without",
                        look: Look::Secondary,
                        says: Some((ACTION, WITHOUT)),
                        hidden: None,
                    })
                }
            }
            p class="govuk-body" {
                "If you go on without them, you cannot read our reply or tell us more about this report. "
                "Your report has been sent and we will still read it."
            }
        }
    }

    fn next(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m govuk-!-margin-top-6" { "What happens next" }
            @if self.independent {
                p class="govuk-body" {
                    "Your report went to the independent team. Professional standards will not see that it exists. "
                    "The team is told that a report is waiting."
                }
            } @else { p class="govuk-body" { (self.visit.site.read_when) } }
            p class="govuk-body" { (self.contact()) }
            p class="govuk-body" {
                "We may have to act, or tell other services, if a child or someone else is in danger."
            }
            p class="govuk-body" {
                "You do not have to do anything more. Please do not put yourself at risk to find out more. "
                "You can write down the reference or print this page, if that is safe for you. "
                "We will not send you a copy."
            }
            p class="govuk-body" {
                "What you sent is locked: this site cannot open it by itself. The copy that you were writing in is deleted. "
                "Choose ‘Exit this page’ to leave. Your browser may still show that you were here: read how to " a class="govuk-link" href=(path::safety()) { "clear your browser’s history" } "."
            }
            h2 class="govuk-heading-m" { "Services that can help" }
            (helpline_list(self.helplines))
        }
    }

    fn contact(&self) -> Markup {
        html! {
            @match self.answerable {
                Answerable::No => { "You asked us not to contact you. We will not, and we cannot tell you what we did." }
                Answerable::Safely => {
                    "We will only contact you in the way that you said is safe. "
                    "Your details are locked apart from your report."
                }
                Answerable::Mailbox | Answerable::Phrase { .. } => {
                    "To read our reply, come back to this site in a few days, choose "
                    a class="govuk-link" href=(path::reply()) { "‘I have a phrase: read a reply’" }
                    " and type your seven words."
                }
                Answerable::Account => {
                    "To read our reply, sign in and look under "
                    a class="govuk-link" href=(path::agency::reports()) { "‘My reports’" }
                    ". Only you can open them: not your lead, not your colleagues."
                }
                Answerable::Without => {
                    "You went on without your phrase. We will read your report, but you cannot read a reply. "
                    "If you want to tell us more, send a new report and give the reference of this one."
                }
            }
        }
    }
}
