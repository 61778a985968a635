//! Invented forces and their districts.

use domain::platform::force::{District, Force};
use service::App;

/// The code of the force that every demonstration has.
pub(super) const HOME: &str = "northmere";

const LANDS: [&str; 4] = ["North", "East", "South", "West"];
const ENDS: [&str; 11] =
    ["mere", "fold", "marsh", "holm", "wick", "dale", "combe", "ford", "ley", "haven", "moor"];
const TOWNS: &[&str] = &["Market", "Castle", "Abbey", "River", "Hill", "Harbour", "Forest"];
const HOME_DISTRICTS: [&str; 3] = ["Harrow Green", "Eastfold", "Market Holm"];

/// So many forces, the one that every demonstration has first.
pub(super) fn forces(count: usize) -> Vec<Force> {
    let names = ENDS.iter().flat_map(|end| LANDS.iter().map(move |land| format!("{land}{end}")));
    let force = |name: String| Force {
        code: name.to_lowercase(),
        name: format!("{name} Police"),
        welsh: false,
        served: false,
    };
    // The first of these names is the home force's.
    names.take(count).map(force).collect()
}

/// The names of a force's districts: three to seven.
pub(super) fn districts(force: &Force) -> Vec<String> {
    if force.code == HOME {
        return HOME_DISTRICTS.map(str::to_owned).into();
    }
    let name = short(force);
    TOWNS.iter().take(3 + name.len() % 5).map(|town| format!("{town} {name}")).collect()
}

/// The districts of a force, to be written.
pub(super) fn new_districts(app: &App, force: &Force) -> Vec<District> {
    let district = |name| District { id: app.id(), force: force.code.clone(), name };
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
    }
}
