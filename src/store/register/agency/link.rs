//! What refers to an agency, moved in a merge and back again.

use diesel::prelude::*;

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;

use crate::Tx;
use crate::error::StoreError;
use crate::schema::{
    agency, campaign_target, contact, engagement_agency, follow_up, practitioner, request, snooze,
};

/// What moved in a merge, by the names of these fields: see [`move_links`].
const MOVED: [&str; 7] =
    ["contacts", "engagements", "campaigns", "follow_ups", "entries", "practitioners", "requests"];
/// The field for the day until which the whole is left out because the entry was that went into it.
const LEFT_OUT: &str = "left_out";

/// Gives everything that refers to `from` to `to`. The record tells what moved, for [`move_back`].
///
/// An engagement or campaign that has both is left with `to` alone; its field begins with `both_`.
pub fn move_links(tx: &mut Tx<'_>, from: Id<Agency>, to: Id<Agency>) -> Result<Record, StoreError> {
    let (from, to) = (from.to_string(), to.to_string());
    let mut moved = Record::default();
    let [contacts, engagements, campaigns, follow_ups, entries, practitioners, requests] = MOVED;

    let of = contact::table.filter(contact::agency_id.eq(&from));
    moved.set(contacts, of.select(contact::id).load(tx.0.0)?);
    diesel::update(of).set(contact::agency_id.eq(&to)).execute(tx.0.0)?;

    let with_to: Vec<String> = engagement_agency::table
        .filter(engagement_agency::agency_id.eq(&to))
        .select(engagement_agency::engagement_id)
        .load(tx.0.0)?;
    let of = engagement_agency::table.filter(engagement_agency::agency_id.eq(&from));
    let own: Vec<String> = of.select(engagement_agency::engagement_id).load(tx.0.0)?;
    let (both, alone): (Vec<_>, Vec<_>) = own.into_iter().partition(|id| with_to.contains(id));
    diesel::delete(of.filter(engagement_agency::engagement_id.eq_any(&both))).execute(tx.0.0)?;
    diesel::update(of).set(engagement_agency::agency_id.eq(&to)).execute(tx.0.0)?;
    moved.set(engagements, alone);
    moved.set(format!("both_{engagements}"), both);

    let with_to: Vec<String> = campaign_target::table
        .filter(campaign_target::agency_id.eq(&to))
        .select(campaign_target::campaign_id)
        .load(tx.0.0)?;
    let of = campaign_target::table.filter(campaign_target::agency_id.eq(&from));
    let own: Vec<String> = of.select(campaign_target::campaign_id).load(tx.0.0)?;
    let (both, alone): (Vec<_>, Vec<_>) = own.into_iter().partition(|id| with_to.contains(id));
    diesel::delete(of.filter(campaign_target::campaign_id.eq_any(&both))).execute(tx.0.0)?;
    diesel::update(of).set(campaign_target::agency_id.eq(&to)).execute(tx.0.0)?;
    moved.set(campaigns, alone);
    moved.set(format!("both_{campaigns}"), both);

    let of = follow_up::table.filter(follow_up::agency_id.eq(&from));
    moved.set(follow_ups, of.select(follow_up::id).load(tx.0.0)?);
    diesel::update(of).set(follow_up::agency_id.eq(&to)).execute(tx.0.0)?;

    let of = agency::table.filter(agency::merged_into.eq(&from));
    moved.set(entries, of.select(agency::id).load(tx.0.0)?);
    diesel::update(of).set(agency::merged_into.eq(&to)).execute(tx.0.0)?;

    let of = practitioner::table.filter(practitioner::agency_id.eq(&from));
    moved.set(practitioners, of.select(practitioner::id).load(tx.0.0)?);
    diesel::update(of).set(practitioner::agency_id.eq(&to)).execute(tx.0.0)?;

    let of = request::table.filter(request::agency_id.eq(&from));
    moved.set(requests, of.select(request::id).load(tx.0.0)?);
    diesel::update(of).set(request::agency_id.eq(&to)).execute(tx.0.0)?;

    let until = left_out_until(tx, &from)?;
    if until > left_out_until(tx, &to)? {
        exchange_snoozes(tx, &from, &to)?;
        moved.put(LEFT_OUT, &until.map(Day::iso).unwrap_or_default());
    }
    Ok(moved)
}

/// Until when an agency is not to be suggested; none when it may be.
fn left_out_until(tx: &mut Tx<'_>, id: &str) -> Result<Option<Day>, StoreError> {
    let until: Option<time::Date> = snooze::table.find(id).select(snooze::until).first(tx.0.0).optional()?;
    Ok(until.map(Day))
}

/// Leaves each of two agencies out as the other was. What the merged one keeps is seen nowhere until it
/// stands again.
fn exchange_snoozes(tx: &mut Tx<'_>, one: &str, other: &str) -> Result<(), StoreError> {
    let both = snooze::table.filter(snooze::agency_id.eq_any([one, other]));
    let rows: Vec<(String, time::Date, String, Option<String>)> = both.clone().load(tx.0.0)?;
    diesel::delete(both).execute(tx.0.0)?;
    for (id, until, reason, staff) in rows {
        let row = (
            snooze::agency_id.eq(if id == one { other } else { one }),
            snooze::until.eq(until),
            snooze::reason.eq(reason),
            snooze::staff_id.eq(staff),
        );
        diesel::insert_into(snooze::table).values(row).execute(tx.0.0)?;
    }
    Ok(())
}

/// Gives back what [`move_links`] moved to `from`, as far as it is still with `to`.
pub fn move_back(
    tx: &mut Tx<'_>,
    moved: &Record,
    from: Id<Agency>,
    to: Id<Agency>,
) -> Result<(), StoreError> {
    let (from, to) = (from.to_string(), to.to_string());
    let [contacts, engagements, campaigns, follow_ups, entries, practitioners, requests] = MOVED;
    let of = contact::table.filter(contact::id.eq_any(moved.all(contacts)).and(contact::agency_id.eq(&to)));
    diesel::update(of).set(contact::agency_id.eq(&from)).execute(tx.0.0)?;
    let of = engagement_agency::table
        .filter(engagement_agency::engagement_id.eq_any(moved.all(engagements)))
        .filter(engagement_agency::agency_id.eq(&to));
    diesel::update(of).set(engagement_agency::agency_id.eq(&from)).execute(tx.0.0)?;
    for both in moved.all(format!("both_{engagements}")) {
        let row: Option<(bool, time::Date)> = engagement_agency::table
            .find((both, &to))
            .select((engagement_agency::two_way, engagement_agency::day))
            .first(tx.0.0)
            .optional()?;
        let Some((two_way, day)) = row else { continue };
        let row = (
            engagement_agency::engagement_id.eq(both),
            engagement_agency::agency_id.eq(&from),
            engagement_agency::two_way.eq(two_way),
            engagement_agency::day.eq(day),
        );
        diesel::insert_into(engagement_agency::table).values(row).execute(tx.0.0)?;
    }
    let of = campaign_target::table
        .filter(campaign_target::campaign_id.eq_any(moved.all(campaigns)))
        .filter(campaign_target::agency_id.eq(&to));
    diesel::update(of).set(campaign_target::agency_id.eq(&from)).execute(tx.0.0)?;
    for both in moved.all(format!("both_{campaigns}")) {
        let row = (campaign_target::campaign_id.eq(both), campaign_target::agency_id.eq(&from));
        diesel::insert_into(campaign_target::table).values(row).execute(tx.0.0)?;
    }
    let of = follow_up::table
        .filter(follow_up::id.eq_any(moved.all(follow_ups)).and(follow_up::agency_id.eq(&to)));
    diesel::update(of).set(follow_up::agency_id.eq(&from)).execute(tx.0.0)?;
    let of = agency::table.filter(agency::id.eq_any(moved.all(entries)).and(agency::merged_into.eq(&to)));
    diesel::update(of).set(agency::merged_into.eq(&from)).execute(tx.0.0)?;
    let of = practitioner::table
        .filter(practitioner::id.eq_any(moved.all(practitioners)).and(practitioner::agency_id.eq(&to)));
    diesel::update(of).set(practitioner::agency_id.eq(&from)).execute(tx.0.0)?;
    let of = request::table.filter(request::id.eq_any(moved.all(requests)).and(request::agency_id.eq(&to)));
    diesel::update(of).set(request::agency_id.eq(&from)).execute(tx.0.0)?;
    let until = moved.day(LEFT_OUT);
    if until.is_some() && left_out_until(tx, &to)? == until {
        exchange_snoozes(tx, &from, &to)?;
    }
    Ok(())
}
