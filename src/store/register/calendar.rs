//! What falls on days: engagements, next contacts, reviews of agencies. Follow-ups are in their own module.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::engagement::Engagement;

use super::engagement as engagements;
use crate::error::StoreError;
use crate::schema::{agency, engagement};
use crate::{Snapshot, column};

/// The first and the last day asked for.
pub type Days = (Day, Day);

/// The engagements of these days, oldest first; those that one person led, or everybody's.
pub fn engagements(
    snapshot: &mut Snapshot<'_>,
    (from, to): Days,
    lead: Option<Id<Staff>>,
    most: i64,
) -> Result<Vec<Engagement>, StoreError> {
    let filter = engagements::EngagementFilter { from: Some(from), to: Some(to), lead, ..Default::default() };
    let (mut found, _) = engagements::list(snapshot, &filter, 0, most)?;
    found.reverse();
    Ok(found)
}

/// The engagements whose next contact was agreed for one of these days.
pub fn next_contacts(
    snapshot: &mut Snapshot<'_>,
    (from, to): Days,
    lead: Option<Id<Staff>>,
    most: i64,
) -> Result<Vec<Engagement>, StoreError> {
    let mut query = engagement::table
        .filter(engagement::next_contact.ge(from.0).and(engagement::next_contact.le(to.0)))
        .order((engagement::next_contact, engagement::id))
        .select(engagement::id)
        .limit(most)
        .into_boxed();
    if let Some(lead) = lead {
        query = query.filter(engagement::lead_id.eq(lead.to_string()));
    }
    let rows: Vec<String> = query.load(snapshot.0)?;
    let ids = rows.iter().map(|id| column::id(id, "engagement", "id")).collect::<Result<Vec<_>, _>>()?;
    let mut found = engagements::those(snapshot, &ids)?;
    found.sort_by_key(|engagement| (engagement.next_contact(), engagement.id));
    Ok(found)
}

/// The active agencies whose entry is due for review on one of these days: identifier, name and day.
pub fn reviews(
    snapshot: &mut Snapshot<'_>,
    (from, to): Days,
    owner: Option<Id<Staff>>,
    most: i64,
) -> Result<Vec<(Id<Agency>, String, Day)>, StoreError> {
    let mut query = agency::table
        .filter(agency::merged_into.is_null().and(agency::status.eq_any([
            "prospect",
            "invited",
            "registered",
        ])))
        .filter(agency::next_review.ge(from.0).and(agency::next_review.le(to.0)))
        .order((agency::next_review, agency::id))
        .select((agency::id, agency::name, agency::next_review))
        .limit(most)
        .into_boxed();
    if let Some(owner) = owner {
        query = query.filter(agency::owner_id.eq(owner.to_string()));
    }
    let rows: Vec<(String, String, Option<time::Date>)> = query.load(snapshot.0)?;
    rows.into_iter()
        .filter_map(|(id, name, day)| day.map(|day| (id, name, Day(day))))
        .map(|(id, name, day)| Ok((column::id(&id, "agency", "id")?, name, day)))
        .collect()
}
