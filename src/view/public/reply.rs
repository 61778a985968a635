//! Where the phrase is typed to read a reply.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;

use super::sent::PHRASE;
use crate::component::button::button;
use crate::component::details::details;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::label::Size;
use crate::component::token::token;
use crate::page::{ReporterPage, Visit};

/// Where the phrase is typed.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// What was wrong with the words, for the field [`PHRASE`].
    pub errors: &'a Errors,
}

impl Render for Reply<'_> {
    fn render(&self) -> Markup {
        let page = self.visit.page("Read", self.content());
        ReporterPage { back: Some(path::start()), failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Reply<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Read a reply" }
            p class="govuk-body" {
                "At the top of this page is a red button: ‘Exit this page’. Choose it, or press the Shift key 3 times, "
                "to leave at once."
            }
            form action=(path::reply()) method="post" novalidate autocomplete="off" {
                (token(self.visit.token))
                (Input::new(
                    FormGroup::new(PHRASE, "Your phrase")
                        .size(Size::Small)
                        .hint("The seven words we showed you when you sent your report. Capital letters and commas do not matter.")
                        .error(self.errors.of(PHRASE)),
                    "",
                ))
                (button("Continue"))
            }
            (details("I do not have my phrase any more", &html! {
                p class="govuk-body" {
                    "We do not keep your phrase, so nobody can find it for you. We still have your report. "
                    "To tell us more, send a new report and give the reference of the first one if you have it."
                }
            }))
        }
    }
}
