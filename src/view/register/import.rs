//! Importing a list: choosing a file, and the pages it goes through.

pub mod columns;
pub mod result;

pub use domain::register::import::FILE;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::register::import::{Import, State};

use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::file_upload::FileUpload;
use crate::component::form_group::FormGroup;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// What the page is called.
pub(super) const TITLE: &str = "Import a list";

/// What the browser offers first. What counts is the content.
const ACCEPT: &str = ".csv,.txt,.tsv,.xlsx,.json,.zip";

/// Choosing a file.
#[derive(Clone, Copy)]
pub struct Start<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// Files that were sent before and are not written yet.
    pub open: &'a [Import],
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for Start<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(TITLE, column(&self.content())).at(NavItem::Agencies);
        StaffPage { above: above(), failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Start<'_> {
    fn content(&self) -> Markup {
        let hint = "A workbook (.xlsx), text with columns (.csv), or Open Referral UK (.json, .zip). At most 10 MB and \
                    50,000 rows.";
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Import a list of agencies" }
            p class="govuk-body" { "Nothing is written yet. Next you:" }
            ol class="govuk-list govuk-list--number" {
                li { "say what each column holds" }
                li { "see what becomes of every row" }
                li { "then write them all at once. You can undo that afterwards." }
            }
            p class="govuk-body" {
                "Until it is written, the list is locked so that only you can open it. Addresses that must be withheld are "
                "never kept."
            }
            p class="govuk-body" { "Never send a list with reports about anybody, or anything from a case." }
            form action=(path::register::imports()) method="post" enctype="multipart/form-data" novalidate {
                (token(self.signed.token))
                (FileUpload {
                    group: FormGroup::new(FILE, "The list").hint(hint).error(self.errors.of(FILE)),
                    multiple: false,
                    accept: Some(ACCEPT),
                })
                (button("Continue"))
            }
            @if !self.open.is_empty() { (self.begun()) }
        }
    }

    fn begun(&self) -> Markup {
        let where_it_is = |import: &Import| match import.state {
            State::Arriving | State::Mapping => "its columns are to be told",
            State::Checking => "its rows are being checked",
            State::Checked => "its rows are checked, and not written yet",
            State::Applying | State::Applied => "its rows are being written",
        };
        html! {
            h2 class="govuk-heading-m" { "Lists you have begun with" }
            ul class="govuk-list govuk-list--bullet" {
                @for import in self.open {
                    li {
                        a class="govuk-link" href=(path::register::import(&import.id)) { bdi { (import.name) } }
                        ": " (where_it_is(import))
                    }
                }
            }
            p class="govuk-body" { "A list that nobody goes on with is forgotten after two days." }
        }
    }
}

/// The pages above those of one file.
fn above() -> Vec<(&'static str, String)> {
    vec![("Agencies", path::register::agencies())]
}

/// The pages above those of a file that was sent.
fn below_start() -> Vec<(&'static str, String)> {
    vec![("Agencies", path::register::agencies()), (TITLE, path::register::imports())]
}
