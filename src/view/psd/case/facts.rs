//! The facts that are kept in clear, and what is locked apart.

use maud::{Markup, html};

use super::CasePage;
use crate::domain::agency::AGENCY_TYPES;
use crate::domain::choice;
use crate::domain::concern::{Reply, language_name};
use crate::domain::form::force_name;
use crate::view::component::summary_list::{Row, SummaryList};

/// The facts, and the notice of a source.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        @if page.case.has_source { (source()) }
        h2 class="govuk-heading-m" { "Facts" }
        (SummaryList { rows: rows(page), no_border: false })
    }
}

fn rows(page: &CasePage) -> Vec<Row<'static>> {
    let facts = page.facts;
    let force =
        facts.force.as_ref().map_or("Another one, or not known".into(), |code| force_name(code, page.lists));
    let standards = if facts.about_standards { "Yes" } else { "No" };
    let mut rows = vec![
        Row::text("Received", &page.case.received.to_string()),
        Row::text("Language", language_name(&page.case.language)),
        Row::text("Force", &force),
        Row::text("About professional standards", standards),
        Row::text("Can be answered", reply(facts.reply)),
        Row::text("Who works on it", page.assignee()),
    ];
    if facts.practitioner {
        rows.extend(agency(page));
    }
    rows
}

fn agency(page: &CasePage) -> [Row<'static>; 2] {
    let unsaid = "Not said";
    let kind = page.facts.agency_type.as_deref().map_or(unsaid, |code| choice::label(AGENCY_TYPES, code));
    let code = page.facts.agency_district.as_deref();
    let found = page.lists.districts.iter().find(|district| Some(district.id.to_string().as_str()) == code);
    let district = found.map_or(code.unwrap_or(unsaid), |district| district.name.as_str());
    [Row::text("Kind of agency", kind), Row::text("Agency’s district", district)]
}

fn reply(reply: Reply) -> &'static str {
    match reply {
        Reply::None => "No",
        Reply::Mailbox => "Yes, in the mailbox",
        Reply::Safe => "Only as the source says",
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
