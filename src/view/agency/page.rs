//! The shell around every page of the agencies' own door: that of reporters' pages, with a menu.
//!
//! Titles are neutral, and *Exit this page* is here too: a client may be in the room, and an agency's network should see no
//! difference between fetching leaflets and reporting.

use maud::{Markup, html};

use crate::domain::practitioner::Practitioner;
use crate::path;
use crate::view::page::{ReporterPage, Site};

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
        };
        ReporterPage::new(self.site, title, content)
    }

    fn menu(&self) -> Markup {
        html! {
            nav aria-label="Menu" class="govuk-!-display-none-print" {
                ul class="govuk-list" {
                    li { a class="govuk-link" href=(path::agency::home()) { "Start" } }
                }
            }
        }
    }
}
