//! The one cookie.

use maud::{Markup, Render, html};

use crate::view::component::table::{Column, Table};
use crate::view::page::{ReporterPage, Site};

/// The one cookie.
#[derive(Clone, Copy, Debug)]
pub struct Cookies<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The name of the cookie.
    pub cookie: &'a str,
}

impl Render for Cookies<'_> {
    fn render(&self) -> Markup {
        let column = |title| Column { title, numeric: false };
        let table = Table {
            caption: "Cookies on this site",
            caption_hidden: false,
            columns: vec![column("Name"), column("What it is for"), column("How long it lasts")],
            rows: vec![vec![
                html! { span class="govuk-!-text-break-word" { (self.cookie) } },
                html! { "Unlocks what you typed until you send it, or your mailbox while it is open" },
                html! { "Until you send, leave or close the browser, or after " (self.site.idle_minutes) " idle minutes" },
            ]],
            row_headings: true,
        };
        let content = html! {
            h1 class="govuk-heading-l" { "Cookies" }
            p class="govuk-body" {
                "A cookie is a small note that a site leaves in your browser. This site uses one. "
                "It cannot work without it, so we do not ask whether you agree. "
                "There is none until you give your first answer or open a mailbox."
            }
            (table)
            p class="govuk-body" { "We do not use cookies to count or follow visitors, and we keep nothing else in your browser." }
        };
        ReporterPage::new(self.site, "Cookies", content).render()
    }
}
