//! How well the agencies of an area are engaged: counted from the register and the ledger, never from
//! reports.
//!
//! An *engaged* agency is an active one with at least one two-way contact in the window; one that was only
//! sent something is *informed*. A place for which the register knows no agency is a gap in the register, not
//! in engagement.

use std::collections::{BTreeMap, HashMap};

use super::agency::{Agency, Tier};
use crate::form::record::Area;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::platform::id::Id;
use crate::platform::time::Day;

/// What is counted of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own: no two exclude each other")]
pub struct CoverageLine {
    /// The agency.
    pub agency: Id<Agency>,
    /// Whether it counts: neither paused, nor left, nor merged into another.
    pub active: bool,
    /// How often it is to be met.
    pub tier: Tier,
    /// The codes of its types.
    pub types: Vec<String>,
    /// Where it works.
    pub areas: Vec<Area>,
    /// The codes of its languages.
    pub languages: Vec<String>,
    /// The last two-way contact, on or before the day that is asked for.
    pub met: Option<Day>,
    /// The last contact of any kind.
    pub told: Option<Day>,
    /// Whether it has a single point of contact.
    pub has_spoc: bool,
    /// When that person's details were last confirmed.
    pub confirmed: Option<Day>,
    /// Whether an information sharing agreement is signed.
    pub has_isa: bool,
    /// Whether a referral pathway is agreed.
    pub has_pathway: bool,
}

/// The days that count, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub from: Day,
    /// The last: usually today.
    pub to: Day,
}

impl Window {
    /// The `months` months that end on `to`.
    pub fn months(months: i32, to: Day) -> Self {
        Self { from: to.plus_months(-months).plus_days(1), to }
    }

    /// Whether a day counts.
    pub fn holds(&self, day: Option<Day>) -> bool {
        day.is_some_and(|day| self.from <= day && day <= self.to)
    }
}

/// The group of a type: what its code begins with, up to and with the dash. A code without one is its own
/// group.
pub fn group(kind: &str) -> &str {
    kind.find('-').and_then(|dash| kind.get(..=dash)).unwrap_or(kind)
}

/// What people read of a type or of a group of types: of a group the words before the colon, which all its
/// types share.
pub fn kind_label(kind: &str) -> &str {
    match AGENCY_TYPES.iter().find(|one| one.code == kind || (kind.ends_with('-') && group(one.code) == kind))
    {
        Some(one) if one.code != kind => one.label.split_once(':').map_or(one.label, |(first, _)| first),
        Some(one) => one.label,
        None => kind,
    }
}

/// How many of some agencies were engaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are active.
    pub active: usize,
    /// How many of those were engaged.
    pub engaged: usize,
    /// How many were informed and no more.
    pub informed: usize,
}

impl Share {
    /// Engaged of active, percent, rounded down; none where there is no agency.
    pub fn percent(&self) -> Option<usize> {
        (self.engaged * 100).checked_div(self.active)
    }

    fn count(&mut self, line: &CoverageLine, window: Window) {
        let engaged = window.holds(line.met);
        self.active += 1;
        self.engaged += usize::from(engaged);
        self.informed += usize::from(!engaged && window.holds(line.told));
    }
}

/// How many days ago the last two-way contact was, over those active agencies that ever had one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many agencies ever had one.
    pub counted: usize,
    /// Half had it at most so many days ago (nearest rank).
    pub median: i64,
    /// Nine in ten had it at most so many days ago (nearest rank).
    pub ninetieth: i64,
}

/// The counts of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All active agencies.
    pub all: Share,
    /// By type; a type without an agency is missing.
    pub types: BTreeMap<String, Share>,
    /// By tier.
    pub tiers: BTreeMap<Tier, Share>,
    /// By language.
    pub languages: BTreeMap<String, Share>,
    /// By row of the heat table.
    pub rows: BTreeMap<String, Share>,
    /// By row and type; a cell without an agency is missing: a gap in the register.
    pub cells: HashMap<(String, String), Share>,
    /// By row and group of types: see [`group`].
    pub groups: HashMap<(String, String), Share>,
    /// Days since the last two-way contact.
    pub spread: Spread,
    /// Active agencies that never had a two-way contact.
    pub never: usize,
    /// Of those that were neither engaged nor informed in the window: how many had never been met.
    pub untouched: usize,
    /// Active agencies beyond their tier's time, by tier; those never met among them.
    pub overdue: BTreeMap<Tier, usize>,
    /// With a single point of contact.
    pub spoc: usize,
    /// With one whose details were confirmed in the twelve months before the last day.
    pub spoc_confirmed: usize,
    /// With a signed information sharing agreement.
    pub isa: usize,
    /// With an agreed referral pathway.
    pub pathway: usize,
}

impl Coverage {
    /// Active agencies that were met before the window, and neither met nor informed in it.
    pub fn lapsed(&self) -> usize {
        self.all.active.saturating_sub(self.all.engaged + self.all.informed + self.untouched)
    }
}

/// A row of the heat table: a code, and the area that it stands for.
pub type Place = (String, Area);

/// Counts. `rows` are the rows of the heat table.
pub fn count(lines: &[CoverageLine], rows: &[Place], window: Window) -> Coverage {
    let mut coverage = Coverage::default();
    let (year, places) = (Window::months(12, window.to), Places::of(rows));
    let mut ages = Vec::new();
    for line in lines.iter().filter(|line| line.active) {
        coverage.all.count(line, window);
        coverage.tiers.entry(line.tier).or_default().count(line, window);
        for code in &line.types {
            coverage.types.entry(code.clone()).or_default().count(line, window);
        }
        for code in &line.languages {
            coverage.languages.entry(code.clone()).or_default().count(line, window);
        }
        for row in places.served_by(line) {
            coverage.count_cells(row, line, window);
        }
        if let Some(day) = line.met {
            ages.push(window.to.days_since(day));
        } else {
            coverage.never += 1;
            coverage.untouched += usize::from(!window.holds(line.told));
        }
        *coverage.overdue.entry(line.tier).or_default() +=
            usize::from(is_late(line.tier, line.met, window.to));
        coverage.spoc += usize::from(line.has_spoc);
        coverage.spoc_confirmed += usize::from(line.has_spoc && year.holds(line.confirmed));
        coverage.isa += usize::from(line.has_isa);
        coverage.pathway += usize::from(line.has_pathway);
    }
    coverage.spread = spread(ages);
    coverage
}

/// The rows of the heat table by force, so that an agency is not held against those of other forces.
struct Places<'a>(HashMap<&'a str, Vec<&'a Place>>);

impl<'a> Places<'a> {
    fn of(rows: &'a [Place]) -> Self {
        let mut places: HashMap<&str, Vec<&Place>> = HashMap::new();
        for row in rows {
            places.entry(row.1.force.as_str()).or_default().push(row);
        }
        Self(places)
    }

    fn served_by(&self, line: &CoverageLine) -> Vec<&'a str> {
        let mut served: Vec<&str> = Vec::new();
        let mut forces: Vec<&str> = line.areas.iter().map(|area| area.force.as_str()).collect();
        forces.dedup();
        for row in forces.iter().filter_map(|force| self.0.get(force)).flatten() {
            if serves(line, &row.1) && !served.contains(&row.0.as_str()) {
                served.push(&row.0);
            }
        }
        served
    }
}

/// Whether an agency works in an area: in that district, in the whole force, or, when a whole force is asked
/// for, anywhere in it.
pub fn serves(line: &CoverageLine, area: &Area) -> bool {
    line.areas.iter().any(|own| {
        own.force == area.force
            && (own.district.is_none() || area.district.is_none() || own.district == area.district)
    })
}

/// Whether an agency, last met on `met`, has not been met within its tier's time. One that is paused or has
/// left is never overdue.
pub fn is_overdue(agency: &Agency, met: Option<Day>, today: Day) -> bool {
    agency.standing().is_active() && is_late(agency.tier(), met, today)
}

/// Whether more than a tier's time has passed since `met`.
pub fn is_late(tier: Tier, met: Option<Day>, today: Day) -> bool {
    met.is_none_or(|day| day.plus_months(tier.months()) < today)
}

fn spread(mut ages: Vec<i64>) -> Spread {
    ages.sort_unstable();
    let at = |percent: usize| {
        let rank = (ages.len() * percent).div_ceil(100).max(1);
        ages.get(rank - 1).copied().unwrap_or(0)
    };
    Spread { counted: ages.len(), median: at(50), ninetieth: at(90) }
}

/// What stands in a cell of the heat table, or on a tile of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The register knows no such agency there.
    RegisterGap,
    /// It knows some, and none was engaged.
    EngagementGap(Share),
    /// Some were engaged.
    Engaged(Share),
}

impl Cell {
    fn of(share: Option<&Share>) -> Self {
        match share {
            None => Self::RegisterGap,
            Some(share) if share.engaged == 0 => Self::EngagementGap(*share),
            Some(share) => Self::Engaged(*share),
        }
    }
}

impl Coverage {
    fn count_cells(&mut self, row: &str, line: &CoverageLine, window: Window) {
        self.rows.entry(row.to_owned()).or_default().count(line, window);
        let mut groups: Vec<&str> = Vec::new();
        for code in &line.types {
            self.cells.entry((row.to_owned(), code.clone())).or_default().count(line, window);
            // An agency of two types in one group counts once in the group.
            if !groups.contains(&group(code)) {
                groups.push(group(code));
                let cell = (row.to_owned(), group(code).to_owned());
                self.groups.entry(cell).or_default().count(line, window);
            }
        }
    }

    /// A cell of the heat table: of a type, or of a group of types.
    pub fn cell(&self, row: &str, kind: &str) -> Cell {
        let cells = if kind.ends_with('-') { &self.groups } else { &self.cells };
        Cell::of(cells.get(&(row.to_owned(), kind.to_owned())))
    }

    /// A whole row of the heat table: all agencies of a place.
    pub fn place(&self, row: &str) -> Cell {
        Cell::of(self.rows.get(row))
    }
}

/// A point of the trend: the last day of its window, and how many were engaged in the twelve months up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The last day.
    pub to: Day,
    /// How many of today's active agencies were engaged.
    pub engaged: usize,
}

/// How many of `active` were engaged in the `window` months up to the end of each of the last `points`
/// months. `meetings` are two-way contacts, in any order.
pub fn trend(
    active: &[Id<Agency>],
    meetings: &[(Id<Agency>, Day)],
    today: Day,
    points: i32,
    window: i32,
) -> Vec<Point> {
    let places: HashMap<_, _> = active.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let mut days: Vec<Vec<Day>> = vec![Vec::new(); active.len()];
    for (agency, day) in meetings {
        if let Some(list) = places.get(agency).and_then(|place| days.get_mut(*place)) {
            list.push(*day);
        }
    }
    let ends = (0..points).rev().map(|back| today.plus_months(-back));
    ends.map(|to| {
        let window = Window::months(window, to);
        let engaged = days.iter().filter(|list| list.iter().any(|day| window.holds(Some(*day)))).count();
        Point { to, engaged }
    })
    .collect()
}

#[cfg(test)]
mod tests;
