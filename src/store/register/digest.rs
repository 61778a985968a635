//! What waits for each person, counted, and when they were last told.

use std::collections::HashMap;

use diesel::dsl::{count, count_star, exists, not};
use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Tier;
use domain::register::digest::{AHEAD, Tally};

use crate::error::StoreError;
use crate::schema::{agency, digest, engagement, engagement_agency, follow_up};
use crate::{Snapshot, Tx, column};

/// Those who were looked at on `day` already, whether or not there was something to tell.
pub fn find_looked_at(snapshot: &mut Snapshot<'_>, day: Day) -> Result<Vec<Id<Staff>>, StoreError> {
    let rows: Vec<String> =
        digest::table.filter(digest::sent.ge(day.0)).select(digest::staff_id).load(snapshot.0)?;
    rows.iter().map(|id| column::id(id, "digest", "staff_id")).collect()
}

/// Writes down that a person was looked at on `day`.
pub fn put(tx: &mut Tx<'_>, staff: Id<Staff>, day: Day) -> Result<(), StoreError> {
    diesel::delete(digest::table.find(staff.to_string())).execute(tx.0.0)?;
    let row = (digest::staff_id.eq(staff.to_string()), digest::sent.eq(day.0));
    diesel::insert_into(digest::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// What waits for everybody on `today`; those for whom nothing waits are missing.
pub fn tallies(snapshot: &mut Snapshot<'_>, today: Day) -> Result<HashMap<Id<Staff>, Tally>, StoreError> {
    let mut all: HashMap<Id<Staff>, Tally> = HashMap::new();
    let mut add = |rows: Vec<(Option<String>, i64)>, set: fn(&mut Tally, i64)| -> Result<(), StoreError> {
        for (owner, number) in rows {
            if let Some(owner) = column::id_if(owner.as_deref(), "staff", "id")? {
                set(all.entry(owner).or_default(), number);
            }
        }
        Ok(())
    };
    add(follow_ups(snapshot, today)?, |tally, number| tally.follow_ups += number)?;
    for tier in Tier::ALL {
        add(overdue(snapshot, tier, today)?, |tally, number| tally.overdue += number)?;
    }
    add(reviews(snapshot, today)?, |tally, number| tally.reviews += number)?;
    add(contacts(snapshot, today)?, |tally, number| tally.contacts += number)?;
    Ok(all)
}

type Counted = Vec<(Option<String>, i64)>;

fn follow_ups(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Counted, StoreError> {
    Ok(follow_up::table
        .filter(follow_up::done_on.is_null().and(follow_up::due.le(today.0)))
        .group_by(follow_up::owner_id)
        .select((follow_up::owner_id, count(follow_up::id)))
        .load(snapshot.0)?)
}

/// The standings of agencies that are to be met.
const ACTIVE: [&str; 3] = ["prospect", "invited", "registered"];

fn overdue(snapshot: &mut Snapshot<'_>, tier: Tier, today: Day) -> Result<Counted, StoreError> {
    let met_since = engagement_agency::table
        .filter(engagement_agency::agency_id.eq(agency::id))
        .filter(engagement_agency::two_way.eq(true))
        .filter(engagement_agency::day.between(today.plus_months(-tier.months()).0, today.0));
    Ok(agency::table
        .filter(agency::merged_into.is_null().and(agency::owner_id.is_not_null()))
        .filter(agency::status.eq_any(ACTIVE).and(agency::tier.eq(tier.code())))
        .filter(not(exists(met_since)))
        .group_by(agency::owner_id)
        .select((agency::owner_id, count_star()))
        .load(snapshot.0)?)
}

fn reviews(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Counted, StoreError> {
    Ok(agency::table
        .filter(agency::merged_into.is_null().and(agency::owner_id.is_not_null()))
        .filter(agency::status.eq_any(ACTIVE).and(agency::next_review.le(today.0)))
        .group_by(agency::owner_id)
        .select((agency::owner_id, count_star()))
        .load(snapshot.0)?)
}

fn contacts(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Counted, StoreError> {
    let last = today.plus_days(AHEAD);
    Ok(engagement::table
        .filter(engagement::next_contact.ge(today.0).and(engagement::next_contact.lt(last.0)))
        .group_by(engagement::lead_id)
        .select((engagement::lead_id, count_star()))
        .load(snapshot.0)?)
}
