//! Which agencies there are: their types, names and towns. The same number is always the same agency.

use std::collections::{HashMap, HashSet};

use crate::agency_kind::{AgencyKind, Most, all};
use crate::chance::{Lot, of};
use crate::force::HOME;
use crate::land::{Land, Place};

/// What the words begin and end with that agencies are called by. No two of a force share one.
const BEGINS: &[&str] = &[
    "Lantern", "Plover", "Candle", "Curlew", "Thistle", "Brindle", "Wren", "Copper", "Quince", "Sallow",
    "Gorse", "Kestrel", "Amber", "Fern", "Linnet", "Rowan", "Myrtle", "Tansy", "Sorrel", "Heron",
];
const ENDS: &[&str] = &[
    "gate", "light", "yard", "leaf", "stone", "well", "bell", "path", "field", "stair", "thread", "brook",
    "ridge",
];
/// Whom every force knows first.
const CLOSEST: &[&str] =
    &["DA-REF", "SV-RC", "SV-SARC", "EX-SW", "HE-HOSP", "ST-ASC", "DA-IDVA", "ST-MARAC", "BF-BME"];
/// The longest name of a team in an address.
const SHORT: usize = 14;
/// How often a name is looked for before it is numbered.
const TRIES: usize = 40;

/// An agency as its name plate tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Its number among all.
    pub(super) number: usize,
    /// What its type is like.
    pub(super) kind: &'static AgencyKind,
    /// Its name.
    pub(super) name: String,
    /// What it is part of; nothing when it stands for itself.
    pub(super) parent: String,
    /// Where its mail and its pages are: no other agency's.
    pub(super) host: String,
    /// The place of its force in the list of forces.
    pub(super) land: usize,
    /// The place of its district, or of the one its office is in, in the list of its force's districts.
    pub(super) district: usize,
    /// Its town, by number within the district.
    pub(super) town: usize,
}

impl Sketch {
    /// What falls to it.
    pub(super) fn lot(&self) -> Lot {
        Lot(self.number)
    }

    /// The district that it works in, or has its office in.
    pub(super) fn place<'a>(&self, lands: &'a [Land]) -> Option<&'a Place> {
        lands.get(self.land)?.district(self.district)
    }
}

/// So many agencies, dealt out to the forces in turn.
pub(super) fn roster(lands: &[Land], count: usize) -> Vec<Sketch> {
    let mut dealers: Vec<Dealer<'_>> =
        lands.iter().enumerate().map(|(number, land)| Dealer::new(land, number)).collect();
    let turns = dealers.len().max(1);
    (0..count).filter_map(|number| dealers.get_mut(number % turns)?.deal(number)).collect()
}

/// Deals out the agencies of a force.
struct Dealer<'a> {
    land: &'a Land,
    number: usize,
    dealt: HashMap<&'static str, usize>,
    words: usize,
    names: HashSet<String>,
    hosts: HashSet<String>,
}

impl<'a> Dealer<'a> {
    fn new(land: &'a Land, number: usize) -> Self {
        let (names, hosts) = (HashSet::new(), HashSet::new());
        Self { land, number, dealt: HashMap::new(), words: number * 7, names, hosts }
    }

    fn deal(&mut self, number: usize) -> Option<Sketch> {
        let kind = self.next_kind()?;
        let nth = self.dealt.insert(kind.code, self.made(kind) + 1).unwrap_or(0);
        let districts = self.land.districts.len().max(1);
        // Types begin in different districts, or the first would have one of each before the others have any.
        let district = (nth + turn(kind) + self.number) % districts;
        let round = nth / districts;
        let town = match kind.most {
            Most::Many => round + turn(kind) % 2,
            Most::OneInForce | Most::OneInDistrict => 0,
        };
        let (name, town) = self.name(kind, (district, town), nth)?;
        let place = self.land.district(district)?;
        let parent = self.fill(kind.parent, place, town, "");
        let host = self.host(&name, &parent);
        Some(Sketch { number, kind, name, parent, host, land: self.number, district, town })
    }

    fn made(&self, kind: &AgencyKind) -> usize {
        self.dealt.get(kind.code).copied().unwrap_or(0)
    }

    /// The type whose turn it is: after the closest partners, by steps of the golden section through all
    /// types, each as wide as its share, so that a few agencies are as mixed as many are.
    fn next_kind(&self) -> Option<&'static AgencyKind> {
        let nth: usize = self.dealt.values().sum();
        let closest = CLOSEST.get(nth).and_then(|code| all().find(|kind| kind.code == *code));
        let turns = (0..TRIES).filter_map(|more| at_step(nth + self.number * 11 + more * 377));
        closest.into_iter().chain(turns).chain(all()).find(|kind| match kind.most {
            Most::OneInForce => self.made(kind) < 1,
            Most::OneInDistrict => self.made(kind) < self.land.districts.len(),
            Most::Many => true,
        })
    }

    /// A name that no other agency of the force has, and the town that goes with it.
    fn name(
        &mut self,
        kind: &AgencyKind,
        (district, town): (usize, usize),
        nth: usize,
    ) -> Option<(String, usize)> {
        let place = self.land.district(district)?;
        for attempt in 0..TRIES {
            let pattern = of(kind.names, nth + self.number + attempt);
            // What is called after a district is in the town that the district is called after.
            let town = if pattern.contains("{d}") { 0 } else { town + attempt / kind.names.len() };
            let own = if pattern.contains("{w}") { self.word() } else { String::new() };
            let name = self.fill(pattern, place, town, &own);
            if self.names.insert(name.clone()) {
                return Some((name, town));
            }
        }
        let name = format!("{} {}", self.fill(of(kind.names, 0), place, town, &self.last_word()), nth + 1);
        self.names.insert(name.clone());
        Some((name, town))
    }

    fn word(&mut self) -> String {
        self.words += 1;
        self.last_word()
    }

    fn last_word(&self) -> String {
        let number = self.words;
        format!("{}{}", of(BEGINS, number), of(ENDS, number / BEGINS.len() + number))
    }

    fn fill(&self, pattern: &str, place: &Place, town: usize, word: &str) -> String {
        let filled = pattern.replace("{w}", word).replace("{t}", &place.town(town));
        filled.replace("{d}", &place.name).replace("{f}", self.land.name())
    }

    /// Where it has its pages: under the word of its own or its name; a team has its part of what it is in.
    fn host(&mut self, name: &str, parent: &str) -> String {
        let host = if parent.is_empty() {
            let (force, word) = (plain(self.land.name()), self.last_word());
            let own = if name.contains(&word) { plain(&word) } else { plain(name) };
            // Agencies of other forces may have the same name.
            if self.land.force.code == HOME || own.contains(&force) { own } else { format!("{own}-{force}") }
        } else {
            let team = name.strip_prefix(parent).unwrap_or(name);
            let own = plain(team);
            let own = if own.len() > SHORT { initials(team) } else { own };
            format!("{own}.{}", plain(parent.strip_suffix(" NHS Trust").unwrap_or(parent)))
        };
        let again = (2..).map(|more| format!("{host}{more}"));
        let free = std::iter::once(host.clone()).chain(again).find(|host| !self.hosts.contains(host));
        let free = free.unwrap_or(host);
        self.hosts.insert(free.clone());
        format!("{free}.example")
    }
}

/// The type at a step through all of them.
fn at_step(step: usize) -> Option<&'static AgencyKind> {
    let whole: usize = all().map(|kind| kind.share).sum();
    let mut point = step * 618_034 % 1_000_000 * whole / 1_000_000;
    all().find(|kind| {
        let found = point < kind.share;
        point = point.saturating_sub(kind.share);
        found
    })
}

/// A number of a type's own.
fn turn(kind: &AgencyKind) -> usize {
    all().position(|one| one.code == kind.code).unwrap_or(0)
}

/// The first letter of each word, in small letters.
fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|word| word.chars().next());
    firsts.filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// A name as addresses have it: letters and digits, without the words that matter least.
fn plain(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| !["and", "of", "after", "for"].contains(word));
    let letters = words.flat_map(str::chars).filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::force::{districts, forces};
    use domain::form::record::Area;
    use domain::platform::agency_type::AGENCY_TYPES;
    use service::identity::setup::NewDistrict;
    use std::collections::{BTreeMap, BTreeSet};

    fn lands(count: usize) -> Vec<Land> {
        let mut number = 0;
        let mut land = |force| {
            let place = |new: NewDistrict| {
                number += 1;
                let area = Area { force: String::new(), district: None };
                Place { area, name: new.name, number: number - 1 }
            };
            Land { districts: districts(&force).into_iter().map(place).collect(), force }
        };
        forces(count).into_iter().map(&mut land).collect()
    }

    #[test]
    fn the_same_number_is_always_the_same_agency() {
        let (lands, few) = (lands(3), 40);
        let all = roster(&lands, 400);
        assert_eq!(all, roster(&lands, 400));
        assert_eq!(all[..few], roster(&lands, few), "more agencies change none");
        assert!(all.iter().enumerate().all(|(number, sketch)| sketch.number == number));
    }

    #[test]
    fn no_two_agencies_of_a_force_have_one_name_and_none_the_pages_of_another() {
        for (forces, count) in [(1, 30), (1, 250), (44, 6_000), (1, 1_500)] {
            let (lands, mut hosts, mut names) = (lands(forces), BTreeSet::new(), BTreeSet::new());
            let all = roster(&lands, count);
            assert_eq!(all.len(), count);
            for sketch in &all {
                assert!(names.insert((sketch.land, &sketch.name)), "{} twice", sketch.name);
                assert!(hosts.insert(&sketch.host), "{} twice", sketch.host);
                assert!(!sketch.name.contains('{') && !sketch.parent.contains('{'), "{}", sketch.name);
            }
            let numbered = all.iter().filter(|sketch| sketch.name.ends_with(char::is_numeric)).count();
            assert!(numbered == 0 || count > 1_000, "{numbered} of {count} names are only numbered");
        }
    }

    #[test]
    fn a_name_fits_its_type() {
        for sketch in roster(&lands(2), 600) {
            let fits = |pattern: &&str| {
                let mut words = pattern.split(' ').filter(|word| !word.contains('{'));
                words.all(|word| sketch.name.contains(word))
            };
            assert!(sketch.kind.names.iter().any(fits), "{}: {}", sketch.kind.code, sketch.name);
            if let Some((of, _)) = sketch.name.split_once(" Council ") {
                assert_eq!(sketch.parent, format!("{of} Council"));
            }
        }
    }

    #[test]
    fn there_are_many_charities_and_few_hospitals() {
        for count in [30, 250, 600] {
            let lands = lands(1);
            let mut made: BTreeMap<&str, usize> = BTreeMap::new();
            for sketch in roster(&lands, count) {
                *made.entry(sketch.kind.code).or_default() += 1;
                let most = match sketch.kind.most {
                    Most::OneInForce => 1,
                    Most::OneInDistrict => lands[0].districts.len(),
                    Most::Many => count,
                };
                assert!(made[sketch.kind.code] <= most, "{}", sketch.kind.code);
            }
            let of = |group: &str| {
                made.iter().filter(|(code, _)| code.starts_with(group)).map(|(_, made)| made).sum::<usize>()
            };
            assert!(of("DA-") > 2 * of("HE-HOSP") && of("DA-") * 2 > of("ST-"), "{made:?}");
            assert!(of("ST-") > 0 && of("HE-") > 0 && of("BF-") > 1 && of("SV-") > 0, "{made:?}");
            assert!(count < 100 || made.len() == AGENCY_TYPES.len(), "{made:?}");
        }
    }
}
