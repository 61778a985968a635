//! Where invented agencies are: forces with their districts, and the towns of each.

use domain::form::record::Area;
use domain::platform::force::{Force, Lists};

use crate::chance::{Lot, of};
use crate::force::short;

/// What the names of small towns begin and end with: none of them is on a map.
const BEGINS: &[&str] = &[
    "Velder", "Quarn", "Ossel", "Hask", "Ferrow", "Gannel", "Icker", "Jessam", "Kellow", "Lorring", "Nesser",
    "Orle", "Rimmel", "Skarrow", "Thrupper", "Wexel", "Yarrel", "Dorrel", "Ennel", "Pellow",
];
const ENDS: &[&str] =
    &["by", "stow", "wick", "thorpe", "den", "hythe", "cote", "worth", "combe", "bourne", "ley"];
/// How many small towns a district has beside the one that it is named after.
const SMALL: usize = 3;

const STREETS: &[&str] = &[
    "Tannery Lane",
    "Foundry Street",
    "Orchard Row",
    "Weavers' Yard",
    "Chapel Hill",
    "Canal Street",
    "Mill Lane",
    "Station Road",
    "Market Place",
    "Almshouse Walk",
    "Quay Street",
    "Ropemakers' Row",
    "Assembly Street",
    "Dye House Lane",
    "Corn Exchange",
    "Bellfounders' Court",
];
/// Letters that Royal Mail gives to no place.
const POSTAL: &[&str] = &["ZZ", "ZY", "ZX"];
const INWARD: &[&str] = &["AB", "BD", "DL", "EH", "FN", "GP", "HQ", "JR", "LS", "NT", "PU", "QW"];

/// A force and its districts.
#[derive(Clone, Debug)]
pub(super) struct Land {
    /// The force.
    pub(super) force: Force,
    /// Its districts; none when it has none.
    pub(super) districts: Vec<Place>,
}

/// A district.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its area.
    pub(super) area: Area,
    /// What it is called.
    pub(super) name: String,
    /// Its number among all districts.
    pub(super) number: usize,
}

/// The forces that are served, each with its districts; those without districts are left out.
pub(super) fn lands(lists: &Lists) -> Vec<Land> {
    let mut number = 0;
    let mut land = |force: &Force| {
        let own = lists.districts.iter().filter(|district| district.force == force.code);
        let districts = own.map(|district| {
            number += 1;
            let area = Area { force: force.code.clone(), district: Some(district.id) };
            Place { area, name: district.name.clone(), number: number - 1 }
        });
        Land { force: force.clone(), districts: districts.collect() }
    };
    let lands: Vec<Land> = lists.forces.iter().map(&mut land).collect();
    lands.into_iter().filter(|land| !land.districts.is_empty()).collect()
}

impl Land {
    /// The name of the force without the word that all of them have.
    pub(super) fn name(&self) -> &str {
        short(&self.force)
    }

    /// The district at this place, counted round and round.
    pub(super) fn district(&self, number: usize) -> Option<&Place> {
        self.districts.get(number % self.districts.len().max(1))
    }
}

impl Place {
    /// One of its towns: the one that it is named after first, then small ones.
    pub(super) fn town(&self, number: usize) -> String {
        match number % (SMALL + 1) {
            0 => self.name.clone(),
            small => {
                let number = self.number * SMALL + small - 1;
                format!("{}{}", of(BEGINS, number), of(ENDS, number / BEGINS.len() + number))
            }
        }
    }

    /// An address in one of its towns, and the postcode that goes with it.
    pub(super) fn address(&self, town: usize, lot: Lot) -> (String, String) {
        let street = lot.word("street", STREETS);
        let address = format!("{} {street}, {}", 1 + lot.below("house", 90), self.town(town));
        let letters = lot.word("inward", INWARD);
        let (area, district) = (of(POSTAL, self.number / 99), self.number % 99 + 1);
        (address, format!("{area}{district} {}{letters}", town % (SMALL + 1) + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::normalise;
    use std::collections::BTreeSet;

    fn place(number: usize) -> Place {
        let area = Area { force: "northmere".into(), district: None };
        Place { area, name: "Harrow Green".into(), number }
    }

    #[test]
    fn towns_belong_to_their_district() {
        let (one, other) = (place(0), place(1));
        let towns = |place: &Place| (1..=SMALL).map(|number| place.town(number)).collect::<BTreeSet<_>>();
        assert_eq!(one.town(0), "Harrow Green");
        assert_eq!((towns(&one).len(), towns(&one).intersection(&towns(&other)).count()), (SMALL, 0));
        let all: BTreeSet<_> = (0..70).flat_map(|number| towns(&place(number))).collect();
        assert_eq!(all.len(), 70 * SMALL, "no two districts near each other share a town");
    }

    #[test]
    fn an_address_has_the_postcode_of_its_town() {
        for number in [0, 98, 99, 219] {
            let place = place(number);
            for town in 0..=SMALL {
                let (address, postcode) = place.address(town, Lot(number * 7 + town));
                assert!(address.ends_with(&place.town(town)), "{address}");
                assert_eq!(normalise::postcode(&postcode).as_deref(), Some(postcode.as_str()));
                let same = place.address(town, Lot(3)).1;
                assert_eq!(postcode.split_at(postcode.len() - 2).0, same.split_at(same.len() - 2).0);
            }
        }
    }
}
