//! What was changed, and can be undone, as one.

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::batch::{Batch, BatchKind, BatchState};
use domain::register::change::{ChangeKind, EntityKind};

use crate::error::StoreError;
use crate::schema::{batch, change};
use crate::{Snapshot, Tx, column};

#[derive(Queryable)]
struct Row {
    id: String,
    kind: String,
    title: String,
    staff_id: Option<String>,
    at: time::PrimitiveDateTime,
    state: String,
    done: i32,
    total: i32,
    touched: time::PrimitiveDateTime,
    undone_at: Option<time::PrimitiveDateTime>,
    undone_by: Option<String>,
}

/// Begins a batch.
pub fn insert(tx: &mut Tx<'_>, new: &Batch) -> Result<(), StoreError> {
    let row = (
        batch::id.eq(new.id.to_string()),
        batch::kind.eq(new.kind.code()),
        batch::title.eq(&new.title),
        batch::staff_id.eq(new.staff.map(|id| id.to_string())),
        batch::at.eq(new.at.as_utc()),
        batch::state.eq(new.state.code()),
        batch::done.eq(new.done),
        batch::total.eq(new.total),
        batch::touched.eq(new.touched.as_utc()),
        batch::undone_at.eq(new.undone.map(Timestamp::as_utc)),
        batch::undone_by.eq(new.undone_by.map(|id| id.to_string())),
    );
    diesel::insert_into(batch::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes how far a batch is; [`StoreError::Stale`] when somebody else worked on it since `touched`.
pub fn save(tx: &mut Tx<'_>, changed: &Batch, touched: Timestamp) -> Result<(), StoreError> {
    let before = batch::id.eq(changed.id.to_string()).and(batch::touched.eq(touched.as_utc()));
    let set = (
        batch::state.eq(changed.state.code()),
        batch::done.eq(changed.done),
        batch::total.eq(changed.total),
        batch::touched.eq(changed.touched.as_utc()),
        batch::undone_at.eq(changed.undone.map(Timestamp::as_utc)),
        batch::undone_by.eq(changed.undone_by.map(|id| id.to_string())),
    );
    column::one_changed(diesel::update(batch::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// Lets a batch stand whose last entry is written.
pub fn finish(tx: &mut Tx<'_>, id: Id<Batch>) -> Result<(), StoreError> {
    let making = batch::id.eq(id.to_string()).and(batch::state.eq(BatchState::Making.code()));
    let set = batch::state.eq(BatchState::Made.code());
    column::one_changed(diesel::update(batch::table.filter(making)).set(set).execute(tx.0.0)?)
}

/// A batch.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Batch>) -> Result<Option<Batch>, StoreError> {
    let row: Option<Row> = batch::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_batch).transpose()
}

/// The latest batches, newest first.
pub fn list(snapshot: &mut Snapshot<'_>, limit: i64) -> Result<Vec<Batch>, StoreError> {
    let rows: Vec<Row> = batch::table.order((batch::at.desc(), batch::id)).limit(limit).load(snapshot.0)?;
    rows.into_iter().map(into_batch).collect()
}

/// The latest merge with the entry that this one kept that was made after it and is not undone: what it moved
/// must be moved back before this one can be undone.
pub fn merged_since(snapshot: &mut Snapshot<'_>, merge: &Batch) -> Result<Option<Batch>, StoreError> {
    if merge.kind != BatchKind::Merge {
        return Ok(None);
    }
    let agency = change::noun.eq(EntityKind::Agency.code());
    let kept: Option<String> = change::table
        .filter(change::batch_id.eq(merge.id.to_string()))
        .filter(agency.and(change::deed.eq(ChangeKind::Changed.code())))
        .select(change::subject_id)
        .first(snapshot.0)
        .optional()?;
    let Some(kept) = kept else { return Ok(None) };
    let at = merge.at.as_utc();
    let after = batch::at.gt(at).or(batch::at.eq(at).and(batch::id.gt(merge.id.to_string())));
    let row: Option<Row> = change::table
        .inner_join(batch::table)
        .filter(change::subject_id.eq(kept).and(agency))
        .filter(batch::kind.eq(BatchKind::Merge.code()).and(batch::state.ne(BatchState::Undone.code())))
        .filter(after)
        .order((batch::at.desc(), batch::id.desc()))
        .select(batch::all_columns)
        .first(snapshot.0)
        .optional()?;
    row.map(into_batch).transpose()
}

/// The batches that are being undone, those first that were gone on with longest ago.
pub fn undoing(snapshot: &mut Snapshot<'_>) -> Result<Vec<Id<Batch>>, StoreError> {
    let undoing = batch::table.filter(batch::state.eq(BatchState::Undoing.code()));
    let rows: Vec<String> = undoing.order((batch::touched, batch::id)).select(batch::id).load(snapshot.0)?;
    rows.iter().map(|id| column::id(id, TABLE, "id")).collect()
}

const TABLE: &str = "batch";

fn into_batch(row: Row) -> Result<Batch, StoreError> {
    Ok(Batch {
        id: column::id(&row.id, TABLE, "id")?,
        kind: column::code(BatchKind::from_code(&row.kind), TABLE, "kind")?,
        title: row.title,
        staff: column::id_if(row.staff_id.as_deref(), TABLE, "staff_id")?,
        at: Timestamp::from_utc(row.at),
        state: column::code(BatchState::from_code(&row.state), TABLE, "state")?,
        done: row.done,
        total: row.total,
        touched: Timestamp::from_utc(row.touched),
        undone: row.undone_at.map(Timestamp::from_utc),
        undone_by: column::id_if(row.undone_by.as_deref(), TABLE, "undone_by")?,
    })
}
