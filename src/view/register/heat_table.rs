//! The heat table of coverage: engaged agencies by place and type, with the gaps in words.

use maud::{Markup, Render, html};

use domain::form::record::{Area, Known};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::coverage::{Cell, Coverage, Place as Row, group, kind_label};

use super::agency_filter::Picked;
use super::warmth::warmth;
use crate::component::details::details;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};

/// Places as rows, groups of types or the types of one group as columns.
pub(super) struct HeatTable<'a> {
    /// The counts.
    pub coverage: &'a Coverage,
    /// The rows.
    pub rows: &'a [Row],
    /// The group whose types are the columns; empty for all groups.
    pub group: &'a str,
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// Whether this person may see the agencies behind the numbers.
    pub may_open: bool,
}

impl Render for HeatTable<'_> {
    fn render(&self) -> Markup {
        html! { (self.table()) (self.gaps()) }
    }
}

impl HeatTable<'_> {
    /// The columns of the heat table: groups, or the types of one group.
    fn columns(&self) -> Vec<(String, String)> {
        if self.group.is_empty() {
            return groups();
        }
        let of_group = AGENCY_TYPES.iter().filter(|kind| group(kind.code) == self.group);
        of_group.map(|kind| (kind.code.to_owned(), last_words(kind.label).to_owned())).collect()
    }

    fn table(&self) -> Markup {
        let columns = self.columns();
        let titles = std::iter::once("Place").chain(columns.iter().map(|(_, label)| label.as_str()));
        let rows = self.rows.iter().map(|(code, area)| {
            let name = self.known.area(&area.code());
            let cells = columns.iter().map(|(kind, _)| self.cell(code, kind));
            std::iter::once(html! { (name) }).chain(cells).collect()
        });
        html! {
            p class="govuk-body" {
                "Each cell says how many agencies are engaged, of how many. “None listed” is a gap in the register; “0 of” "
                "is a gap in engagement."
            }
            (dense_table(&Table {
                caption: "Engaged agencies by place and type",
                caption_hidden: true,
                columns: titles.map(|title| Column { title, numeric: false }).collect(),
                rows: rows.collect(),
                row_headings: true,
            }))
        }
    }

    fn cell(&self, row: &str, kind: &str) -> Markup {
        let cell = self.coverage.cell(row, kind);
        let class = format!("candour-heat {}", warmth(cell).class());
        let (Cell::EngagementGap(share) | Cell::Engaged(share)) = cell else {
            return html! { span class=(class) { "None listed" } };
        };
        let words = format!("{} of {}", share.engaged, share.active);
        let those =
            Picked { kind: kind.to_owned(), area: Area::from_code(row), active: true, ..Picked::default() };
        html! { span class=(class) { (behind(&those, &words, self.may_open)) } }
    }

    /// Gaps in words: types that nobody is listed for, and places where nobody of a type was met.
    fn gaps(&self) -> Markup {
        let missing: Vec<&str> = AGENCY_TYPES
            .iter()
            .filter(|kind| kind.code != "OTHER" && !self.coverage.types.contains_key(kind.code))
            .map(|kind| kind.label)
            .collect();
        let (unlisted, unmet) = self.empty_cells();
        html! {
            p class="govuk-body" {
                (unmet) " of these cells " (if unmet == 1 { "has" } else { "have" }) " agencies of which none was engaged, "
                (unlisted) " " (if unlisted == 1 { "has" } else { "have" }) " none on the register. "
                "Of " (AGENCY_TYPES.len() - 1) " types of agency, " (missing.len()) " have none on the register at all."
            }
            @if !missing.is_empty() {
                p class="govuk-body candour-paper" { "Types without an agency on the register: " (missing.join("; ")) "." }
                div class="govuk-!-display-none-print" {
                    (details("Types without an agency on the register", &html! {
                        ul class="govuk-list govuk-list--bullet" { @for label in &missing { li { (label) } } }
                    }))
                }
            }
        }
    }

    /// How many cells of the heat table have no agency, and how many have some of which none was engaged.
    fn empty_cells(&self) -> (usize, usize) {
        let columns = self.columns();
        let cells = self.rows.iter().flat_map(|(row, _)| columns.iter().map(move |(kind, _)| (row, kind)));
        cells.fold((0, 0), |(unlisted, unmet), (row, kind)| match self.coverage.cell(row, kind) {
            Cell::RegisterGap => (unlisted + 1, unmet),
            Cell::EngagementGap(_) => (unlisted, unmet + 1),
            Cell::Engaged(_) => (unlisted, unmet),
        })
    }
}

/// A number or name that leads to the agencies behind it, for those who may see them.
pub(super) fn behind(picked: &Picked, words: &str, may_open: bool) -> Markup {
    html! { @if may_open { a class="govuk-link" href=(picked.href(1)) { (words) } } @else { (words) } }
}

/// The groups of types, by the words before the colon of their labels.
pub(super) fn groups() -> Vec<(String, String)> {
    let mut groups: Vec<(String, String)> = Vec::new();
    for kind in AGENCY_TYPES {
        let code = group(kind.code);
        if !groups.iter().any(|(known, _)| known == code) {
            groups.push((code.to_owned(), kind_label(code).to_owned()));
        }
    }
    groups
}

fn last_words(label: &str) -> &str {
    label.split_once(": ").map_or(label, |(_, rest)| rest)
}
