//! What the pages tell of random registers and ledgers, against plain and slow counts of what was written
//! down: from the entries alone, through none of the queries and none of the rules that the pages go by.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use time::macros::date;

use domain::form::record::Record;
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::force::{District, Force};
use domain::platform::id::Id;
use domain::register::agency::{AREAS, Agency, NAME, OWNER, STATUS, Standing, TIER, TYPES, Tier};
use domain::register::call_list::Why;
use domain::register::campaign::{Campaign, NAME as CAMPAIGN_NAME};
use domain::register::coverage::{Cell, Share};
use domain::register::engagement::{CASCADE, DAY, Engagement, Handed, NEXT_CONTACT, REACH, kind};
use domain::register::material::Edition;
use store::Tx;
use store::platform::force;
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::{campaign as campaigns, digest, engagement as engagements};

use crate::register::call_list::{self, CallFilter};
use crate::register::coverage::*;
use crate::register::{agency, campaign, engaged, material};
use crate::trial::Trial;

/// The day that [`Trial`] begins on.
const TODAY: Day = Day(date!(2027 - 01 - 15));
/// The first has three districts, the second none.
const FORCES: [&str; 2] = ["north", "south"];
const TYPES_USED: [&str; 4] = ["DA-REF", "DA-COM", "SV-RC", "OTHER"];
/// The first three are contacts in which both sides speak.
const KINDS: [&str; 6] = ["BRF", "TRN", "VIS", "LEA", "EML", "EVT"];

/// An agency, as it was written down.
#[derive(Clone, Debug)]
struct Known {
    standing: Standing,
    tier: Tier,
    types: BTreeSet<usize>,
    /// Forces, each whole or with a district.
    areas: BTreeSet<(usize, Option<usize>)>,
}

impl Known {
    fn is_active(&self) -> bool {
        !["paused", "left"].contains(&self.standing.code())
    }

    fn works_in(&self, force: usize, district: Option<usize>) -> bool {
        self.areas
            .iter()
            .any(|(own, at)| *own == force && (at.is_none() || district.is_none() || *at == district))
    }
}

/// An engagement, as it was written down.
#[derive(Clone, Debug)]
struct Done {
    kind: usize,
    day: Day,
    with: BTreeSet<usize>,
    reach: i64,
    cascade: i64,
    copies: u32,
    /// Whether it belongs to the campaign.
    planned: bool,
    /// The day agreed for the next contact.
    next: Option<Day>,
}

impl Done {
    fn is_two_way(&self) -> bool {
        self.kind < 3
    }

    fn is_past(&self) -> bool {
        self.day <= TODAY
    }

    fn is_within(&self, months: i32, to: Day) -> bool {
        self.day > to.plus_months(-months) && self.day <= to
    }
}

#[derive(Clone, Debug)]
struct World {
    agencies: Vec<Known>,
    done: Vec<Done>,
}

/// Days before today; those at the edge of a window, and those still to come, more often than chance would
/// have it.
fn ago() -> impl Strategy<Value = i64> {
    let edge = |months: i32| TODAY.days_since(TODAY.plus_months(-months));
    let edges: Vec<i64> = [3, 6, 12, 24]
        .into_iter()
        .flat_map(|months| [edge(months) - 1, edge(months)])
        .chain([0, -1])
        .collect();
    prop_oneof![3 => 0..900_i64, 1 => -700..0_i64, 1 => prop::sample::select(edges)]
}

prop_compose! {
    fn known()(
        standing in prop::sample::select(&Standing::ALL[..]),
        tier in prop::sample::select(&Tier::ALL[..]),
        types in prop::collection::btree_set(0..TYPES_USED.len(), 0..3),
        areas in prop::collection::btree_set((0..FORCES.len(), prop::option::of(0..3_usize)), 0..3),
    ) -> Known {
        // The second force has no districts.
        let areas = areas.into_iter().map(|(force, at)| (force, at.filter(|_| force == 0))).collect();
        Known { standing, tier, types, areas }
    }
}

prop_compose! {
    fn done(agencies: usize)(
        kind in 0..KINDS.len(),
        ago in ago(),
        with in prop::collection::btree_set(0..agencies, 0..4),
        reach in 0..40_i64,
        cascade in 0..90_i64,
        copies in 0..5_u32,
        planned in any::<bool>(),
        next in prop::option::of(1..400_i64),
    ) -> Done {
        let day = TODAY.plus_days(-ago);
        Done { kind, day, with, reach, cascade, copies, planned, next: next.map(|days| day.plus_days(days)) }
    }
}

fn world() -> impl Strategy<Value = World> {
    prop::collection::vec(known(), 1..14).prop_flat_map(|agencies| {
        let done = prop::collection::vec(done(agencies.len()), 0..50);
        done.prop_map(move |done| World { agencies: agencies.clone(), done })
    })
}

/// Under which identifiers a world was kept.
#[derive(Clone)]
struct Kept {
    agencies: Vec<Id<Agency>>,
    districts: Vec<Id<District>>,
    campaign: Id<Campaign>,
    /// Whose agencies they all are.
    owner: Id<Staff>,
}

impl Kept {
    fn new(app: &App, owner: Id<Staff>, world: &World) -> Self {
        Self {
            agencies: world.agencies.iter().map(|_| app.id()).collect(),
            districts: (0..3).map(|_| app.id()).collect(),
            campaign: app.id(),
            owner,
        }
    }

    fn area(&self, force: usize, district: Option<usize>) -> String {
        let district = district.map(|number| self.districts[number]);
        Area { force: FORCES[force].to_owned(), district }.code()
    }

    fn agency(&self, number: usize, known: &Known) -> Agency {
        let mut record = Record::default();
        record.put(NAME, &format!("Agency {number:02}"));
        record.put(STATUS, known.standing.code());
        record.put(TIER, known.tier.code());
        record.put(OWNER, &self.owner.to_string());
        record.set(TYPES, known.types.iter().map(|kind| TYPES_USED[*kind].to_owned()).collect());
        record.set(AREAS, known.areas.iter().map(|(force, at)| self.area(*force, *at)).collect());
        Agency::new(self.agencies[number], record)
    }

    fn engagement(&self, id: Id<Engagement>, edition: Id<Edition>, done: &Done) -> Engagement {
        let mut record = Record::default();
        record.put(DAY, &done.day.iso());
        record.put(REACH, &done.reach.to_string());
        record.put(CASCADE, &done.cascade.to_string());
        record.put(NEXT_CONTACT, &done.next.map(Day::iso).unwrap_or_default());
        let handed = (done.copies > 0).then_some(Handed { edition, quantity: done.copies });
        Engagement {
            id,
            kind: kind(KINDS[done.kind]).unwrap(),
            agencies: done.with.iter().map(|number| self.agencies[*number]).collect(),
            contacts: Vec::new(),
            materials: handed.into_iter().collect(),
            campaign: done.planned.then_some(self.campaign),
            record,
            version: 0,
        }
    }

    fn places(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for code in FORCES {
            let name = code.to_uppercase();
            force::insert(
                tx,
                &Force { code: code.into(), name, welsh: false, served: true, position: None },
            )?;
        }
        for (number, id) in self.districts.iter().enumerate() {
            let name = format!("District {number}");
            force::insert_district(tx, &District { id: *id, force: FORCES[0].into(), name, position: None })?;
        }
        Ok(())
    }
}

/// Writes a world into the store of an application, every agency a target of the campaign.
async fn keep(trial: &Trial, signed: &Signed, world: &World) -> Kept {
    let app = &trial.app;
    let edition = trial.leaflet(signed, "Know the signs").await;
    let kept = Kept::new(app, signed.actor.id, world);
    let agencies: Vec<_> = world.agencies.iter().enumerate().map(|(at, one)| kept.agency(at, one)).collect();
    let done: Vec<_> = world.done.iter().map(|one| kept.engagement(app.id(), edition, one)).collect();
    let mut record = Record::default();
    record.put(CAMPAIGN_NAME, "Road shows");
    let campaign = Campaign { id: kept.campaign, record, version: 0 };
    let places = kept.clone();
    let write = move |tx: &mut Tx<'_>| {
        places.places(tx)?;
        agencies.iter().try_for_each(|one| agencies::insert(tx, one))?;
        campaigns::insert(tx, &campaign)?;
        campaigns::add_targets(tx, campaign.id, &places.agencies)?;
        done.iter().try_for_each(|one| engagements::insert(tx, one))
    };
    app.store.write::<_, StoreError, _>(write).await.unwrap();
    kept
}

/// Which agencies are asked for.
type Keep<'a> = &'a dyn Fn(&Known) -> bool;

impl World {
    /// Those that count, by number.
    fn active(&self, keep: Keep<'_>) -> Vec<usize> {
        let counts = |one: &usize| self.agencies[*one].is_active() && keep(&self.agencies[*one]);
        (0..self.agencies.len()).filter(counts).collect()
    }

    /// What was done with an agency up to today.
    fn with(&self, agency: usize) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(move |one| one.is_past() && one.with.contains(&agency))
    }

    fn last(&self, agency: usize, two_way: bool) -> Option<Day> {
        self.with(agency).filter(|one| one.is_two_way() == two_way).map(|one| one.day).max()
    }

    fn engaged(&self, agency: usize, months: i32, to: Day) -> bool {
        self.with(agency).any(|one| one.is_two_way() && one.is_within(months, to))
    }

    fn share(&self, months: i32, keep: Keep<'_>) -> Share {
        let active = self.active(keep);
        let engaged = |one: &&usize| self.engaged(**one, months, TODAY);
        let told = |one: &&usize| self.with(**one).any(|done| done.is_within(months, TODAY));
        Share {
            active: active.len(),
            engaged: active.iter().filter(engaged).count(),
            informed: active.iter().filter(|one| !engaged(one) && told(one)).count(),
        }
    }

    fn is_late(&self, agency: usize) -> bool {
        let months = match self.agencies[agency].tier {
            Tier::A => 3,
            Tier::B => 6,
            Tier::C => 12,
        };
        self.last(agency, true).is_none_or(|day| day < TODAY.plus_months(-months))
    }

    /// Times, people reached and people they may have told, by kind.
    fn doings(&self, months: i32, keep: Keep<'_>, all: bool) -> BTreeMap<String, (i64, i64, i64)> {
        let mut doings = BTreeMap::<String, (i64, i64, i64)>::new();
        for one in self.done.iter().filter(|one| one.is_within(months, TODAY)) {
            if all || one.with.iter().any(|agency| keep(&self.agencies[*agency])) {
                let sums = doings.entry(KINDS[one.kind].to_owned()).or_default();
                *sums = (sums.0 + 1, sums.1 + one.reach, sums.2 + one.cascade);
            }
        }
        doings
    }

    /// The earliest day agreed within the last year at an engagement that no later one has followed.
    fn agreed(&self, agency: usize) -> Option<Day> {
        let due = |day: &Day| *day <= TODAY && *day >= TODAY.plus_months(-12);
        let open = |one: &&Done| !self.with(agency).any(|other| other.day > one.day);
        self.with(agency).filter(open).filter_map(|one| one.next).filter(due).min()
    }

    fn was_reached(&self, agency: usize) -> bool {
        self.with(agency).any(|one| one.planned)
    }
}

/// The nearest rank: the least age that so many in a hundred do not exceed.
fn rank(ages: &[i64], percent: usize) -> i64 {
    let enough = |age: &&i64| ages.iter().filter(|other| other <= age).count() * 100 >= percent * ages.len();
    ages.iter().filter(enough).min().copied().unwrap_or(0)
}

fn told(cell: Cell) -> Share {
    match cell {
        Cell::RegisterGap => Share::default(),
        Cell::EngagementGap(share) | Cell::Engaged(share) => share,
    }
}

async fn coverage_is_right(app: &App, signed: &Signed, world: &World, kept: &Kept, months: i32) {
    for force in [None, Some(0), Some(1)] {
        let asked = Asked { months, force: force.map(|force| FORCES[force].to_owned()) };
        let view = view(app, signed, asked).await.unwrap();
        let here = |one: &Known| force.is_none_or(|force| one.works_in(force, None));
        let coverage = &view.coverage;
        assert_eq!(coverage.all, world.share(months, &here), "{force:?}");
        let active = world.active(&here);
        let met = active.iter().filter_map(|one| world.last(*one, true));
        let ages: Vec<i64> = met.map(|day| TODAY.days_since(day)).collect();
        assert_eq!(coverage.spread.counted, ages.len());
        assert_eq!((coverage.spread.median, coverage.spread.ninetieth), (rank(&ages, 50), rank(&ages, 90)));
        assert_eq!(coverage.never, active.len() - ages.len());
        for tier in Tier::ALL {
            let late = active.iter().filter(|one| world.agencies[**one].tier == tier && world.is_late(**one));
            assert_eq!(coverage.overdue.get(&tier).copied().unwrap_or(0), late.count(), "{tier:?}");
        }
        let found: BTreeMap<_, _> = view
            .done
            .iter()
            .map(|(kind, times, reach, told)| (kind.clone(), (*times, *reach, *told)))
            .collect();
        assert_eq!(found, world.doings(months, &here, force.is_none()), "{force:?}");
        for (back, point) in view.trend.iter().rev().enumerate() {
            let to = TODAY.plus_months(-i32::try_from(back).unwrap());
            let engaged = active.iter().filter(|one| world.engaged(**one, months, to)).count();
            assert_eq!((point.to, point.engaged), (to, engaged));
        }
        heat_is_right(&view, world, kept, months, force);
    }
}

fn heat_is_right(view: &CoverageView, world: &World, kept: &Kept, months: i32, force: Option<usize>) {
    let districts = || (0..3).map(|at| (0, Some(at))).collect::<Vec<_>>();
    let expected = match force {
        None => vec![(0, None), (1, None)],
        Some(0) => districts(),
        Some(_) => vec![(1, None)],
    };
    let codes: BTreeSet<_> = expected.iter().map(|(force, at)| kept.area(*force, *at)).collect();
    assert_eq!(view.rows.iter().map(|(code, _)| code.clone()).collect::<BTreeSet<_>>(), codes);
    for (force, at) in expected {
        let row = kept.area(force, at);
        for (number, code) in TYPES_USED.iter().enumerate() {
            let keep = |one: &Known| one.works_in(force, at) && one.types.contains(&number);
            assert_eq!(told(view.coverage.cell(&row, code)), world.share(months, &keep), "{row} {code}");
        }
        let domestic = |one: &Known| one.works_in(force, at) && one.types.iter().any(|number| *number < 2);
        assert_eq!(told(view.coverage.cell(&row, "DA-")), world.share(months, &domestic), "{row}");
    }
}

/// Who is overdue, when each was last met and informed, whom to call and why.
async fn agencies_are_right(app: &App, signed: &Signed, world: &World, kept: &Kept) {
    let late = AgencyFilter { overdue: Some(TODAY), ..AgencyFilter::default() };
    let list = agency::list(app, signed, late, 0, 100).await.unwrap();
    let found: BTreeSet<_> = list.lines.iter().map(|line| line.agency.id).collect();
    let late = world.active(&|_| true).into_iter().filter(|one| world.is_late(*one));
    assert_eq!(found, late.map(|one| kept.agencies[one]).collect());
    let tallies = app.store.read(|snapshot| digest::tallies(snapshot, TODAY)).await.unwrap();
    assert_eq!(
        tallies.get(&kept.owner).map_or(0, |tally| tally.overdue),
        i64::try_from(found.len()).unwrap()
    );

    let (lines, _) = engaged::matrix(app, signed, AgencyFilter::default(), 0).await.unwrap();
    let calls =
        call_list::view(app, signed, CallFilter::default(), (0, call_list::PAGE)).await.unwrap().calls;
    for (number, id) in kept.agencies.iter().enumerate() {
        let line = lines.iter().find(|line| line.agency.id == *id).unwrap();
        assert_eq!(line.met.as_ref().and_then(Engagement::day), world.last(number, true));
        assert_eq!(line.told.as_ref().and_then(Engagement::day), world.last(number, false));
        let copies: i64 = world.with(number).map(|one| i64::from(one.copies)).sum();
        assert_eq!(line.given.iter().map(|(_, quantity, _)| *quantity).sum::<i64>(), copies);
        let why = calls.iter().find(|(call, _)| call.agency == *id).map(|(call, _)| call.why.as_slice());
        assert_eq!(why.is_some(), world.agencies[number].is_active(), "none has a point of contact");
        let Some(why) = why else { continue };
        let agreed = why.iter().find_map(|one| if let Why::Agreed(day) = one { Some(*day) } else { None });
        assert_eq!(agreed, world.agreed(number));
        let target = why.iter().any(|one| matches!(one, Why::Target(_)));
        assert_eq!(target, !world.was_reached(number));
        assert_eq!(why.contains(&Why::NeverMet), world.last(number, true).is_none());
    }
}

async fn campaign_is_right(app: &App, signed: &Signed, world: &World, kept: &Kept) {
    let view = campaign::view(app, signed, kept.campaign).await.unwrap();
    let held: Vec<_> = world.done.iter().filter(|one| one.planned && one.is_past()).collect();
    assert_eq!(view.held, u32::try_from(held.len()).unwrap());
    assert_eq!(view.met, held.iter().map(|one| one.reach).sum::<i64>());
    let reached = (0..world.agencies.len()).filter(|one| world.was_reached(*one)).count();
    assert_eq!(view.reached, reached);
    let line = campaign::list(app, signed).await.unwrap().remove(0);
    assert_eq!((line.held, line.reached), (view.held, reached));
    let handed = material::list(app, signed).await.unwrap()[0].editions[0].1;
    let copies = world.done.iter().filter(|one| one.is_past()).map(|one| i64::from(one.copies));
    assert_eq!(handed, copies.sum::<i64>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_pages_tell_is_what_a_slow_hand_counts(
        world in world(),
        months in prop::sample::select(&[3, 6, 12, 24][..]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let trial = Trial::new();
            let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
            assert_eq!(app.now().day(), TODAY);
            let kept = keep(&trial, &signed, &world).await;
            coverage_is_right(app, &signed, &world, &kept, months).await;
            agencies_are_right(app, &signed, &world, &kept).await;
            campaign_is_right(app, &signed, &world, &kept).await;
        });
    }
}
