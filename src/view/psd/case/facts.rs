//! The facts that are kept in clear, and what is locked apart.

use maud::{Markup, html};

use domain::form::choice;
use domain::platform::agency_type::AGENCY_TYPES;
use domain::report::concern::language_name;
use domain::report::form::force_name;
use domain::report::sender::SenderKind;

use super::page::CasePage;
use crate::component::summary_list::{Row, SummaryList};

/// The facts, and the notice of a source.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        @if page.case.has_source() { (source()) }
        @if page.facts.sender == SenderKind::Verified { (verified()) }
        @if page.facts.sender == SenderKind::Disclosed { (disclosed()) }
        h2 class="govuk-heading-m" { "Facts" }
        (SummaryList { rows: rows(page), no_border: false })
    }
}

fn rows(page: &CasePage) -> Vec<Row<'static>> {
    let (case, facts) = (page.case, page.facts);
    let force = facts.force.map_or("Another one, or not known".into(), |code| force_name(code, page.lists));
    let mailbox = if case.has_mailbox() { "Yes, in the mailbox" } else { "Not here" };
    let mut rows = vec![
        Row::text("Received", &case.received().to_string()),
        Row::text("Language", language_name(case.language())),
        Row::text("Force", &force),
        Row::text("Can be answered", mailbox),
        Row::text("Who works on it", page.assignee()),
    ];
    if let Some(code) = facts.agency_type {
        rows.push(Row::text("Kind of agency", choice::label(AGENCY_TYPES, code)));
    }
    if let Some(code) = facts.agency_district {
        let found = page.lists.districts.iter().find(|district| district.id.to_string() == code);
        rows.push(Row::text("Agency’s district", found.map_or(code, |district| &district.name)));
    }
    rows
}

/// What the mark says, and what it does not.
fn verified() -> Markup {
    html! {
        div class="govuk-inset-text" {
            h2 class="govuk-heading-s" { "Registered practitioner, unlinkable" }
            p class="govuk-body" {
                "A single-use proof came with this report. Only people with an account of a registered agency are given one."
            }
            p class="govuk-body" {
                "Nobody can find out which of them sent it, or for which agency: neither this system nor those who run it. "
                "Please do not try to work it out."
            }
        }
    }
}

/// What the mark says, and what it does not.
fn disclosed() -> Markup {
    html! {
        div class="govuk-inset-text" {
            h2 class="govuk-heading-s" { "Disclosed at an engagement" }
            p class="govuk-body" {
                "Whoever wrote it came by the link for what was told at an engagement. Anybody who has the address can use it. "
                "Nothing here says at which engagement it was, or who wrote it down."
            }
        }
    }
}

fn source() -> Markup {
    html! {
        div class="moj-ticket-panel" {
            section class="moj-ticket-panel__content moj-ticket-panel__content--red" aria-label="Source" {
                h2 class="govuk-heading-m" { "Source" }
                p class="govuk-body" {
                    "The reporter left a way to reach them, or their agency’s name. It is locked apart: "
                    "it takes a custodian and an authoriser to open it."
                }
            }
        }
    }
}
