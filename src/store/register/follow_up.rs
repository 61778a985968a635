//! What is to be done after engagements.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::order::Order;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::engagement::Engagement;
use domain::register::follow_up::{FollowUp, FollowUpSort};

use crate::backend::MultiBackend;
use crate::error::StoreError;
use crate::expression::{lower, text_or};
use crate::schema::{engagement_agency, follow_up, request, staff};
use crate::{Snapshot, Tx, column};

/// Which follow-ups a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUpFilter {
    /// Only those that this person does.
    pub owner: Option<Id<Staff>>,
    /// Only those of this engagement.
    pub engagement: Option<Id<Engagement>>,
    /// Only those about this agency: its own, and those of engagements that it took part in.
    pub agency: Option<Id<Agency>>,
    /// Only those that are done, or only those that are not.
    pub done: Option<bool>,
    /// Only those that are due on this day or were before.
    pub due: Option<Day>,
    /// Only those about what an agency asked for itself.
    pub asked: bool,
    /// How they are sorted.
    pub order: Order<FollowUpSort>,
}

type Row =
    (String, Option<String>, Option<String>, String, Option<String>, time::Date, Option<time::Date>, i64);

/// Adds one.
pub fn insert(tx: &mut Tx<'_>, new: &FollowUp) -> Result<(), StoreError> {
    let row = (
        follow_up::id.eq(new.id.to_string()),
        follow_up::engagement_id.eq(new.engagement.map(|id| id.to_string())),
        follow_up::agency_id.eq(new.agency.map(|id| id.to_string())),
        follow_up::task.eq(&new.task),
        follow_up::owner_id.eq(new.owner.map(|id| id.to_string())),
        follow_up::due.eq(new.due.0),
        follow_up::done_on.eq(new.done.map(|day| day.0)),
        follow_up::version.eq(new.version),
    );
    diesel::insert_into(follow_up::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Says that one was done, or that it was not after all; [`StoreError::Stale`] when there is none.
pub fn set_done(tx: &mut Tx<'_>, id: Id<FollowUp>, done: Option<Day>) -> Result<(), StoreError> {
    let set = (follow_up::done_on.eq(done.map(|day| day.0)), follow_up::version.eq(follow_up::version + 1));
    column::one_changed(diesel::update(follow_up::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// Writes what is to be done, by whom and by when; [`StoreError::Stale`] when somebody else changed it
/// meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &FollowUp) -> Result<(), StoreError> {
    let before = follow_up::id.eq(changed.id.to_string()).and(follow_up::version.eq(changed.version));
    let set = (
        follow_up::task.eq(&changed.task),
        follow_up::owner_id.eq(changed.owner.map(|id| id.to_string())),
        follow_up::due.eq(changed.due.0),
        follow_up::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(follow_up::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// One of them.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<FollowUp>) -> Result<Option<FollowUp>, StoreError> {
    let row: Option<Row> = follow_up::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_follow_up).transpose()
}

/// A page of those that `filter` picks, in its order, and how many there are in all.
pub fn list(
    snapshot: &mut Snapshot<'_>,
    filter: &FollowUpFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<FollowUp>, i64), StoreError> {
    let through =
        filter.agency.map(|agency| of_engagements(snapshot, agency)).transpose()?.unwrap_or_default();
    let total = matching(filter, &through).count().get_result(snapshot.0)?;
    let ordered = sorted(matching(filter, &through), filter.order);
    let rows: Vec<Row> = ordered.offset(offset).limit(limit).load(snapshot.0)?;
    Ok((rows.into_iter().map(into_follow_up).collect::<Result<_, _>>()?, total))
}

/// Those of engagements that an agency took part in. Looked up first: joined by "or", PostgreSQL would go
/// through all there are.
fn of_engagements(snapshot: &mut Snapshot<'_>, agency: Id<Agency>) -> Result<Vec<String>, StoreError> {
    let theirs = engagement_agency::engagement_id.nullable().eq(follow_up::engagement_id);
    Ok(engagement_agency::table
        .inner_join(follow_up::table.on(theirs))
        .filter(engagement_agency::agency_id.eq(agency.to_string()))
        .select(follow_up::id)
        .load(snapshot.0)?)
}

/// Those that are open and due on these days, both inclusive, by day; of one person, or of everybody.
pub fn due_between(
    snapshot: &mut Snapshot<'_>,
    (from, to): (Day, Day),
    owner: Option<Id<Staff>>,
    limit: i64,
) -> Result<Vec<FollowUp>, StoreError> {
    let filter = FollowUpFilter { owner, done: Some(false), ..FollowUpFilter::default() };
    let rows: Vec<Row> = matching(&filter, &[])
        .filter(follow_up::due.ge(from.0).and(follow_up::due.le(to.0)))
        .order((follow_up::due, follow_up::id))
        .limit(limit)
        .load(snapshot.0)?;
    rows.into_iter().map(into_follow_up).collect()
}

type Boxed = follow_up::BoxedQuery<'static, MultiBackend>;

/// Those alike in what they are sorted by are listed by the day they are due, whichever way the list runs.
fn sorted(query: Boxed, order: Order<FollowUpSort>) -> Boxed {
    let (falls, due) = (order.is_descending(), (follow_up::due, follow_up::id));
    let state = follow_up::done_on.is_not_null();
    let names = staff::table.filter(staff::id.nullable().eq(follow_up::owner_id));
    let who = text_or(names.select(lower(staff::name)).single_value(), "");
    let task = lower(follow_up::task);
    match order.by {
        FollowUpSort::State if falls => query.order((state.desc(), due)),
        FollowUpSort::State => query.order((state, due)),
        FollowUpSort::Due if falls => query.order((follow_up::due.desc(), follow_up::id)),
        FollowUpSort::Due => query.order(due),
        FollowUpSort::Owner if falls => query.order((who.desc(), due)),
        FollowUpSort::Owner => query.order((who, due)),
        FollowUpSort::Task if falls => query.order((task.desc(), due)),
        FollowUpSort::Task => query.order((task, due)),
    }
}

/// `through` are those that an agency has by engagements.
fn matching(filter: &FollowUpFilter, through: &[String]) -> Boxed {
    let mut query = follow_up::table.into_boxed();
    if let Some(owner) = filter.owner {
        query = query.filter(follow_up::owner_id.eq(owner.to_string()));
    }
    if let Some(engagement) = filter.engagement {
        query = query.filter(follow_up::engagement_id.eq(engagement.to_string()));
    }
    if let Some(agency) = filter.agency {
        let own = follow_up::agency_id.eq(agency.to_string());
        query = query.filter(own.or(follow_up::id.eq_any(through.to_vec())));
    }
    if let Some(day) = filter.due {
        query = query.filter(follow_up::due.le(day.0));
    }
    if filter.asked {
        let asked = request::table.filter(request::follow_up_id.is_not_null()).select(request::follow_up_id);
        query = query.filter(follow_up::id.nullable().eq_any(asked));
    }
    match filter.done {
        Some(true) => query.filter(follow_up::done_on.is_not_null()),
        Some(false) => query.filter(follow_up::done_on.is_null()),
        None => query,
    }
}

fn into_follow_up(
    (id, engagement, agency, task, owner, due, done, version): Row,
) -> Result<FollowUp, StoreError> {
    const TABLE: &str = "follow_up";
    Ok(FollowUp {
        id: column::id(&id, TABLE, "id")?,
        engagement: column::id_if(engagement.as_deref(), TABLE, "engagement_id")?,
        agency: column::id_if(agency.as_deref(), TABLE, "agency_id")?,
        task,
        owner: column::id_if(owner.as_deref(), TABLE, "owner_id")?,
        due: Day(due),
        done: done.map(Day),
        version,
    })
}
