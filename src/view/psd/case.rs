//! An open case: what the reporter said, what they and the desk wrote, and what can be done next.

mod act;
mod facts;
mod files;
mod history;
mod page;
mod report;
mod thread;

use maud::{Markup, Render, html};

use super::mark;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::staff::side_navigation::Link;
use crate::component::staff::sub_navigation::SubNavigation;
use crate::staff::nav_item::NavItem;
use crate::staff::page::StaffPage;

pub use page::{ACTION, ASSIGNEE, CHECKED, CasePage, ClearFacts, ThreadMessage, VERSION, WORDS, YES};

impl Render for CasePage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.case.reference().as_str(), self.content()).at(NavItem::Cases);
        let above = vec![self.place.above(("Cases", path::staff::inbox()))];
        StaffPage { above, marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl CasePage<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            (self.heading())
            (Self::parts())
            div class="govuk-grid-row" {
                div class="govuk-grid-column-two-thirds" {
                    (report::story(self))
                    (report::answers(self))
                    (files::section(self))
                    (thread::section(self))
                    (history::section(self))
                }
                div class="govuk-grid-column-one-third" {
                    (act::section(self))
                    (facts::section(self))
                }
            }
        }
    }

    fn heading(&self) -> Markup {
        let case = self.case;
        html! {
            h1 class="govuk-heading-l govuk-!-margin-bottom-2" { (case.reference().as_str()) }
            p class="govuk-body candour-tags" {
                (mark::status(case.status())) " "
                span { (mark::risk(case.risk())) } " "
                @if let Some(conflict) = mark::conflict(case, self.signed.actor.role) { (conflict) " " }
                @if let Some(sender) = mark::sender(self.facts.sender) { (sender) " " }
                span { "Received " (case.received()) }
            }
        }
    }

    /// Links to the parts of this long page.
    fn parts() -> SubNavigation<'static> {
        let parts = [
            ("Report", report::ID),
            ("Files", files::ID),
            ("Messages", thread::ID),
            ("History", history::ID),
            ("What to do", act::ID),
        ];
        let link = |(text, id)| Link { text, href: format!("#{id}"), current: false };
        SubNavigation { label: "On this page", links: parts.map(link).to_vec() }
    }
}
