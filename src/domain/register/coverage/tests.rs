//! Every count against a plain and slow one, over random ledgers.

use std::collections::BTreeSet;

use proptest::prelude::*;
use time::macros::date;

use crate::platform::force::District;
use crate::register::coverage::*;

const TODAY: Day = Day(date!(2026 - 11 - 22));

fn id<T>(number: u8) -> Id<T> {
    format!("00000000-0000-4000-8000-0000000000{number:02x}").parse().unwrap()
}

fn area(force: usize, district: Option<u8>) -> Area {
    Area {
        force: ["north", "south"][force].to_owned(),
        district: district.map(|number| id::<District>(100 + number)),
    }
}

fn kind(number: usize) -> String {
    ["DA-REF", "DA-COM", "SV-RC", "OTHER"][number].to_owned()
}

prop_compose! {
    fn line()(
        active in any::<bool>(),
        tier in 0..3_usize,
        types in prop::collection::btree_set(0..4_usize, 0..3),
        areas in prop::collection::btree_set((0..2_usize, prop::option::of(0..3_u8)), 0..3),
        languages in prop::collection::btree_set(0..2_usize, 0..3),
        met in prop::option::of(0..900_i64),
        told in prop::option::of(0..900_i64),
        spoc in any::<bool>(),
        confirmed in prop::option::of(0..900_i64),
        isa in any::<bool>(),
        pathway in any::<bool>(),
    ) -> CoverageLine {
        let day = |ago: Option<i64>| ago.map(|days| TODAY.plus_days(-days));
        CoverageLine {
            agency: id(0),
            active,
            tier: Tier::ALL[tier],
            types: types.into_iter().map(kind).collect(),
            areas: areas.into_iter().map(|(force, district)| area(force, district)).collect(),
            languages: languages.into_iter().map(|number| ["eng", "pol"][number].to_owned()).collect(),
            met: day(met),
            told: day(met.into_iter().chain(told).min()),
            has_spoc: spoc,
            confirmed: day(confirmed),
            has_isa: isa,
            has_pathway: pathway,
        }
    }
}

fn rows() -> Vec<Place> {
    let mut rows: Vec<Place> = (0..3).map(|number| (format!("n{number}"), area(0, Some(number)))).collect();
    rows.push(("south".to_owned(), area(1, None)));
    rows
}

/// The counts of some agencies, as somebody would count them by hand.
fn by_hand<'a>(lines: impl Iterator<Item = &'a CoverageLine>, window: Window) -> Share {
    let lines: Vec<&CoverageLine> = lines.filter(|line| line.active).collect();
    let within = |day: Option<Day>| day.is_some_and(|day| day >= window.from && day <= window.to);
    let engaged = lines.iter().filter(|line| within(line.met)).count();
    let informed = lines.iter().filter(|line| !within(line.met) && within(line.told)).count();
    Share { active: lines.len(), engaged, informed }
}

fn works_in(line: &CoverageLine, row: &Area) -> bool {
    line.areas.iter().any(|own| match (own.district, row.district) {
        _ if own.force != row.force => false,
        (Some(own), Some(row)) => own == row,
        _ => true,
    })
}

fn share(found: Option<&Share>, expected: Share) -> bool {
    found.copied().unwrap_or_default() == expected
}

proptest! {
    #[test]
    fn counts_are_those_of_a_slow_hand(lines in prop::collection::vec(line(), 0..40), months in 1..25_i32) {
        let (rows, window) = (rows(), Window::months(months, TODAY));
        let found = count(&lines, &rows, window);
        prop_assert_eq!(found.all, by_hand(lines.iter(), window));
        for code in (0..4).map(kind) {
            let of = |line: &&CoverageLine| line.types.contains(&code);
            prop_assert!(share(found.types.get(&code), by_hand(lines.iter().filter(of), window)));
            for (row, place) in &rows {
                let here = |line: &&CoverageLine| of(line) && works_in(line, place);
                let expected = by_hand(lines.iter().filter(here), window);
                let cell = (row.clone(), code.clone());
                prop_assert!(share(found.cells.get(&cell), expected));
                let told = match found.cell(row, &code) {
                    Cell::RegisterGap => Share::default(),
                    Cell::EngagementGap(share) | Cell::Engaged(share) => share,
                };
                prop_assert_eq!(told, expected);
            }
        }
        for (row, place) in &rows {
            let here = |line: &&CoverageLine| works_in(line, place);
            let whole = by_hand(lines.iter().filter(here), window);
            prop_assert!(share(found.rows.get(row), whole));
            prop_assert_eq!(found.place(row), match whole {
                Share { active: 0, .. } => Cell::RegisterGap,
                Share { engaged: 0, .. } => Cell::EngagementGap(whole),
                _ => Cell::Engaged(whole),
            });
            let domestic = |line: &&CoverageLine| here(line) && line.types.iter().any(|code| code.starts_with("DA-"));
            let group = (row.clone(), "DA-".to_owned());
            prop_assert!(share(found.groups.get(&group), by_hand(lines.iter().filter(domestic), window)));
        }
        for tier in Tier::ALL {
            let of = |line: &&CoverageLine| line.tier == tier;
            prop_assert!(share(found.tiers.get(&tier), by_hand(lines.iter().filter(of), window)));
            let late = lines.iter().filter(|line| line.active && line.tier == tier);
            let late = late.filter(|line| line.met.is_none_or(|day| day.plus_months(tier.months()) < TODAY)).count();
            prop_assert_eq!(found.overdue.get(&tier).copied().unwrap_or(0), late);
        }
        for code in ["eng", "pol"] {
            let of = |line: &&CoverageLine| line.languages.iter().any(|own| own == code);
            prop_assert!(share(found.languages.get(code), by_hand(lines.iter().filter(of), window)));
        }
    }

    #[test]
    fn shares_and_spread_are_those_of_a_slow_hand(lines in prop::collection::vec(line(), 0..40)) {
        let window = Window::months(12, TODAY);
        let found = count(&lines, &rows(), window);
        let active: Vec<&CoverageLine> = lines.iter().filter(|line| line.active).collect();
        let many = |of: &dyn Fn(&CoverageLine) -> bool| active.iter().filter(|line| of(line)).count();
        prop_assert_eq!(found.spoc, many(&|line| line.has_spoc));
        prop_assert_eq!(found.isa, many(&|line| line.has_isa));
        prop_assert_eq!(found.pathway, many(&|line| line.has_pathway));
        prop_assert_eq!(found.never, many(&|line| line.met.is_none()));
        let untouched = |line: &CoverageLine| !window.holds(line.met) && !window.holds(line.told);
        prop_assert_eq!(found.untouched, many(&|line| untouched(line) && line.met.is_none()));
        prop_assert_eq!(found.lapsed(), many(&|line| untouched(line) && line.met.is_some()));
        let parts = found.all.engaged + found.all.informed + found.lapsed() + found.untouched;
        prop_assert_eq!(parts, found.all.active, "the four add up");
        let year = TODAY.plus_months(-12);
        prop_assert_eq!(
            found.spoc_confirmed,
            many(&|line| line.has_spoc && line.confirmed.is_some_and(|day| day > year))
        );
        let mut ages: Vec<i64> = active.iter().filter_map(|line| line.met).map(|day| TODAY.days_since(day)).collect();
        ages.sort_unstable();
        prop_assert_eq!(found.spread.counted, ages.len());
        // The nearest rank: the least age that so many in a hundred do not exceed.
        for (percent, rank) in [(50, found.spread.median), (90, found.spread.ninetieth)] {
            let reached = ages.iter().find(|age| {
                ages.iter().filter(|other| other <= age).count() * 100 >= percent * ages.len()
            });
            prop_assert_eq!(rank, reached.copied().unwrap_or(0));
        }
    }

    #[test]
    fn the_trend_is_that_of_a_slow_hand(
        meetings in prop::collection::vec((0..6_u8, 0..1_200_i64), 0..60),
    ) {
        let active: Vec<Id<Agency>> = (0..4).map(id).collect();
        let meetings: Vec<(Id<Agency>, Day)> =
            meetings.into_iter().map(|(agency, ago)| (id(agency), TODAY.plus_days(-ago))).collect();
        for point in trend(&active, &meetings, TODAY, 13, 12) {
            let from = point.to.plus_months(-12);
            let engaged: BTreeSet<_> = meetings
                .iter()
                .filter(|(agency, day)| active.contains(agency) && *day > from && *day <= point.to)
                .map(|(agency, _)| *agency)
                .collect();
            prop_assert_eq!(point.engaged, engaged.len(), "{}", point.to);
        }
    }
}

#[test]
fn a_share_of_nothing_has_no_percentage() {
    assert_eq!(Share::default().percent(), None);
    assert_eq!(Share { active: 3, engaged: 2, informed: 0 }.percent(), Some(66));
}

#[test]
fn types_stand_in_groups() {
    assert_eq!((group("DA-REF"), group("OTHER")), ("DA-", "OTHER"));
    assert_eq!(kind_label("DA-"), "Domestic abuse");
    assert_eq!(kind_label("DA-HL"), "Domestic abuse: helpline");
    assert_eq!(kind_label("OTHER"), "Another kind of service");
    assert_eq!(kind_label("ZZ-OLD"), "ZZ-OLD", "an older edition's");
}
