//! What agencies asked the department for.

use std::collections::HashMap;

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::agency_request::{Request, Wish};
use domain::register::follow_up::FollowUp;

use crate::error::StoreError;
use crate::schema::{follow_up, request};
use crate::{Snapshot, Tx, column};

type Row = (String, String, String, String, time::Date, Option<String>);

/// Adds a request.
pub fn insert(tx: &mut Tx<'_>, new: &Request) -> Result<(), StoreError> {
    let row = (
        request::id.eq(new.id.to_string()),
        request::agency_id.eq(new.agency.to_string()),
        request::kind.eq(new.kind.code()),
        request::record.eq(column::json(&new.record)?),
        request::asked.eq(new.asked.0),
        request::follow_up_id.eq(new.follow_up.map(|id| id.to_string())),
    );
    diesel::insert_into(request::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A request.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Request>) -> Result<Option<Request>, StoreError> {
    let row: Option<Row> = request::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_request).transpose()
}

/// The latest requests of an agency and of entries merged into it, newest first, each with the day on which
/// it was done.
pub fn of_agencies(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    limit: i64,
) -> Result<Vec<(Request, Option<Day>)>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<(Row, Option<time::Date>)> = request::table
        .left_join(follow_up::table)
        .filter(request::agency_id.eq_any(ids))
        .order((request::asked.desc(), request::id))
        .limit(limit)
        .select((request::all_columns, follow_up::done_on.nullable()))
        .load(snapshot.0)?;
    rows.into_iter().map(|(row, done)| Ok((into_request(row)?, done.map(Day)))).collect()
}

/// How many requests of an agency wait to be done.
pub fn open(snapshot: &mut Snapshot<'_>, agency: Id<Agency>) -> Result<i64, StoreError> {
    let waiting = request::table
        .inner_join(follow_up::table)
        .filter(request::agency_id.eq(agency.to_string()))
        .filter(follow_up::done_on.is_null());
    Ok(waiting.count().get_result(snapshot.0)?)
}

/// Which of these follow-ups an agency asked for, each with the request.
pub fn of_follow_ups(
    snapshot: &mut Snapshot<'_>,
    follow_ups: &[Id<FollowUp>],
) -> Result<HashMap<Id<FollowUp>, Id<Request>>, StoreError> {
    let ids: Vec<String> = follow_ups.iter().map(ToString::to_string).collect();
    let rows: Vec<(Option<String>, String)> = request::table
        .filter(request::follow_up_id.eq_any(ids))
        .select((request::follow_up_id, request::id))
        .load(snapshot.0)?;
    let mut found = HashMap::new();
    for (follow_up, id) in rows {
        if let Some(follow_up) = column::id_if(follow_up.as_deref(), "request", "follow_up_id")? {
            found.insert(follow_up, column::id(&id, "request", "id")?);
        }
    }
    Ok(found)
}

/// For each agency that waits for something, the day on which it asked for what it waits for longest.
pub(crate) fn waiting(snapshot: &mut Snapshot<'_>) -> Result<Vec<(Id<Agency>, Day)>, StoreError> {
    let rows: Vec<(String, Option<time::Date>)> = request::table
        .inner_join(follow_up::table)
        .filter(follow_up::done_on.is_null())
        .group_by(request::agency_id)
        .select((request::agency_id, diesel::dsl::min(request::asked)))
        .load(snapshot.0)?;
    let known = rows.into_iter().filter_map(|(id, day)| day.map(|day| (id, day)));
    known.map(|(id, day)| Ok((column::id(&id, "request", "agency_id")?, Day(day)))).collect()
}

fn into_request((id, agency, kind, record, asked, follow_up): Row) -> Result<Request, StoreError> {
    const TABLE: &str = "request";
    Ok(Request {
        id: column::id(&id, TABLE, "id")?,
        agency: column::id(&agency, TABLE, "agency_id")?,
        kind: column::code(Wish::from_code(&kind), TABLE, "kind")?,
        record: column::from_json(&record, TABLE, "record")?,
        asked: Day(asked),
        follow_up: column::id_if(follow_up.as_deref(), TABLE, "follow_up_id")?,
    })
}
