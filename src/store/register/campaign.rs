//! Campaigns, their target agencies, and which of them were reached.

use std::collections::HashMap;

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::engagement::{self as rules, Activity, Engagement};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::schema::{agency, campaign, campaign_target, engagement, engagement_agency};
use crate::{Snapshot, Tx, column};

/// How an agency was last reached in a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The engagement that reached it.
    pub engagement: Id<Engagement>,
    /// When.
    pub day: Day,
    /// By what.
    pub kind: &'static Activity,
}

/// Adds a campaign, without targets.
pub fn insert(tx: &mut Tx<'_>, new: &Campaign) -> Result<(), StoreError> {
    let row = (
        campaign::id.eq(new.id.to_string()),
        campaign::name.eq(new.name()),
        campaign::record.eq(column::json(&new.record)?),
        campaign::ends.eq(new.ends().map(|day| day.0)),
        campaign::version.eq(new.version),
    );
    diesel::insert_into(campaign::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a changed campaign; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Campaign) -> Result<(), StoreError> {
    let before = campaign::id.eq(changed.id.to_string()).and(campaign::version.eq(changed.version));
    let set = (
        campaign::name.eq(changed.name()),
        campaign::record.eq(column::json(&changed.record)?),
        campaign::ends.eq(changed.ends().map(|day| day.0)),
        campaign::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(campaign::table.filter(before)).set(set).execute(tx.0.0)?)
}

type Row = (String, String, i64);
type Columns = (campaign::id, campaign::record, campaign::version);
const COLUMNS: Columns = (campaign::id, campaign::record, campaign::version);

/// A campaign.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Campaign>) -> Result<Option<Campaign>, StoreError> {
    let row: Option<Row> =
        campaign::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_campaign).transpose()
}

/// Every campaign, by name.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Campaign>, StoreError> {
    let rows: Vec<Row> =
        campaign::table.order((campaign::name, campaign::id)).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_campaign).collect()
}

fn into_campaign((id, record, version): Row) -> Result<Campaign, StoreError> {
    const TABLE: &str = "campaign";
    let record = column::from_json(&record, TABLE, "record")?;
    Ok(Campaign { id: column::id(&id, TABLE, "id")?, record, version })
}

/// The target agencies of a campaign, by name.
pub fn targets(
    snapshot: &mut Snapshot<'_>,
    id: Id<Campaign>,
) -> Result<Vec<(Id<Agency>, String)>, StoreError> {
    let rows: Vec<(String, String)> = campaign_target::table
        .inner_join(agency::table)
        .filter(campaign_target::campaign_id.eq(id.to_string()))
        .order((agency::sort, agency::id))
        .select((agency::id, agency::name))
        .load(snapshot.0)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id, "campaign_target", "agency_id")?, name))).collect()
}

/// Adds agencies to the targets of a campaign. None of them may be one yet.
pub fn add_targets(tx: &mut Tx<'_>, id: Id<Campaign>, new: &[Id<Agency>]) -> Result<(), StoreError> {
    /// Each row takes two of the values that one statement may have.
    const AT_ONCE: usize = 5_000;
    for part in new.chunks(AT_ONCE) {
        let row = |agency: &Id<Agency>| {
            (
                campaign_target::campaign_id.eq(id.to_string()),
                campaign_target::agency_id.eq(agency.to_string()),
            )
        };
        let rows: Vec<_> = part.iter().map(row).collect();
        on_backend!(&mut *tx.0.0, db => diesel::insert_into(campaign_target::table).values(&rows).execute(db))?;
    }
    Ok(())
}

/// Takes an agency off the targets of a campaign. Tells whether it was one.
pub fn remove_target(tx: &mut Tx<'_>, id: Id<Campaign>, agency: Id<Agency>) -> Result<bool, StoreError> {
    let row = campaign_target::table.find((id.to_string(), agency.to_string()));
    Ok(diesel::delete(row).execute(tx.0.0)? > 0)
}

/// The agencies that were reached in a campaign up to `today`, and how last.
pub fn reached(
    snapshot: &mut Snapshot<'_>,
    id: Id<Campaign>,
    today: Day,
) -> Result<HashMap<Id<Agency>, Reached>, StoreError> {
    let rows: Vec<(String, String, time::Date, String)> = engagement_agency::table
        .inner_join(engagement::table)
        .filter(engagement::campaign_id.eq(id.to_string()).and(engagement::day.le(today.0)))
        .order((engagement::day, engagement::id))
        .select((engagement_agency::agency_id, engagement::id, engagement::day, engagement::kind))
        .load(snapshot.0)?;
    // The latest comes last and stays.
    rows.into_iter()
        .map(|(agency, id, day, kind)| {
            let kind = column::code(rules::kind(&kind), "engagement", "kind")?;
            let reached = Reached { engagement: column::id(&id, "engagement", "id")?, day: Day(day), kind };
            Ok((column::id(&agency, "engagement_agency", "agency_id")?, reached))
        })
        .collect()
}

/// How many sessions of a campaign were held up to `today`, and how many people were met there.
pub fn sessions(snapshot: &mut Snapshot<'_>, id: Id<Campaign>, today: Day) -> Result<(u32, i64), StoreError> {
    let held = engagement::campaign_id.eq(id.to_string()).and(engagement::day.le(today.0));
    let sessions = engagement::table.filter(held.clone());
    let count: i64 = sessions.count().get_result(snapshot.0)?;
    let reach = engagement::table.filter(held).select(diesel::dsl::sum(engagement::reach));
    let met: Option<i64> = reach.get_result(snapshot.0)?;
    Ok((u32::try_from(count).unwrap_or(u32::MAX), met.unwrap_or_default()))
}

#[cfg(test)]
mod tests;
