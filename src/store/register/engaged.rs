//! Which agencies and contacts have been engaged: when last, how, by whom, what they were given, what they
//! said. Each function is one query, however many are asked after; those that take the present day leave out
//! what is planned.

use std::collections::HashMap;

use diesel::dsl::{max, sum};
use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::contact::Contact;
use domain::register::engagement::Engagement;
use domain::register::material::Edition;

use crate::error::StoreError;
use crate::schema::{engagement, engagement_agency, engagement_contact, engagement_material};
use crate::{Snapshot, column};

/// An agency, an engagement with it, whether both sides spoke, and the day.
pub type Meeting = (Id<Agency>, Id<Engagement>, bool, Day);

/// The engagements with these agencies on these days.
pub fn on_days(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    days: &[Day],
) -> Result<Vec<Meeting>, StoreError> {
    const TABLE: &str = "engagement_agency";
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let days: Vec<time::Date> = days.iter().map(|day| day.0).collect();
    let rows: Vec<(String, String, bool, time::Date)> = engagement_agency::table
        .filter(engagement_agency::agency_id.eq_any(ids).and(engagement_agency::day.eq_any(days)))
        .order(engagement_agency::engagement_id)
        .select((
            engagement_agency::agency_id,
            engagement_agency::engagement_id,
            engagement_agency::two_way,
            engagement_agency::day,
        ))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(agency, engagement, two_way, day)| {
            let engagement = column::id(&engagement, TABLE, "engagement_id")?;
            Ok((column::id(&agency, TABLE, "agency_id")?, engagement, two_way, Day(day)))
        })
        .collect()
}

/// The last day on which each of these agencies asked or said something that was written down.
pub fn last_said(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    today: Day,
) -> Result<HashMap<Id<Agency>, Day>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, Option<time::Date>)> = engagement_agency::table
        .inner_join(engagement::table)
        .filter(engagement_agency::agency_id.eq_any(ids).and(engagement::said.eq(true)))
        .filter(engagement_agency::day.le(today.0))
        .group_by(engagement_agency::agency_id)
        .select((engagement_agency::agency_id, max(engagement_agency::day)))
        .load(snapshot.0)?;
    let mut last = HashMap::new();
    for (id, day) in rows {
        if let Some(day) = day {
            last.insert(column::id(&id, "engagement_agency", "agency_id")?, Day(day));
        }
    }
    Ok(last)
}

/// What somebody was given: the edition, how many in all, and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The edition.
    pub edition: Id<Edition>,
    /// How many in all, over the engagements they took part in.
    pub quantity: i64,
    /// When last.
    pub last: Option<Day>,
}

type GivenRow = (String, String, Option<i64>, Option<time::Date>);

/// What was handed out at engagements with these agencies.
pub fn given_to_agencies(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    today: Day,
) -> Result<HashMap<Id<Agency>, Vec<Given>>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<GivenRow> = engagement_material::table
        .inner_join(engagement::table.inner_join(engagement_agency::table))
        .filter(engagement_agency::agency_id.eq_any(ids).and(engagement_agency::day.le(today.0)))
        .group_by((engagement_agency::agency_id, engagement_material::edition_id))
        .select((
            engagement_agency::agency_id,
            engagement_material::edition_id,
            sum(engagement_material::quantity),
            max(engagement_agency::day),
        ))
        .load(snapshot.0)?;
    gathered(rows)
}

/// What was handed out at engagements in which these contacts took part.
pub fn given_to_contacts(
    snapshot: &mut Snapshot<'_>,
    contacts: &[Id<Contact>],
    today: Day,
) -> Result<HashMap<Id<Contact>, Vec<Given>>, StoreError> {
    let ids: Vec<String> = contacts.iter().map(ToString::to_string).collect();
    let rows: Vec<GivenRow> = engagement_material::table
        .inner_join(engagement::table.inner_join(engagement_contact::table))
        .filter(engagement_contact::contact_id.eq_any(ids).and(engagement_contact::day.le(today.0)))
        .group_by((engagement_contact::contact_id, engagement_material::edition_id))
        .select((
            engagement_contact::contact_id,
            engagement_material::edition_id,
            sum(engagement_material::quantity),
            max(engagement_contact::day),
        ))
        .load(snapshot.0)?;
    gathered(rows)
}

/// By whom they went to, the latest first.
fn gathered<T>(rows: Vec<GivenRow>) -> Result<HashMap<Id<T>, Vec<Given>>, StoreError> {
    let mut found: HashMap<Id<T>, Vec<Given>> = HashMap::new();
    for (to, edition, quantity, last) in rows {
        let edition = column::id(&edition, "engagement_material", "edition_id")?;
        let given = Given { edition, quantity: quantity.unwrap_or(0), last: last.map(Day) };
        found.entry(column::id(&to, "engagement_material", "engagement_id")?).or_default().push(given);
    }
    for given in found.values_mut() {
        given.sort_by_key(|one| (std::cmp::Reverse(one.last), one.edition));
    }
    Ok(found)
}

/// The agencies that this person was last engaged with as lead, the latest first.
pub fn recent_agencies(
    snapshot: &mut Snapshot<'_>,
    lead: Id<Staff>,
    most: i64,
) -> Result<Vec<Id<Agency>>, StoreError> {
    let rows: Vec<String> = engagement_agency::table
        .inner_join(engagement::table)
        .filter(engagement::lead_id.eq(lead.to_string()))
        .group_by(engagement_agency::agency_id)
        .order((max(engagement_agency::day).desc(), engagement_agency::agency_id))
        .select(engagement_agency::agency_id)
        .limit(most)
        .load(snapshot.0)?;
    rows.iter().map(|id| column::id(id, "engagement_agency", "agency_id")).collect()
}
