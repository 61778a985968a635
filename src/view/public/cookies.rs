//! The cookies: one for who reports, two for who signs in to the practitioners' area.

use maud::{Markup, Render, html};

use crate::component::table::{Column, Table};
use crate::page::{ReporterPage, Site};

/// The cookies.
#[derive(Clone, Copy, Debug)]
pub struct Cookies<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The name of the cookie of a visit.
    pub cookie: &'a str,
    /// The name of the cookie of people who signed in for an agency.
    pub session: &'a str,
    /// Minutes after which such a session ends when nothing is done.
    pub session_minutes: i64,
    /// The name of the cookie of browsers that were used to sign in for an agency.
    pub device: &'a str,
    /// For how many days a browser keeps it.
    pub device_days: i64,
}

impl Render for Cookies<'_> {
    fn render(&self) -> Markup {
        let column = |title| Column { title, numeric: false };
        let table = Table {
            caption: "Cookies on this site",
            caption_hidden: false,
            columns: vec![column("Name"), column("What it is for"), column("How long it lasts")],
            rows: vec![
                vec![
                    name(self.cookie),
                    html! { "Unlocks what you typed until you send it, or your mailbox while it is open" },
                    html! { "Until you send, leave or close the browser, or after " (self.site.idle_minutes) " idle minutes" },
                ],
                vec![
                    name(self.session),
                    html! { "Keeps you signed in, if you work for a support agency and have an account" },
                    html! { "Until you sign out, leave or close the browser, or after " (self.session_minutes) " idle minutes" },
                ],
                vec![
                    name(self.device),
                    html! {
                        "Tells the sign-in page that this browser was used to sign in before, so that nobody who guesses "
                        "passwords can keep you out. It does not hold your name or the day, and it does not sign anyone in"
                    },
                    html! {
                        (self.device_days) " days after you last signed in here with a password. It stays when you sign out. "
                        "It goes when you leave with the ‘Exit this page’ button or clear your cookies, and it stops working "
                        "when you change your password or sign out everywhere"
                    },
                ],
            ],
            row_headings: true,
        };
        let content = html! {
            h1 class="govuk-heading-l" { "Cookies" }
            p class="govuk-body" {
                "A cookie is a small note that a site leaves in your browser. This site uses three. "
                "It cannot work without them, so we do not ask whether you agree. "
                "There is none until you give your first answer, open a mailbox, or sign in."
            }
            (table)
            p class="govuk-body" {
                "The one that stays is sent only to the page where people sign in for an agency. It is not sent with a report. "
                "But someone who looks through this device can see that it was used to sign in here. "
                "If that could harm you, clear your cookies when you are done: you can still sign in."
            }
            p class="govuk-body" { "We do not use cookies to count or follow visitors, and we keep nothing else in your browser." }
        };
        ReporterPage::new(self.site, "Cookies", content).render()
    }
}

fn name(cookie: &str) -> Markup {
    html! { span class="govuk-!-text-break-word" { (cookie) } }
}
