//! What agencies said, and what was done about it.

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::register::feedback::Feedback;

use crate::error::StoreError;
use crate::schema::feedback;
use crate::{Snapshot, Tx, column};

type Row = (String, String, i64);
type Columns = (feedback::id, feedback::record, feedback::version);
const COLUMNS: Columns = (feedback::id, feedback::record, feedback::version);

fn day(entry: &Feedback) -> Result<time::Date, StoreError> {
    let corrupt = StoreError::Corrupt { table: "feedback", column: "record" };
    entry.day().map(|day| day.0).ok_or(corrupt)
}

/// Adds an entry.
pub fn insert(tx: &mut Tx<'_>, new: &Feedback) -> Result<(), StoreError> {
    let row = (
        feedback::id.eq(new.id.to_string()),
        feedback::record.eq(column::json(&new.record)?),
        feedback::day.eq(day(new)?),
        feedback::version.eq(new.version),
    );
    diesel::insert_into(feedback::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a changed entry; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Feedback) -> Result<(), StoreError> {
    let before = feedback::id.eq(changed.id.to_string()).and(feedback::version.eq(changed.version));
    let set = (
        feedback::record.eq(column::json(&changed.record)?),
        feedback::day.eq(day(changed)?),
        feedback::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(feedback::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// An entry.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Feedback>) -> Result<Option<Feedback>, StoreError> {
    let row: Option<Row> =
        feedback::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_feedback).transpose()
}

/// Every entry, newest first.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Feedback>, StoreError> {
    let newest_first = feedback::table.order((feedback::day.desc(), feedback::id));
    let rows: Vec<Row> = newest_first.select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_feedback).collect()
}

fn into_feedback((id, record, version): Row) -> Result<Feedback, StoreError> {
    const TABLE: &str = "feedback";
    let record = column::from_json(&record, TABLE, "record")?;
    Ok(Feedback { id: column::id(&id, TABLE, "id")?, record, version })
}
