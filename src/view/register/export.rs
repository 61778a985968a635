//! The ways to export a list as a file. It holds all that is listed, on whichever page.

use maud::{Markup, html};

/// The files a list can be exported as, folded away: an address for each ending.
pub(super) fn export(name: &str, href: &dyn Fn(&str) -> String) -> Markup {
    folded(&html! { ul class="govuk-list" { (ways(name, href)) } })
}

/// What can be exported, folded away.
pub(super) fn folded(ways: &Markup) -> Markup {
    html! {
        details class="govuk-details govuk-!-display-none-print" {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { "Export this list" }
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
