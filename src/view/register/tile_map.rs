//! The map of coverage: one equal tile for each place, roughly where it lies, with what the colour means in
//! words. Its text says what no row of the heat table does: all agencies of a place.

use std::collections::BTreeSet;

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::position::Position;
use domain::register::coverage::{Cell, Coverage, Place};

use super::agency_filter::Picked;
use super::heat_table::behind;
use super::warmth::warmth;

/// More than these are left to the heat table: a map of so many tiles can be taken in at a glance, and drawn
/// on one sheet of paper.
const MAX_TILES: usize = 60;

/// Places as tiles: the districts of one force, or all forces.
pub(super) struct TileMap<'a> {
    /// The counts.
    pub coverage: &'a Coverage,
    /// The places, by name.
    pub places: &'a [Place],
    /// The lists that give codes their names and positions.
    pub known: &'a Known,
    /// Whether this person may see the agencies behind the numbers.
    pub may_open: bool,
}

impl Render for TileMap<'_> {
    fn render(&self) -> Markup {
        let (placed, rest) = self.by_position();
        let rows = placed.iter().map(|(at, _)| at.row).min().unwrap_or(1) - 1;
        let columns = placed.iter().map(|(at, _)| at.column).min().unwrap_or(1) - 1;
        html! {
            p class="govuk-body" { "All agencies of a place: how many are engaged, of how many." (self.say_unplaced(&placed, &rest)) }
            @if !placed.is_empty() {
                ul class="candour-map candour-map--placed" {
                    @for (at, place) in &placed {
                        (self.tile(place, &format!("candour-map__row-{} candour-map__column-{}", at.row - rows, at.column - columns)))
                    }
                }
            }
            @if !rest.is_empty() {
                ul class="candour-map" { @for place in &rest { (self.tile(place, "")) } }
            }
        }
    }
}

impl<'a> TileMap<'a> {
    /// The places that have a position of their own, from north to south and west to east; and the others, by
    /// name.
    fn by_position(&self) -> (Vec<(Position, &'a Place)>, Vec<&'a Place>) {
        let (mut placed, mut rest, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
        for place in self.places.iter().take(MAX_TILES) {
            match self.known.position(&place.1).filter(|at| taken.insert(*at)) {
                Some(at) => placed.push((at, place)),
                None => rest.push(place),
            }
        }
        placed.sort_by_key(|(at, _)| *at);
        (placed, rest)
    }

    fn say_unplaced(&self, placed: &[(Position, &Place)], rest: &[&Place]) -> Markup {
        let left_out = self.places.len().saturating_sub(MAX_TILES);
        html! {
            @if rest.is_empty() { " Each stands roughly where it lies." }
            @else if placed.is_empty() { " They stand in the order of their names: nobody has said yet where they lie." }
            @else { " Those below the map have no place on it yet." }
            @if !rest.is_empty() && self.may_open {
                " " a class="govuk-link govuk-!-display-none-print" href=(path::register::districts()) { "Say where they lie" }
            }
            @if left_out > 0 { " " (left_out) " more are in the table below only." }
        }
    }

    fn tile(&self, (code, area): &Place, at: &str) -> Markup {
        let cell = self.coverage.place(code);
        let warmth = warmth(cell);
        let name = self.known.short_name(area);
        let those = Picked { area: Some(area.clone()), active: true, ..Picked::default() };
        html! {
            li class={ "candour-map__tile " (warmth.class()) " " (at) } {
                span class="candour-map__name" { (name) }
                @if let Cell::EngagementGap(share) | Cell::Engaged(share) = cell {
                    " " (behind(&those, &format!("{} of {}", share.engaged, share.active), self.may_open))
                }
                " " span class="candour-map__words" { (warmth.label()) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
