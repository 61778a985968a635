//! Files that came with a report or a message. Never a thumbnail: nobody should see a picture unprepared.

use maud::{Markup, html};

use domain::casework::case::Case;
use domain::platform::attachment::Attachment;

use super::page::CasePage;
use crate::component::details::details;
use crate::component::file_list::size_in_words;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::warning_text::warning_text;

/// The id of the files.
pub(super) const ID: &str = "files";

/// The files of the report.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        h2 class="govuk-heading-m" id=(ID) { "Files" }
        @if page.files.is_empty() {
            p class="govuk-body" { "No files came with this report." }
        } @else {
            (table(page.case, page.files, "Files of the report"))
            (advice(page.files))
        }
    }
}

/// A table of files.
pub(super) fn table(case: &Case, files: &[Attachment], caption: &str) -> Markup {
    dense_table(&Table {
        caption,
        caption_hidden: true,
        columns: ["File", "Open"].map(|title| Column { title, numeric: false }).to_vec(),
        rows: files.iter().map(|file| row(case, file)).collect(),
        row_headings: true,
    })
}

fn row(case: &Case, file: &Attachment) -> Vec<Markup> {
    let name = file.name.as_str();
    vec![
        html! {
            bdi class="govuk-!-text-break-word" { (name) }
            span class="candour-kind" { (file.kind.label()) ", " (size_in_words(file.size)) }
            span class="candour-digest" {
                span class="govuk-visually-hidden" { "SHA-256 digest: " } (file.sha256)
            }
        },
        links(case, file),
    ]
}

fn links(case: &Case, file: &Attachment) -> Markup {
    let name = html! { span class="govuk-visually-hidden" { ": " bdi { (file.name.as_str()) } } };
    html! {
        @if file.kind.cleanable() {
            a class="govuk-link" href=(path::staff::case_file(&case.id(), &file.id)) { "Open cleaned copy" (name) }
            br;
        }
        a class="govuk-link" href=(path::staff::case_original(&case.id(), &file.id)) { "Open original" (name) }
        @if !file.kind.cleanable() { br; "Cannot be cleaned" }
    }
}

fn advice(files: &[Attachment]) -> Markup {
    html! {
        @if files.iter().any(|file| !file.kind.cleanable()) {
            (warning_text(&"Some files cannot be cleaned. An original may hold harmful content and hidden details. \
                            Open it only on a computer that is kept apart for this."))
        }
        (details("About cleaned copies, originals and digests", &html! {
            p class="govuk-body" {
                "A cleaned copy has no hidden details, such as where a photo was taken. It is not evidence."
            }
            p class="govuk-body" {
                "The original is kept byte for byte as it came. The line under its name is its SHA-256 digest: "
                "note it when you hand the file on, so that others can check that nothing was changed."
            }
            p class="govuk-body" { "Each opening is logged." }
        }))
    }
}
