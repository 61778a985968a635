//! The shell around every page of the practitioners' area: that of reporters' pages, with a menu.
//!
//! Titles are neutral, and *Exit this page* is here too: a client may be in the room, and an agency's network
//! should see no difference between fetching leaflets and reporting.

use maud::{Markup, html};

use domain::identity::practitioner::Practitioner;

use crate::asset::ANONYMOUS;
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
}

impl<'a> Member<'a> {
    /// A page for this person. `content` holds its `h1`.
    pub fn page(&self, title: &'a str, content: &Markup) -> ReporterPage<'a> {
        let content = html! {
            (self.menu())
            (content)
            (self.end())
            // On every page, though one alone uses it: who fetches it tells nothing.
            script type="module" src=(ANONYMOUS.path()) {}
        };
        ReporterPage::new(self.site, title, content)
    }

    /// The element that the script turns into a warning before the session ends, with a way to stay.
    fn end(&self) -> Markup {
        html! {
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
