//! How far the work on a list is.

use maud::{Markup, Render, html};

use super::below_start;
use crate::domain::import::{Import, State};
use crate::path;
use crate::view::staff::page::{Signed, StaffPage, column};
use crate::view::staff::place::Place;

/// How far the work is.
#[derive(Clone, Copy)]
pub struct Progress<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The file.
    pub import: &'a Import,
}

impl Render for Progress<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.title(), column(&self.content())).at(Place::Agencies);
        StaffPage { above: below_start(), ..page }.render()
    }
}

impl Progress<'_> {
    fn title(&self) -> &'static str {
        if self.import.state == State::Applying { "Writing the rows" } else { "Checking the rows" }
    }

    fn content(&self) -> Markup {
        let import = self.import;
        let (done, total) = (import.done.min(import.total), import.total.max(1));
        let percent = i64::from(done) * 100 / i64::from(total);
        html! {
            h1 class="govuk-heading-l" { (self.title()) }
            p class="govuk-body" { label for="progress" { bdi { (import.name) } ": " (percent) "% done" } }
            p { progress id="progress" class="candour-progress" max=(total) value=(done) { (percent) "%" } }
            p class="govuk-body" {
                "This page shows by itself when it is done. You can leave it: the work goes on, and you find it again under "
                a class="govuk-link" href=(path::register::imports()) { "Read in a list" } "."
            }
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::import(&import.id)) { "See how far it is now" }
            }
        }
    }
}
