//! What coverage is counted from: one line for each agency, out of the register and the ledger alone.

use std::collections::HashMap;

use diesel::dsl::{count_star, max, sum};
use diesel::prelude::*;

use domain::form::record::Area;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, Standing, Tier};
use domain::register::call_list::Plans;
use domain::register::coverage::{CoverageLine, Window};

use super::agency_request;
use super::engagement::gathered;
use crate::error::StoreError;
use crate::schema::{
    agency, agency_area, agency_language, agency_type, campaign, campaign_target, contact, engagement,
    engagement_agency, snooze,
};
use crate::{Snapshot, Tx, column};

/// The lines of all agencies that stand for themselves, as of a day.
pub fn lines(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Vec<CoverageLine>, StoreError> {
    type Row = (String, String, String, String, bool);
    let rows: Vec<Row> = agency::table
        .filter(agency::merged_into.is_null())
        .select((agency::id, agency::status, agency::tier, agency::isa, agency::pathway))
        .load(snapshot.0)?;
    let mut lines = rows
        .into_iter()
        .map(|(id, status, tier, isa, pathway)| {
            let standing = column::code(Standing::from_code(&status), "agency", "status")?;
            Ok(CoverageLine {
                agency: column::id(&id, "agency", "id")?,
                active: standing.is_active(),
                tier: column::code(Tier::from_code(&tier), "agency", "tier")?,
                types: Vec::new(),
                areas: Vec::new(),
                languages: Vec::new(),
                met: None,
                told: None,
                has_spoc: false,
                confirmed: None,
                has_isa: isa == "signed",
                has_pathway: pathway,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let places = lines.iter().enumerate().map(|(place, line)| (line.agency, place)).collect();
    let mut filling = Filling { lines: &mut lines, places };
    filling.types(snapshot)?;
    filling.areas(snapshot)?;
    filling.languages(snapshot)?;
    filling.contacts(snapshot)?;
    filling.engagements(snapshot, today)?;
    Ok(lines)
}

/// Lines that are being filled, and where each agency's stands.
struct Filling<'a> {
    lines: &'a mut Vec<CoverageLine>,
    places: HashMap<Id<Agency>, usize>,
}

impl Filling<'_> {
    fn line(&mut self, id: &str) -> Result<Option<&mut CoverageLine>, StoreError> {
        let id: Id<Agency> = column::id(id, "agency", "id")?;
        Ok(self.places.get(&id).and_then(|place| self.lines.get_mut(*place)))
    }

    fn types(&mut self, snapshot: &mut Snapshot<'_>) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> = agency_type::table.load(snapshot.0)?;
        for (id, code) in rows {
            if let Some(line) = self.line(&id)? {
                line.types.push(code);
            }
        }
        Ok(())
    }

    fn areas(&mut self, snapshot: &mut Snapshot<'_>) -> Result<(), StoreError> {
        let rows: Vec<(String, String, String)> = agency_area::table.load(snapshot.0)?;
        for (id, force, district) in rows {
            let district = Some(district.as_str()).filter(|id| !id.is_empty());
            let district = column::id_if(district, "agency_area", "district_id")?;
            if let Some(line) = self.line(&id)? {
                line.areas.push(Area { force, district });
            }
        }
        Ok(())
    }

    fn languages(&mut self, snapshot: &mut Snapshot<'_>) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> = agency_language::table.load(snapshot.0)?;
        for (id, code) in rows {
            if let Some(line) = self.line(&id)? {
                line.languages.push(code);
            }
        }
        Ok(())
    }

    fn contacts(&mut self, snapshot: &mut Snapshot<'_>) -> Result<(), StoreError> {
        let rows: Vec<(String, Option<time::Date>)> = contact::table
            .filter(contact::spoc.eq("spoc").and(contact::left_on.is_null()))
            .select((contact::agency_id, contact::confirmed))
            .load(snapshot.0)?;
        for (id, confirmed) in rows {
            if let Some(line) = self.line(&id)? {
                line.has_spoc = true;
                line.confirmed = line.confirmed.max(confirmed.map(Day));
            }
        }
        Ok(())
    }

    fn engagements(&mut self, snapshot: &mut Snapshot<'_>, today: Day) -> Result<(), StoreError> {
        let rows = engagement_agency::table
            .filter(engagement_agency::day.le(today.0))
            .group_by((engagement_agency::agency_id, engagement_agency::two_way))
            .select((engagement_agency::agency_id, engagement_agency::two_way, max(engagement_agency::day)))
            .load(snapshot.0)?;
        let last = gathered::<Agency>(rows, "engagement_agency", "agency_id")?;
        for (id, last) in last {
            if let Some(line) = self.places.get(&id).and_then(|place| self.lines.get_mut(*place)) {
                (line.met, line.told) = (last.met, last.told);
            }
        }
        Ok(())
    }
}

/// Two-way contacts from `since` on.
pub fn meetings(
    snapshot: &mut Snapshot<'_>,
    since: Day,
    today: Day,
) -> Result<Vec<(Id<Agency>, Day)>, StoreError> {
    let rows: Vec<(String, time::Date)> = engagement_agency::table
        .filter(engagement_agency::two_way.eq(true))
        .filter(engagement_agency::day.between(since.0, today.0))
        .select((engagement_agency::agency_id, engagement_agency::day))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, day)| Ok((column::id(&id, "engagement_agency", "agency_id")?, Day(day))))
        .collect()
}

/// How much was done in a window: for each kind, how often, how many people were reached, and how many they
/// may have told. When a force is named, only with agencies that work there; with several of them it counts
/// once.
pub fn done(
    snapshot: &mut Snapshot<'_>,
    window: Window,
    force: Option<&str>,
) -> Result<Vec<(String, i64, i64, i64)>, StoreError> {
    let (from, to) = (window.from.0, window.to.0);
    let mut query = engagement::table
        .filter(engagement::day.between(from, to))
        .group_by(engagement::kind)
        .select((engagement::kind, count_star(), sum(engagement::reach), sum(engagement::cascade)))
        .into_boxed();
    if let Some(force) = force {
        let there = agency_area::table
            .filter(agency_area::force_code.eq(force.to_owned()))
            .select(agency_area::agency_id);
        let with = engagement_agency::table
            .filter(engagement_agency::day.between(from, to).and(engagement_agency::agency_id.eq_any(there)))
            .select(engagement_agency::engagement_id);
        query = query.filter(engagement::id.eq_any(with));
    }
    let rows: Vec<(String, i64, Option<i64>, Option<i64>)> = query.load(snapshot.0)?;
    let whole = |(kind, times, reach, cascade): (String, i64, Option<i64>, Option<i64>)| {
        (kind, times, reach.unwrap_or(0), cascade.unwrap_or(0))
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// What is planned with agencies: campaigns that run and have not reached them, and dates agreed for a next
/// contact in the year before `today`: the earliest that was agreed at an engagement which no other has
/// followed. `lines` tell when each was last reached.
pub fn plans(
    snapshot: &mut Snapshot<'_>,
    lines: &[CoverageLine],
    today: Day,
) -> Result<HashMap<Id<Agency>, Plans>, StoreError> {
    let mut plans: HashMap<Id<Agency>, Plans> = HashMap::new();
    let reached = engagement_agency::table
        .inner_join(engagement::table)
        .filter(engagement::campaign_id.eq(campaign_target::campaign_id.nullable()))
        .filter(engagement_agency::agency_id.eq(campaign_target::agency_id))
        .filter(engagement_agency::day.le(today.0));
    let rows: Vec<(String, String)> = campaign_target::table
        .inner_join(campaign::table)
        .filter(campaign::ends.is_null().or(campaign::ends.ge(today.0)))
        .filter(diesel::dsl::not(diesel::dsl::exists(reached)))
        .select((campaign_target::agency_id, campaign::name))
        .load(snapshot.0)?;
    for (id, name) in rows {
        plans.entry(column::id(&id, "campaign_target", "agency_id")?).or_default().targets.push(name);
    }
    let told: HashMap<Id<Agency>, Option<Day>> = lines.iter().map(|line| (line.agency, line.told)).collect();
    let rows: Vec<(String, time::Date, Option<time::Date>)> = engagement_agency::table
        .inner_join(engagement::table)
        .filter(engagement::next_contact.between(today.plus_months(-12).0, today.0))
        .filter(engagement_agency::day.le(today.0))
        .select((engagement_agency::agency_id, engagement_agency::day, engagement::next_contact))
        .load(snapshot.0)?;
    for (id, day, agreed) in rows {
        let id = column::id(&id, "engagement_agency", "agency_id")?;
        // Whoever was in touch earlier than agreed has kept the promise too.
        let followed = told.get(&id).copied().flatten().is_some_and(|last| last > Day(day));
        if !followed {
            let plan = plans.entry(id).or_default();
            plan.agreed = plan.agreed.into_iter().chain(agreed.map(Day)).min();
        }
    }
    let rows: Vec<(String, Option<time::Date>)> = agency::table
        .filter(agency::merged_into.is_null().and(agency::next_review.le(today.0)))
        .select((agency::id, agency::next_review))
        .load(snapshot.0)?;
    for (id, day) in rows {
        plans.entry(column::id(&id, "agency", "id")?).or_default().review = day.map(Day);
    }
    for (id, day) in agency_request::waiting(snapshot)? {
        plans.entry(id).or_default().asked = Some(day);
    }
    Ok(plans)
}

/// Agencies that stand for themselves and are not to be suggested on `today`, each until when and why.
pub fn snoozes(
    snapshot: &mut Snapshot<'_>,
    today: Day,
) -> Result<HashMap<Id<Agency>, (Day, String)>, StoreError> {
    let rows: Vec<(String, time::Date, String)> = snooze::table
        .inner_join(agency::table)
        .filter(snooze::until.gt(today.0).and(agency::merged_into.is_null()))
        .select((snooze::agency_id, snooze::until, snooze::reason))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, until, reason)| Ok((column::id(&id, "snooze", "agency_id")?, (Day(until), reason))))
        .collect()
}

/// Keeps an agency from being suggested until a day; without a day it may be suggested again.
pub fn snooze(
    tx: &mut Tx<'_>,
    id: Id<Agency>,
    until: Option<Day>,
    reason: &str,
    staff: Id<Staff>,
) -> Result<(), StoreError> {
    diesel::delete(snooze::table.find(id.to_string())).execute(tx.0.0)?;
    let Some(until) = until else { return Ok(()) };
    let row = (
        snooze::agency_id.eq(id.to_string()),
        snooze::until.eq(until.0),
        snooze::reason.eq(reason),
        snooze::staff_id.eq(staff.to_string()),
    );
    diesel::insert_into(snooze::table).values(row).execute(tx.0.0)?;
    Ok(())
}
