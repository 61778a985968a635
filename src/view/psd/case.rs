//! An open case: what the reporter said, what they and the desk wrote, and what can be done next.

mod act;
mod facts;
mod files;
mod history;
mod report;
mod thread;

use maud::{Markup, Render, html};

use domain::casework::case::Case;
use domain::form::errors::Errors;
use domain::identity::staff::Staff;
use domain::platform::attachment::Attachment;
use domain::platform::force::Lists;
use domain::report::form::Answers;
use domain::report::message::Message;
use domain::report::sender::SenderKind;

use super::happening::Happening;
use super::mark;
use crate::component::error_summary::error_summary;
use crate::component::notification_banner::{Kind, notification_banner};
use crate::component::staff::side_navigation::Link;
use crate::component::staff::sub_navigation::SubNavigation;
use crate::staff::page::{Signed, StaffPage};
use crate::staff::place::Place;

/// The field of the words that answer a reporter.
pub const WORDS: &str = "words";
/// The field of the box that says the words set no task.
pub const CHECKED: &str = "checked";
/// The field of the action's code.
pub const ACTION: &str = "action";
/// The field of the identifier of who works on the case; empty for nobody.
pub const ASSIGNEE: &str = "assignee";
/// The hidden field of the case's version, in the forms that change the case.
pub const VERSION: &str = "version";
/// The value of a ticked box.
pub const YES: &str = "yes";

/// One message of the thread, with what came with it.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// The message.
    pub message: &'a Message,
    /// Its files.
    pub files: &'a [Attachment],
}

/// What is kept in clear with a concern, beside what its case shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClearFacts<'a> {
    /// The code of the force.
    pub force: Option<&'a str>,
    /// The code of the agency's type.
    pub agency_type: Option<&'a str>,
    /// The identifier of the agency's district.
    pub agency_district: Option<&'a str>,
    /// As whom it was sent.
    pub sender: SenderKind,
}

/// An open case.
#[derive(Clone, Copy, Debug)]
pub struct CasePage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The case.
    pub case: &'a Case,
    /// The facts that are kept in clear.
    pub facts: ClearFacts<'a>,
    /// What the reporter answered, without the source.
    pub answers: &'a Answers,
    /// The forces and districts that answers and facts name.
    pub lists: &'a Lists,
    /// What came with the report.
    pub files: &'a [Attachment],
    /// The messages since then, oldest first.
    pub letters: &'a [Letter<'a>],
    /// The members of the desk: who may work on the case.
    pub members: &'a [Staff],
    /// What was done with the case, newest first.
    pub history: &'a [Happening<'a>],
    /// The answer as typed, when it was not sent.
    pub typed: &'a str,
    /// Whether the box was ticked.
    pub checked: bool,
    /// What was wrong, for the fields [`WORDS`], [`CHECKED`] and [`ASSIGNEE`].
    pub errors: &'a Errors,
    /// What was just done, in a sentence.
    pub done: Option<&'a str>,
}

impl Render for CasePage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.case.reference().as_str(), self.content()).at(Place::Cases);
        let above = vec![("Cases", path::staff::inbox())];
        StaffPage { above, marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl CasePage<'_> {
    fn content(&self) -> Markup {
        html! {
            @if let Some(done) = self.done { (notification_banner(Kind::Success, &done)) }
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

    /// The name of who works on the case.
    fn assignee(&self) -> &str {
        let found = self.members.iter().find(|member| Some(member.id) == self.case.assignee());
        match (found, self.case.assignee()) {
            (Some(member), _) => &member.name,
            (None, Some(_)) => "Somebody who has left the desk",
            (None, None) => "Nobody",
        }
    }
}
