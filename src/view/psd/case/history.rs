//! What was done with a case.

use maud::{Markup, html};

use domain::platform::audit::AuditAction;

use super::page::CasePage;
use crate::component::staff::timeline::{Event, Timeline};
use crate::psd::event_row::Happening;

/// The id of the history.
pub(super) const ID: &str = "history";

/// What was done, as the audit log has it. Views in a row by one person on one day are told once, with their
/// number: otherwise they would bury what was done.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        h2 class="govuk-heading-m" id=(ID) { "History" }
        @if page.history.is_empty() { p class="govuk-body" { "Nothing has been done yet." } }
        (Timeline { events: page.history.chunk_by(same_look).filter_map(event).collect() })
    }
}

fn same_look(newer: &Happening, older: &Happening) -> bool {
    let looked = |happening: &Happening| happening.deed == AuditAction::CaseViewed;
    looked(newer) && looked(older) && newer.who == older.who && newer.at.day() == older.at.day()
}

fn event<'a>(told: &[Happening<'a>]) -> Option<Event<'a>> {
    let newest = told.first()?;
    let detail = newest.detail();
    Some(Event {
        title: newest.deed.label(),
        by: Some(newest.who()),
        when: newest.at.to_string(),
        content: html! {
            @if !detail.is_empty() { p class="govuk-body-s" { (detail) } }
            @if told.len() > 1 { p class="govuk-body-s" { (told.len()) " times that day" } }
        },
    })
}
