//! What waits in casework: on the page after signing in.

use maud::{Markup, html};

use domain::casework::case::CaseSort;
use domain::casework::status::Status;
use domain::report::concern::Risk;

use super::case_filter::Chosen;
use crate::component::staff::tile::{Tile, tiles};

/// The lists that are counted, in the order of the page.
pub const LISTS: [Chosen; 5] = [
    Chosen { risk: Some(Risk::Immediate), unassigned: true, ..ALL },
    Chosen { risk: Some(Risk::Immediate), ..ALL },
    Chosen { status: Some(Status::Submitted), ..ALL },
    Chosen { new: true, ..ALL },
    Chosen { mine: true, ..ALL },
];

const LABELS: [&str; 5] =
    ["Danger now, nobody works on it", "Danger now", "New", "Reporter has written", "Yours"];

const ALL: Chosen = Chosen {
    status: None,
    risk: None,
    mine: false,
    new: false,
    unassigned: false,
    order: CaseSort::DANGER_FIRST,
};

/// Draws how many cases there are on each of [`LISTS`] (`most` is where counting ends), and how many
/// approvals wait for this person's decision.
pub fn waiting(counts: [i64; 5], most: i64, approvals: usize) -> Markup {
    let cases = LISTS.into_iter().zip(LABELS).zip(counts).enumerate();
    let mut all: Vec<Tile> = cases
        .map(|(place, ((list, label), count))| Tile {
            more: count >= most,
            urgent: place < 2,
            ..Tile::new(label, count, list.href(1))
        })
        .collect();
    all.push(for_you(approvals));
    html! {
        h2 class="govuk-heading-m" { "Cases" }
        (tiles(&all))
    }
}

/// Draws how many approvals wait for somebody's decision, and how many of what they asked for was approved
/// and is theirs to do.
pub fn decisions(waiting: usize, approved: usize) -> Markup {
    let approved = i64::try_from(approved).unwrap_or(i64::MAX);
    let approved = Tile::new("Approved, for you to finish", approved, path::staff::approvals());
    html! {
        h2 class="govuk-heading-m" { "Approvals" }
        (tiles(&[for_you(waiting), approved]))
    }
}

fn for_you(approvals: usize) -> Tile<'static> {
    let approvals = i64::try_from(approvals).unwrap_or(i64::MAX);
    Tile::new("Approvals for you to decide", approvals, path::staff::approvals())
}
