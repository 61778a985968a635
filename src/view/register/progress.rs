//! How far work is that goes on in the background.

use maud::{Markup, Render, html};

use super::{batches, import};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// Work that goes on in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The rows of a list are checked.
    Checking,
    /// The rows of a list are written.
    Importing,
    /// A batch is written.
    Making,
    /// A batch is undone.
    Undoing,
}

impl Work {
    fn title(self) -> &'static str {
        match self {
            Self::Checking => "Checking the rows",
            Self::Importing | Self::Making => "Writing the rows",
            Self::Undoing => "Undoing what was changed",
        }
    }

    /// What is counted; none when only the part of a hundred is told.
    fn of(self) -> Option<&'static str> {
        match self {
            // Checking goes over the rows twice.
            Self::Checking => None,
            Self::Importing | Self::Making => Some("rows are written"),
            Self::Undoing => Some("entries are gone through"),
        }
    }

    /// The page on which it is found again, as text and address.
    fn found(self) -> (&'static str, String) {
        match self {
            Self::Checking | Self::Importing => (import::TITLE, path::register::imports()),
            Self::Making | Self::Undoing => (batches::TITLE, path::register::batches()),
        }
    }
}

/// How far the work is.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What is done.
    pub work: Work,
    /// With what.
    pub name: &'a str,
    /// How much of it is done.
    pub done: i32,
    /// How much there is to do.
    pub total: i32,
    /// The address of this page.
    pub here: String,
}

impl Render for Progress<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.work.title(), column(&self.content())).at(NavItem::Agencies);
        let above = vec![("Agencies", path::register::agencies()), self.work.found()];
        StaffPage { above, ..page }.render()
    }
}

impl Progress<'_> {
    fn content(&self) -> Markup {
        let (done, total) = (self.done.min(self.total), self.total.max(1));
        let (found, address) = self.work.found();
        let percent = i64::from(done) * 100 / i64::from(total);
        html! {
            h1 class="govuk-heading-l" { (self.work.title()) }
            p class="govuk-body" {
                label for="progress" {
                    bdi { (self.name) } ": "
                    @match self.work.of() {
                        Some(of) => { (done) " of " (total) " " (of) },
                        None => { (percent) "% done" },
                    }
                }
            }
            p { progress id="progress" class="candour-progress" max=(total) value=(done) { (percent) "%" } }
            p class="govuk-body" {
                "This page shows by itself when it is done. You can leave it: the work goes on, and you find it again under "
                a class="govuk-link" href=(address) { (found) } "."
            }
            p class="govuk-body" { a class="govuk-link" href=(self.here) { "See how far it is now" } }
        }
    }
}
