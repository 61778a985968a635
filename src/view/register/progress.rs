//! How far work is that goes on in the background.

use maud::{Markup, Render, html};

use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// How far the work is.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What is done.
    pub title: &'static str,
    /// With what.
    pub name: &'a str,
    /// How much of it is done.
    pub done: i32,
    /// How much there is to do.
    pub total: i32,
    /// What is counted; empty when only the part of a hundred is told.
    pub of: &'static str,
    /// Where it is found again: what people read and the address.
    pub found: (&'static str, String),
    /// The address of this page.
    pub here: String,
    /// The pages above.
    pub above: Vec<(&'static str, String)>,
}

impl Render for Progress<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.title, column(&self.content())).at(NavItem::Agencies);
        StaffPage { above: self.above.clone(), ..page }.render()
    }
}

impl Progress<'_> {
    fn content(&self) -> Markup {
        let (done, total) = (self.done.min(self.total), self.total.max(1));
        let percent = i64::from(done) * 100 / i64::from(total);
        html! {
            h1 class="govuk-heading-l" { (self.title) }
            p class="govuk-body" {
                label for="progress" {
                    bdi { (self.name) } ": "
                    @if self.of.is_empty() { (percent) "% done" } @else { (done) " of " (total) " " (self.of) }
                }
            }
            p { progress id="progress" class="candour-progress" max=(total) value=(done) { (percent) "%" } }
            p class="govuk-body" {
                "This page shows by itself when it is done. You can leave it: the work goes on, and you find it again under "
                a class="govuk-link" href=(self.found.1) { (self.found.0) } "."
            }
            p class="govuk-body" { a class="govuk-link" href=(self.here) { "See how far it is now" } }
        }
    }
}
