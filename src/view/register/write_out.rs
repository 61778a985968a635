//! The ways to write a list out as a file. It holds all that is listed, on whichever page.

use maud::{Markup, html};

/// A list that can be written out, folded away: an address for each ending.
pub(super) fn write_out(name: &str, href: &dyn Fn(&str) -> String) -> Markup {
    written_out(&html! { ul class="govuk-list" { (ways(name, href)) } })
}

/// What can be written out, folded away.
pub(super) fn written_out(ways: &Markup) -> Markup {
    html! {
        details class="govuk-details govuk-!-display-none-print" {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { "Write out this list" }
            }
            div class="govuk-details__text" { (ways) }
        }
    }
}

/// The two files of a list.
pub(super) fn ways(name: &str, href: &dyn Fn(&str) -> String) -> Markup {
    html! {
        (link(&format!("{name}, as a workbook (XLSX)"), &href("xlsx")))
        (link(&format!("{name}, as text (CSV)"), &href("csv")))
    }
}

/// One file.
pub(super) fn link(text: &str, href: &str) -> Markup {
    html! { li { a class="govuk-link" href=(href) { (text) } } }
}
