//! The shell around every page that reporters see, and what a deployment may set of it.
//!
//! Titles are neutral: a tab, a history or a glance over a shoulder learns no more than “Step 4”.

use maud::{DOCTYPE, Markup, Render, html};

use crate::asset::{Asset, PUBLIC_STYLE, SCRIPT};
use crate::component::back_link::back_link;
use crate::component::exit_this_page::{exit_skip_link, exit_this_page};
use crate::component::footer::footer;
use crate::component::generic_header::generic_header;
use crate::component::sheet_head::{SheetHead, on_every_sheet};
use crate::component::skip_link::{MAIN, skip_link};
use crate::component::timeout::Timeout;

/// What a deployment may set of the pages that reporters see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The site's name: it stands in every tab and history, so it must give nothing away.
    pub name: String,
    /// The neutral site that *Exit this page* leads to. Avoid sites that show personal or recent content.
    pub exit_url: String,
    /// Who runs the site and answers for what is kept: "Northmere Police".
    pub operator: String,
    /// Who reads reports and when, in whole sentences.
    pub read_when: String,
    /// How to ask about privacy or accessibility: an address, an email, a number.
    pub contact: String,
    /// The origin of the pages that reporters see, without a slash at the end: staff may have another.
    pub origin: String,
    /// How long a visit may idle before what was typed is wiped, in minutes.
    pub idle_minutes: u32,
}

/// What pages know of the visit in which somebody fills in a form.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The form token.
    pub token: &'a str,
    /// Seconds until what was typed is wiped; none while there is nothing to wipe.
    pub expires_in: Option<u32>,
}

impl<'a> Visit<'a> {
    /// The page of this visit with `title` and `content`.
    pub fn page(&self, title: &'a str, content: Markup) -> ReporterPage<'a> {
        let timeout = self.expires_in.map(|expires_in| Timeout { expires_in, token: self.token });
        ReporterPage { timeout, ..ReporterPage::new(self.site, title, content) }
    }
}

/// A page that reporters see.
#[derive(Clone, Debug)]
pub struct ReporterPage<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The neutral title, without the site's name; empty for the site's name alone.
    pub title: &'a str,
    /// Whether the page tells of errors.
    pub failed: bool,
    /// Where Back leads.
    pub back: Option<String>,
    /// The time after which what was typed is wiped, when there is something to wipe.
    pub timeout: Option<Timeout<'a>>,
    /// What every sheet of paper says of itself. A reporter’s own sheets say the site’s name and no more: who
    /// finds one is not to read when it was.
    pub head: Option<SheetHead<'a>>,
    /// The main part: exactly one `h1`.
    pub content: Markup,
}

impl<'a> ReporterPage<'a> {
    /// A page with *Exit this page* and without Back, errors or time limit.
    pub fn new(site: &'a Site, title: &'a str, content: Markup) -> Self {
        Self { site, title, failed: false, back: None, timeout: None, head: None, content }
    }

    fn full_title(&self) -> String {
        let error = if self.failed { "Error: " } else { "" };
        if self.title.is_empty() {
            format!("{error}{}", self.site.name)
        } else {
            format!("{error}{} – {}", self.title, self.site.name)
        }
    }

    fn body(&self) -> Markup {
        html! {
            (skip_link())
            (exit_skip_link())
            @if let Some(head) = &self.head { (on_every_sheet(&head.render())) }
            (generic_header(&self.site.name, &path::start()))
            div class="govuk-width-container" {
                (exit_this_page(&self.site.exit_url))
                @if let Some(href) = &self.back { (back_link(href)) }
                main class="govuk-main-wrapper" id=(MAIN) {
                    div class="govuk-grid-row" {
                        div class="govuk-grid-column-two-thirds" { (self.content) }
                    }
                }
            }
            @if let Some(timeout) = self.timeout { (timeout) }
            (support_links())
        }
    }
}

impl Render for ReporterPage<'_> {
    fn render(&self) -> Markup {
        document(&self.full_title(), &PUBLIC_STYLE, &self.body())
    }
}

/// The links at the foot of every page, in the same order everywhere (WCAG 2.2, 3.2.6 Consistent Help).
fn support_links() -> Markup {
    footer(&[
        ("Helplines", &path::help()),
        ("Stay safe online", &path::safety()),
        ("Privacy and your safety", &path::privacy()),
        ("Cookies", &path::cookies()),
        ("Accessibility", &path::accessibility()),
    ])
}

/// A whole document: one style sheet, one script that nothing depends on, nothing from anywhere else.
pub fn document(title: &str, style: &Asset, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" class="govuk-template" {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="robots" content="noindex";
                meta name="referrer" content="no-referrer";
                // Phones would turn numbers into links of their own making.
                meta name="format-detection" content="telephone=no";
                // Without this, browsers ask for an icon by themselves.
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(style.path());
                script type="module" src=(SCRIPT.path()) {}
            }
            body class="govuk-template__body" { (body) }
        }
    }
}
