//! The history of the register.

use diesel::prelude::*;

use crate::domain::agency::Agency;
use crate::domain::batch::{Batch, BatchKind};
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::id::Id;
use crate::domain::random::Random;
use crate::domain::record::Record;
use crate::domain::time::Timestamp;

use super::error::StoreError;
use super::schema::{batch, change};
use super::{Snapshot, Tx, column};

#[derive(Queryable)]
struct Row {
    noun: String,
    subject_id: String,
    agency_id: Option<String>,
    deed: String,
    at: time::PrimitiveDateTime,
    staff_id: Option<String>,
    batch_id: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// Writes a change down.
pub fn record(tx: &mut Tx<'_>, random: &dyn Random, new: &Change) -> Result<(), StoreError> {
    let row = (
        change::id.eq(Id::<Change>::random(random).to_string()),
        change::noun.eq(new.noun.code()),
        change::subject_id.eq(&new.subject),
        change::agency_id.eq(new.agency.map(|id| id.to_string())),
        change::deed.eq(new.deed.code()),
        change::at.eq(new.at.as_utc()),
        change::staff_id.eq(new.staff.map(|id| id.to_string())),
        change::batch_id.eq(new.batch.map(|id| id.to_string())),
        change::before.eq(new.before.as_ref().map(column::json).transpose()?),
        change::after.eq(new.after.as_ref().map(column::json).transpose()?),
    );
    diesel::insert_into(change::table).values(row).execute(tx.0.0)?;
    Ok(())
}

type Columns = (
    change::noun,
    change::subject_id,
    change::agency_id,
    change::deed,
    change::at,
    change::staff_id,
    change::batch_id,
    change::before,
    change::after,
);
const COLUMNS: Columns = (
    change::noun,
    change::subject_id,
    change::agency_id,
    change::deed,
    change::at,
    change::staff_id,
    change::batch_id,
    change::before,
    change::after,
);

/// The history of some agencies and of what belongs to them, newest first.
pub fn of_agencies(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    limit: i64,
) -> Result<Vec<Change>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = change::table
        .filter(change::agency_id.eq_any(ids))
        .order((change::at.desc(), change::id))
        .limit(limit)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_change).collect()
}

/// The history of one entry, newest first.
pub fn of_subject(snapshot: &mut Snapshot<'_>, subject: &str, limit: i64) -> Result<Vec<Change>, StoreError> {
    let rows: Vec<Row> = change::table
        .filter(change::subject_id.eq(subject))
        .order((change::at.desc(), change::id))
        .limit(limit)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_change).collect()
}

/// What was done in a batch, in no order.
pub fn of_batch(snapshot: &mut Snapshot<'_>, batch: Id<Batch>) -> Result<Vec<Change>, StoreError> {
    let rows: Vec<Row> =
        change::table.filter(change::batch_id.eq(batch.to_string())).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_change).collect()
}

/// Lets a change that a batch has made of an entry end otherwise: what is undone as one is written down as one. Tells
/// whether the batch had changed it before.
pub fn amend(tx: &mut Tx<'_>, batch: Id<Batch>, subject: &str, after: &Record) -> Result<bool, StoreError> {
    let same = change::batch_id.eq(batch.to_string()).and(change::subject_id.eq(subject));
    let set = change::after.eq(column::json(after)?);
    Ok(diesel::update(change::table.filter(same)).set(set).execute(tx.0.0)? > 0)
}

/// Begins a batch.
pub fn insert_batch(tx: &mut Tx<'_>, new: &Batch) -> Result<(), StoreError> {
    let row = (
        batch::id.eq(new.id.to_string()),
        batch::kind.eq(new.kind.code()),
        batch::title.eq(&new.title),
        batch::staff_id.eq(new.staff.map(|id| id.to_string())),
        batch::at.eq(new.at.as_utc()),
        batch::undone_at.eq(new.undone.map(Timestamp::as_utc)),
    );
    diesel::insert_into(batch::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Marks a batch as undone; [`StoreError::Stale`] when it already was.
pub fn undo_batch(tx: &mut Tx<'_>, id: Id<Batch>, at: Timestamp) -> Result<(), StoreError> {
    let standing = batch::table.filter(batch::id.eq(id.to_string()).and(batch::undone_at.is_null()));
    column::one_changed(diesel::update(standing).set(batch::undone_at.eq(at.as_utc())).execute(tx.0.0)?)
}

type BatchRow =
    (String, String, String, Option<String>, time::PrimitiveDateTime, Option<time::PrimitiveDateTime>);

/// A batch.
pub fn batch(snapshot: &mut Snapshot<'_>, id: Id<Batch>) -> Result<Option<Batch>, StoreError> {
    let row: Option<BatchRow> = batch::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_batch).transpose()
}

/// The latest batches, newest first.
pub fn batches(snapshot: &mut Snapshot<'_>, limit: i64) -> Result<Vec<Batch>, StoreError> {
    let rows: Vec<BatchRow> =
        batch::table.order((batch::at.desc(), batch::id)).limit(limit).load(snapshot.0)?;
    rows.into_iter().map(into_batch).collect()
}

fn into_batch(row: BatchRow) -> Result<Batch, StoreError> {
    let (id, kind, title, staff, at, undone) = row;
    Ok(Batch {
        id: column::id(&id, "batch", "id")?,
        kind: column::code(BatchKind::from_code(&kind), "batch", "kind")?,
        title,
        staff: column::id_if(staff.as_deref(), "batch", "staff_id")?,
        at: Timestamp::from_utc(at),
        undone: undone.map(Timestamp::from_utc),
    })
}

fn into_change(row: Row) -> Result<Change, StoreError> {
    const TABLE: &str = "change";
    let read = |text: Option<String>, name: &'static str| -> Result<Option<Record>, StoreError> {
        text.map(|text| column::from_json(&text, TABLE, name)).transpose()
    };
    Ok(Change {
        noun: column::code(Noun::from_code(&row.noun), TABLE, "noun")?,
        subject: row.subject_id,
        agency: column::id_if(row.agency_id.as_deref(), TABLE, "agency_id")?,
        deed: column::code(Deed::from_code(&row.deed), TABLE, "deed")?,
        at: Timestamp::from_utc(row.at),
        staff: column::id_if(row.staff_id.as_deref(), TABLE, "staff_id")?,
        batch: column::id_if(row.batch_id.as_deref(), TABLE, "batch_id")?,
        before: read(row.before, "before")?,
        after: read(row.after, "after")?,
    })
}
