//! What was done with a case.

use maud::{Markup, html};

use super::CasePage;
use crate::domain::audit::Deed;
use crate::view::component::staff::timeline::{Event, Timeline};
use crate::view::psd::happening::Happening;

/// The id of the history.
pub(super) const ID: &str = "history";

/// What was done, as the audit log has it.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        h2 class="govuk-heading-m" id=(ID) { "History" }
        @if page.history.is_empty() { p class="govuk-body" { "Nothing has been done yet." } }
        (Timeline { events: page.history.iter().map(|happening| event(page, happening)).collect() })
    }
}

fn event<'a>(page: &CasePage<'a>, happening: &Happening<'a>) -> Event<'a> {
    let detail = match happening.deed {
        Deed::CaseAssigned => to_whom(page, happening.detail),
        _ => happening.detail(),
    };
    Event {
        title: happening.deed.label(),
        by: Some(happening.who()),
        when: happening.at.to_string(),
        content: html! { @if !detail.is_empty() { p class="govuk-body-s" { (detail) } } },
    }
}

fn to_whom<'a>(page: &CasePage<'a>, id: &str) -> &'a str {
    match page.members.iter().find(|member| member.id.to_string() == id) {
        Some(member) => &member.name,
        None if id.is_empty() => "To nobody",
        None => "To somebody who has left the desk",
    }
}
