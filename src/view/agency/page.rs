//! The shell around every page of the practitioners' area: that of reporters' pages, with a menu.
//!
//! Titles are neutral, and *Exit this page* is here too: a client may be in the room, and an agency's network
//! should see no difference between fetching leaflets and reporting.

use maud::{Markup, html};

use domain::identity::practitioner::Practitioner;
use domain::platform::time::Timestamp;

use crate::asset::ANONYMOUS;
use crate::component::sheet_head::SheetHead;
use crate::page::{ReporterPage, Site};

/// How long before the end people are warned, in seconds (WCAG 2.2, 2.2.1 asks for 20 or more).
const WARN_BEFORE: u32 = 120;

/// What pages know of the practitioner who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// Who it is.
    pub practitioner: &'a Practitioner,
    /// The name of their agency.
    pub agency: &'a str,
    /// The form token.
    pub token: &'a str,
    /// Seconds after which the session ends, if nothing is done.
    pub expires_in: u32,
    /// The present moment: a sheet of paper says of when it is.
    pub now: Timestamp,
}

impl<'a> Member<'a> {
    /// A page for this person. `content` holds its `h1`.
    pub fn page(&self, title: &'a str, content: &Markup) -> ReporterPage<'a> {
        self.page_by(title, content, Some(&self.practitioner.name))
    }

    /// A page that tells of reports, or that a survivor may take home: on paper it names neither the person
    /// nor their agency.
    pub fn unnamed_page(&self, title: &'a str, content: &Markup) -> ReporterPage<'a> {
        self.page_by(title, content, None)
    }

    fn page_by(&self, title: &'a str, content: &Markup, by: Option<&'a str>) -> ReporterPage<'a> {
        let whose = if by.is_some() { self.agency } else { &self.site.name };
        let content = html! {
            (self.menu())
            (content)
            (self.end())
            // On every page, though one alone uses it: who fetches it tells nothing.
            script type="module" src=(ANONYMOUS.path()) {}
        };
        let head = Some(SheetHead { whose, at: self.now, by });
        ReporterPage { head, ..ReporterPage::new(self.site, title, content) }
    }

    /// What ends a session, said up front, with the way to help; and the element that the script turns into a
    /// warning before the session ends, with a way to stay.
    fn end(&self) -> Markup {
        let minutes = self.expires_in.div_ceil(60);
        html! {
            p class="govuk-body-s candour-idle govuk-!-display-none-print" {
                "You are signed out after " (minutes) " minutes in which you do not open or send anything. "
                "What you have typed and not sent is then lost. "
                a class="govuk-link" href=(path::agency::help()) { "Help and who to ask" }
            }
            div class="candour-timeout" data-expires-in=(self.expires_in) data-warn-before=(WARN_BEFORE)
                data-stay=(path::agency::stay()) data-gone=(path::agency::sign_in()) data-token=(self.token)
                data-button="Stay signed in" data-says="You will be signed out" hidden {}
        }
    }

    fn menu(&self) -> Markup {
        html! {
            nav aria-label="Menu" class="govuk-!-display-none-print" {
                ul class="govuk-list candour-menu" {
                    li { a class="govuk-link" href=(path::agency::home()) { "Start" } }
                    li { a class="govuk-link" href=(path::agency::report()) { "Report a concern" } }
                    li { a class="govuk-link" href=(path::agency::reports()) { "My reports" } }
                    li { a class="govuk-link" href=(path::agency::materials()) { "Materials" } }
                    li { a class="govuk-link" href=(path::agency::ask()) { "Ask for something" } }
                    @if self.practitioner.lead {
                        li { a class="govuk-link" href=(path::agency::colleagues()) { "Colleagues" } }
                        li { a class="govuk-link" href=(path::agency::contacts()) { "Contacts" } }
                    }
                    li { a class="govuk-link" href=(path::agency::account()) { "Your account" } }
                }
            }
        }
    }
}
