//! Agencies that ask to be registered.

use diesel::prelude::*;

use domain::identity::application::{ABOUT, Application, HELP, State, without_text};
use domain::platform::id::Id;
use domain::platform::time::Day;

use crate::backend::MultiBackend;
use crate::error::StoreError;
use crate::schema::application;
use crate::{Snapshot, Tx, column};

#[derive(Queryable)]
struct Row {
    id: String,
    record: String,
    checks: String,
    state: String,
    made: time::Date,
    decided: Option<time::Date>,
    staff_id: Option<String>,
    reason: String,
    agency_id: Option<String>,
    version: i64,
}

/// Adds an application.
pub fn insert(tx: &mut Tx<'_>, new: &Application) -> Result<(), StoreError> {
    let row = (
        application::id.eq(new.id.to_string()),
        application::record.eq(column::json(&new.record)?),
        application::checks.eq(column::json(&new.checks)?),
        application::state.eq(new.state.code()),
        application::made.eq(new.made.0),
        application::decided.eq(new.decided.map(|day| day.0)),
        application::staff_id.eq(new.staff.map(|id| id.to_string())),
        application::reason.eq(&new.reason),
        application::agency_id.eq(new.agency.map(|id| id.to_string())),
        application::version.eq(new.version),
    );
    diesel::insert_into(application::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes checks and decision of an application; [`StoreError::Stale`] when somebody else changed it
/// meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Application) -> Result<(), StoreError> {
    let before = application::id.eq(changed.id.to_string()).and(application::version.eq(changed.version));
    let set = (
        application::checks.eq(column::json(&changed.checks)?),
        application::state.eq(changed.state.code()),
        application::decided.eq(changed.decided.map(|day| day.0)),
        application::staff_id.eq(changed.staff.map(|id| id.to_string())),
        application::reason.eq(&changed.reason),
        application::agency_id.eq(changed.agency.map(|id| id.to_string())),
        application::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(application::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// An application.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Application>) -> Result<Option<Application>, StoreError> {
    let row: Option<Row> = application::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_application).transpose()
}

type Boxed = application::BoxedQuery<'static, MultiBackend>;

fn matching(state: Option<State>) -> Boxed {
    let query = application::table.into_boxed();
    match state {
        Some(state) => query.filter(application::state.eq(state.code())),
        None => query,
    }
}

/// A page of the applications in a state, or of all of them, and how many there are: those that wait first,
/// the oldest of them first; then the latest.
pub fn list(
    snapshot: &mut Snapshot<'_>,
    state: Option<State>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Application>, i64), StoreError> {
    let total = matching(state).count().get_result(snapshot.0)?;
    let query = match state {
        Some(State::Waiting) => matching(state).order((application::made, application::id)),
        // No decision is null, and stands where the engine puts it: the state goes first.
        _ => matching(state).order((
            application::state.ne(State::Waiting.code()),
            application::decided.desc(),
            application::made,
            application::id,
        )),
    };
    let rows: Vec<Row> = query.offset(offset).limit(limit).load(snapshot.0)?;
    Ok((rows.into_iter().map(into_application).collect::<Result<_, _>>()?, total))
}

/// How many wait for a decision.
pub fn waiting(snapshot: &mut Snapshot<'_>) -> Result<i64, StoreError> {
    Ok(matching(Some(State::Waiting)).count().get_result(snapshot.0)?)
}

/// Those that wait for a decision, at most so many, in no order.
pub fn those_waiting(snapshot: &mut Snapshot<'_>, most: i64) -> Result<Vec<Application>, StoreError> {
    let rows: Vec<Row> = matching(Some(State::Waiting)).limit(most).load(snapshot.0)?;
    rows.into_iter().map(into_application).collect()
}

/// How many came on a day.
pub fn made_on(snapshot: &mut Snapshot<'_>, day: Day) -> Result<i64, StoreError> {
    Ok(application::table.filter(application::made.eq(day.0)).count().get_result(snapshot.0)?)
}

/// Deletes what was refused before a day, and the free text of what was approved before it.
pub fn sweep(tx: &mut Tx<'_>, before: Day) -> Result<(), StoreError> {
    let decided = application::decided.lt(before.0);
    let refused = application::state.eq(State::Refused.code()).and(decided);
    diesel::delete(application::table.filter(refused)).execute(tx.0.0)?;
    for old in with_text(tx, before)? {
        let set = application::record.eq(column::json(&without_text(&old.record))?);
        diesel::update(application::table.find(old.id.to_string())).set(set).execute(tx.0.0)?;
    }
    Ok(())
}

/// Whether there is something for [`sweep`] to do: looking costs a read.
pub fn is_due(snapshot: &mut Snapshot<'_>, before: Day) -> Result<bool, StoreError> {
    let decided = application::decided.lt(before.0);
    let refused = application::state.eq(State::Refused.code()).and(decided);
    let refused: i64 = application::table.filter(refused).count().get_result(snapshot.0)?;
    Ok(refused > 0 || !with_text(snapshot, before)?.is_empty())
}

fn with_text(snapshot: &mut Snapshot<'_>, before: Day) -> Result<Vec<Application>, StoreError> {
    let approved = application::state.eq(State::Approved.code()).and(application::decided.lt(before.0));
    // Those that have been cleaned need not be read again.
    let text = application::record
        .like(format!("%\"{ABOUT}\":%"))
        .or(application::record.like(format!("%\"{HELP}\":%")));
    let rows: Vec<Row> = application::table.filter(approved.and(text)).load(snapshot.0)?;
    let mut old = rows.into_iter().map(into_application).collect::<Result<Vec<_>, _>>()?;
    old.retain(|old| without_text(&old.record) != old.record);
    Ok(old)
}

fn into_application(row: Row) -> Result<Application, StoreError> {
    Ok(Application {
        id: column::id(&row.id, "application", "id")?,
        record: column::from_json(&row.record, "application", "record")?,
        checks: column::from_json(&row.checks, "application", "checks")?,
        state: column::code(State::from_code(&row.state), "application", "state")?,
        made: Day(row.made),
        decided: row.decided.map(Day),
        staff: column::id_if(row.staff_id.as_deref(), "application", "staff_id")?,
        reason: row.reason,
        agency: column::id_if(row.agency_id.as_deref(), "application", "agency_id")?,
        version: row.version,
    })
}
