//! Invented forces and their districts.

use domain::platform::force::{District, Force};
use domain::platform::position::Position;
use service::App;
use service::identity::setup::NewDistrict;

/// The code of the force that every demonstration has.
pub(super) const HOME: &str = "northmere";

const LANDS: [&str; 4] = ["North", "East", "South", "West"];
const ENDS: [&str; 11] =
    ["mere", "fold", "marsh", "holm", "wick", "dale", "combe", "ford", "ley", "haven", "moor"];
/// Towns, each with its row and column.
const TOWNS: &[(&str, u8, u8)] = &[
    ("Market", 2, 2),
    ("Castle", 1, 2),
    ("Abbey", 2, 1),
    ("River", 3, 2),
    ("Hill", 1, 1),
    ("Harbour", 2, 3),
    ("Forest", 3, 1),
];
const HOME_DISTRICTS: &[(&str, u8, u8)] =
    &[("Harrow Green", 1, 1), ("Eastfold", 2, 3), ("Market Holm", 2, 2)];

/// So many forces, the one that every demonstration has first.
pub(super) fn forces(count: usize) -> Vec<Force> {
    let names = (0_u8..)
        .zip(ENDS)
        .flat_map(|(at, end)| LANDS.iter().map(move |land| (format!("{land}{end}"), position(land, at))));
    let force = |(name, position): (String, Position)| Force {
        code: name.to_lowercase(),
        name: format!("{name} Police"),
        welsh: false,
        served: false,
        position: Some(position),
    };
    // The first of these names is the home force's.
    names.take(count).map(force).collect()
}

/// Where the force of a land stands: two rows in the north, two in the south, and between them three columns
/// each in the west and in the east.
fn position(land: &str, at: u8) -> Position {
    let (row, column) = match land {
        "North" => (1 + at / 6, 1 + at % 6),
        "South" => (7 + at / 6, 1 + at % 6),
        "West" => (3 + at / 3, 1 + at % 3),
        _ => (3 + at / 3, 4 + at % 3),
    };
    Position { row, column }
}

/// A force's districts: three to seven.
pub(super) fn districts(force: &Force) -> Vec<NewDistrict> {
    let district = |name: String, row, column| NewDistrict {
        force: force.code.clone(),
        name,
        position: Some(Position { row, column }),
    };
    if force.code == HOME {
        let home = HOME_DISTRICTS.iter();
        return home.map(|(name, row, column)| district((*name).to_owned(), *row, *column)).collect();
    }
    let name = short(force);
    let towns = TOWNS.iter().take(3 + name.len() % 5);
    towns.map(|(town, row, column)| district(format!("{town} {name}"), *row, *column)).collect()
}

/// The districts of a force, to be written.
pub(super) fn new_districts(app: &App, force: &Force) -> Vec<District> {
    let district = |new: NewDistrict| District {
        id: app.id(),
        force: new.force,
        name: new.name,
        position: new.position,
    };
    districts(force).into_iter().map(district).collect()
}

/// The name of a force without the word that all of them have.
pub(super) fn short(force: &Force) -> &str {
    force.name.strip_suffix(" Police").unwrap_or(&force.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_force_is_home() {
        let all = forces(44);
        assert_eq!((all.len(), all.first().map(|force| force.code.as_str())), (44, Some(HOME)));
        let codes: std::collections::BTreeSet<_> = all.iter().map(|force| &force.code).collect();
        assert_eq!(codes.len(), 44);
        let positions: std::collections::BTreeSet<_> = all.iter().map(|force| force.position).collect();
        assert_eq!(positions.len(), 44, "no two stand in one place");
    }
}
