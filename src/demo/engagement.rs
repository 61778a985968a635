//! Invented engagements: what could have been done with an agency on a day.
//!
//! Activity is uneven, as it is in life: a fifth of the agencies has three fifths of the engagements, and a
//! quarter had none in the last twelve months.

use std::collections::HashSet;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{OWNER, PATHWAY, Standing};
use domain::register::contact::{Contact, SPOC};
use domain::register::engagement::{self, ACTIVITIES, Activity, Engagement, NEXT_CONTACT};
use domain::register::follow_up::FollowUp;
use service::{App, Problem};
use store::register::{engagement as engagements, follow_up as follow_ups};

use crate::activity::record;
use crate::agency::NewAgency;
use crate::calendar::{is_market, is_working, on_or_after, on_or_before};
use crate::chance::Lot;
use crate::contact::{ids, there_on};
use crate::follow_up::after;
use crate::land::Land;

/// How many entries are written at a time.
const TOGETHER: usize = 250;
/// Beyond so many days nothing of the quiet agencies counts any more.
const QUIET: i64 = 366;

/// How often each kind is done, in the order of [`ACTIVITIES`]: with those who support people who were
/// harmed,
const CLOSE: [usize; 15] = [18, 6, 8, 18, 5, 11, 9, 4, 3, 2, 5, 5, 2, 9, 1];
/// with the state's own services,
const PUBLIC: [usize; 15] = [16, 10, 12, 24, 2, 4, 10, 4, 4, 6, 2, 3, 2, 3, 0];
/// with schools, surgeries and landlords,
const TEACHING: [usize; 15] = [10, 16, 14, 6, 6, 14, 18, 3, 1, 0, 2, 2, 4, 4, 2];
/// with groups in the community,
const LOCAL: [usize; 15] = [14, 8, 4, 8, 14, 18, 8, 3, 0, 0, 5, 5, 2, 9, 3];
/// with those who were asked to register,
const ASKED: [usize; 15] = [15, 5, 0, 20, 10, 18, 20, 0, 0, 0, 0, 0, 0, 12, 0];
/// with those who are only known to exist.
const KNOWN: [usize; 15] = [0, 0, 0, 0, 20, 40, 35, 0, 0, 0, 0, 0, 0, 0, 5];

/// What engagements are made from.
pub(super) struct Ledger<'a> {
    app: &'a App,
    today: Day,
    lands: &'a [Land],
    officers: &'a [Id<Staff>],
    agencies: &'a [NewAgency],
    people: &'a [Vec<Contact>],
    /// The places of the agencies, the busiest first.
    order: Vec<usize>,
    /// The last quarter of them.
    quiet: HashSet<usize>,
    /// What was done once and is not done again: the agency's place, and the kind.
    once: HashSet<(usize, &'static str)>,
}

/// Whether a kind that is done once has been.
enum First {
    /// It is to be on this day.
    On(Day),
    /// It was, or cannot be.
    Never,
    /// It is done as often as people like.
    Whenever,
}

/// An agency that something was done with.
struct Chosen<'a> {
    place: usize,
    quiet: bool,
    new: &'a NewAgency,
}

impl<'a> Ledger<'a> {
    /// A ledger with nothing in it yet.
    pub(super) fn new(
        app: &'a App,
        lands: &'a [Land],
        officers: &'a [Id<Staff>],
        (agencies, people): (&'a [NewAgency], &'a [Vec<Contact>]),
    ) -> Self {
        let mut order: Vec<usize> = (0..agencies.len()).collect();
        order.sort_by_cached_key(|place| agencies.get(*place).map(liveliness));
        let quiet = order.iter().rev().take(order.len() / 4).copied().collect();
        let today = app.now().day();
        Self { app, today, lands, officers, agencies, people, order, quiet, once: HashSet::new() }
    }

    /// Writes so many engagements, and what is to be done after them.
    ///
    /// # Errors
    /// When the store does not work.
    pub(super) async fn fill(mut self, count: usize, tell: &mut dyn FnMut(&str)) -> Result<usize, Problem> {
        let mut made = 0;
        for first in (0..count).step_by(TOGETHER) {
            let last = count.min(first + TOGETHER);
            let some: Vec<(Engagement, Option<FollowUp>)> =
                (first..last).filter_map(|number| self.engagement(number)).collect();
            made += some.len();
            self.app
                .write(move |tx| {
                    Ok(some.iter().try_for_each(|(one, task)| {
                        engagements::insert(tx, one)?;
                        task.iter().try_for_each(|task| follow_ups::insert(tx, task))
                    })?)
                })
                .await?;
            if last.is_multiple_of(TOGETHER * 10) || last == count {
                tell(&format!("{last} of {count} engagements"));
            }
        }
        Ok(made)
    }

    /// The engagement of this number, and perhaps what is to be done after it.
    fn engagement(&mut self, number: usize) -> Option<(Engagement, Option<FollowUp>)> {
        let lot = Lot(number);
        let (chosen, kind, day) = if let Some(first) = self.introduced(number, lot) {
            first
        } else {
            let chosen = self.choose(lot)?;
            let (kind, day) = self.kind_and_day(&chosen, lot)?;
            (chosen, kind, day)
        };
        let new = chosen.new;
        let place = new.sketch.place(self.lands)?;
        let mut record = record(kind, &new.sketch, place, &self.lead(new, lot), lot);
        record.put(engagement::DAY, &day.iso());
        let ago = self.today.days_since(day);
        if kind.two_way && !chosen.quiet && ago < 90 && lot.once_in("next contact", 22) {
            let next = on_or_after(day.plus_days(21 + lot.days("next in", 70)), is_working);
            record.put(NEXT_CONTACT, &next.iso());
        }
        let others = self.others(&chosen, kind, day, lot);
        let contacts = self.present(chosen.place, kind, day, lot);
        if kind.code == "SPO" {
            let named = self.people.get(chosen.place).and_then(|people| people.first());
            record.put("person", named.map_or("", Contact::name));
        }
        let agencies = std::iter::once(new).chain(others).map(|one| one.agency.id).collect();
        let one = Engagement {
            id: self.app.id(),
            kind,
            agencies,
            contacts,
            materials: Vec::new(),
            campaign: None,
            record,
            version: 0,
        };
        let task = if chosen.quiet { None } else { after(self.app, &one, lot, self.today) };
        Some((one, task))
    }

    /// The first engagements are those by which people got to know the agencies that registered: most of them
    /// were met within three weeks.
    fn introduced(&self, number: usize, lot: Lot) -> Option<(Chosen<'a>, &'static Activity, Day)> {
        let place = *self.order.get(number)?;
        let new = self.agencies.get(place).filter(|new| new.agency.standing() == Standing::Registered)?;
        let kind = engagement::kind(lot.word("introduced by", &["MTG", "VIS", "BRF"]))?;
        let day = on_or_after(new.since.plus_days(2 + lot.days("introduced", 18)), is_working);
        let chosen = Chosen { place, quiet: self.quiet.contains(&place), new };
        (!chosen.quiet && lot.once_in("introduced at all", 90)).then_some((chosen, kind, day))
    }

    /// One of the busy fifth in three of five times. Of the quiet quarter only those who are known for long
    /// enough.
    fn choose(&self, lot: Lot) -> Option<Chosen<'a>> {
        let all = self.order.len();
        let busy = (all / 5).max(1);
        let at = if lot.once_in("busy", 60) || all <= busy {
            lot.below("which of the busy", busy)
        } else {
            busy + lot.below("which of the others", all - busy)
        };
        let one = |at: usize| {
            let place = *self.order.get(at)?;
            Some(Chosen { place, quiet: self.quiet.contains(&place), new: self.agencies.get(place)? })
        };
        let chosen = one(at)?;
        let long = self.today.days_since(chosen.new.since) > QUIET + 30;
        if chosen.quiet && !long { one(lot.below("instead", all - self.quiet.len())) } else { Some(chosen) }
    }

    /// What was done, and on which working day: never before the agency was known.
    fn kind_and_day(&mut self, chosen: &Chosen<'_>, lot: Lot) -> Option<(&'static Activity, Day)> {
        let kind = ACTIVITIES.get(lot.weighed("kind", often(chosen.new)))?;
        match self.first_of_its_kind(chosen, kind) {
            First::On(day) => return Some((kind, day)),
            First::Never => return Some((engagement::kind("MTG")?, self.day(chosen, is_working, lot))),
            First::Whenever => {}
        }
        let fits = if kind.code == "EVT" { is_market } else { is_working };
        Some((kind, self.day(chosen, fits, lot)))
    }

    fn day(&self, chosen: &Chosen<'_>, fits: fn(Day) -> bool, lot: Lot) -> Day {
        let known = usize::try_from(self.today.days_since(chosen.new.since)).unwrap_or(0);
        let quiet = usize::try_from(QUIET).unwrap_or(0);
        let ago = if chosen.quiet {
            QUIET + lot.days("long ago", known.saturating_sub(quiet))
        } else if lot.once_in("lately", 40) {
            lot.days("lately, days ago", known.min(400))
        } else {
            lot.days("days ago", known)
        };
        on_or_before(self.today.plus_days(-ago), fits).max(chosen.new.since)
    }

    /// When something that is done once was done: an agreement on the day that the register has.
    fn first_of_its_kind(&mut self, chosen: &Chosen<'_>, kind: &'static Activity) -> First {
        let written = &chosen.new.agency.record;
        let day = match kind.code {
            "PTH" if written.flag(PATHWAY) => written.day("pathway_on"),
            "ISA" => written.day("isa_on"),
            "SPO" => {
                let first = self.people.get(chosen.place).and_then(|people| people.first());
                first.filter(|first| first.record.get(SPOC) == "spoc").map(|_| chosen.new.since)
            }
            "PTH" => None,
            _ => return First::Whenever,
        };
        match day.filter(|_| !chosen.quiet && self.once.insert((chosen.place, kind.code))) {
            Some(day) => First::On(day),
            None => First::Never,
        }
    }

    /// Mostly whoever looks after the agency.
    fn lead(&self, new: &NewAgency, lot: Lot) -> String {
        let owner = new.agency.record.get(OWNER);
        if owner.is_empty() || lot.once_in("another leads", 15) {
            return lot.one("lead", self.officers).map(ToString::to_string).unwrap_or_default();
        }
        owner.to_owned()
    }

    /// Who else was there: events, bulletins, meetings and training bring agencies of a force together.
    fn others(&self, chosen: &Chosen<'_>, kind: &Activity, day: Day, lot: Lot) -> Vec<&'a NewAgency> {
        let (percent, most) = match kind.code {
            "EVT" => (75, 4),
            "EML" => (45, 6),
            "MTG" => (20, 2),
            "TRN" => (30, 2),
            _ => return Vec::new(),
        };
        if chosen.quiet || !lot.once_in("together", percent) {
            return Vec::new();
        }
        let wanted = 1 + lot.below("how many others", most);
        let mut found: Vec<&NewAgency> = Vec::with_capacity(wanted);
        let land = chosen.new.sketch.land;
        for place in 0..wanted * 2 {
            // Agencies are dealt out to the forces in turn, so that those of a force are as far apart.
            let apart = self.lands.len().max(1);
            let own = self.agencies.len().saturating_sub(land).div_ceil(apart);
            let at = land + apart * Lot(lot.0 * 16 + place).below("other", own);
            let Some(other) = self.agencies.get(at).filter(|_| at != chosen.place) else { continue };
            let met = !kind.two_way || other.agency.standing() == Standing::Registered;
            let new = !found.iter().any(|one| one.agency.id == other.agency.id);
            if met && new && other.since <= day && found.len() < wanted && !self.quiet.contains(&at) {
                found.push(other);
            }
        }
        found
    }

    /// Who took part: of those who worked there then.
    fn present(&self, place: usize, kind: &Activity, day: Day, lot: Lot) -> Vec<Id<Contact>> {
        let Some(people) = self.people.get(place) else { return Vec::new() };
        let people: Vec<&Contact> = there_on(people, day).collect();
        let percent = if kind.two_way { 90 } else { 50 };
        if kind.code == "SPO" {
            return ids(people.into_iter().take(1));
        }
        if people.is_empty() || !lot.once_in("people", percent) {
            return Vec::new();
        }
        let first = lot.below("person", people.len() + 1).saturating_sub(1);
        let more = usize::from(people.len() > 1 && lot.once_in("two people", 25));
        ids((first..=first + more).filter_map(|at| people.get(at % people.len()).copied()))
    }
}

/// What an agency is sorted by, the busiest first.
fn liveliness(new: &NewAgency) -> (usize, &'static str, usize) {
    let standing = match new.agency.standing() {
        Standing::Registered => 0,
        Standing::Invited => 1,
        Standing::Prospect => 2,
        Standing::Paused => 3,
        Standing::Left => 4,
    };
    (standing, new.agency.tier().code(), new.sketch.lot().below("lively", 1_000))
}

/// How often each kind is done with an agency.
fn often(new: &NewAgency) -> &'static [usize; 15] {
    match (new.agency.standing(), new.sketch.kind.code.split('-').next()) {
        (Standing::Prospect, _) => &KNOWN,
        (Standing::Invited, _) => &ASKED,
        (_, Some("DA" | "SV" | "EX" | "VS")) => &CLOSE,
        (_, Some("ST")) => &PUBLIC,
        (_, Some("ED" | "HE")) => &TEACHING,
        _ => &LOCAL,
    }
}
