//! Lists on their way into the register, and what becomes of each of their rows.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::batch::Batch;
use domain::register::import::{Import, State};

use crate::error::StoreError;
use crate::schema::{import, import_mapping};
use crate::{Snapshot, Tx, column};

mod row;

pub use row::*;

#[derive(Queryable)]
struct Row {
    id: String,
    staff_id: String,
    name: String,
    at: time::PrimitiveDateTime,
    state: String,
    mapping: String,
    done: i32,
    total: i32,
    touched: time::PrimitiveDateTime,
    batch_id: Option<String>,
}

type Columns = (
    import::id,
    import::staff_id,
    import::name,
    import::at,
    import::state,
    import::mapping,
    import::done,
    import::total,
    import::touched,
    import::batch_id,
);
const COLUMNS: Columns = (
    import::id,
    import::staff_id,
    import::name,
    import::at,
    import::state,
    import::mapping,
    import::done,
    import::total,
    import::touched,
    import::batch_id,
);

/// Keeps a file that was sent; `sealed_key` is its key, sealed to whoever sent it. What is in it follows.
pub fn insert(tx: &mut Tx<'_>, new: &Import, sealed_key: &[u8]) -> Result<(), StoreError> {
    let row = (
        import::id.eq(new.id.to_string()),
        import::staff_id.eq(new.staff.to_string()),
        import::name.eq(&new.name),
        import::at.eq(new.at.as_utc()),
        import::state.eq(new.state.code()),
        import::mapping.eq(column::json(&new.mapping)?),
        import::done.eq(new.done),
        import::total.eq(new.total),
        import::touched.eq(new.touched.as_utc()),
        import::batch_id.eq(new.batch.map(|id| id.to_string())),
        import::sealed_key.eq(sealed_key),
    );
    diesel::insert_into(import::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// An import.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Import>, StoreError> {
    let row: Option<Row> = import::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_import).transpose()
}

/// What a person can go on with.
const OPEN: [State; 4] = [State::Mapping, State::Checking, State::Checked, State::Applying];

/// The imports of this person that are not written yet, newest first.
pub fn open(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<Import>, StoreError> {
    let rows: Vec<Row> = import::table
        .filter(import::staff_id.eq(staff.to_string()).and(import::state.eq_any(OPEN.map(State::code))))
        .order((import::at.desc(), import::id))
        .limit(20)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_import).collect()
}

/// The key of an import, sealed to whoever imports it; none once it is written.
pub fn sealed_key(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Vec<u8>>, StoreError> {
    let key = import::table.find(id.to_string()).select(import::sealed_key);
    let key: Option<Vec<u8>> = key.first(snapshot.0).optional()?;
    Ok(key.filter(|key| !key.is_empty()))
}

/// The key of an import, sealed to the server; none unless it is being tried or written.
pub fn lent_key(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Vec<u8>>, StoreError> {
    let key = import::table.find(id.to_string()).select(import::lent_key);
    let key: Option<Option<Vec<u8>>> = key.first(snapshot.0).optional()?;
    Ok(key.flatten())
}

/// Lends the key of an import to the server, or takes it back.
pub fn set_lent_key(tx: &mut Tx<'_>, id: Id<Import>, lent: Option<&[u8]>) -> Result<(), StoreError> {
    let set = import::lent_key.eq(lent);
    column::one_changed(diesel::update(import::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// Forgets the keys of an import: what may still be there of it is noise.
pub fn forget_keys(tx: &mut Tx<'_>, id: Id<Import>) -> Result<(), StoreError> {
    let set = (
        import::sealed_key.eq(Vec::<u8>::new()),
        import::lent_key.eq(None::<Vec<u8>>),
        import::told.eq(None::<Vec<u8>>),
    );
    column::one_changed(diesel::update(import::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// What is to be told of the whole file, sealed; none before its rows are checked.
pub fn find_notes(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Vec<u8>>, StoreError> {
    let told = import::table.find(id.to_string()).select(import::told);
    let told: Option<Option<Vec<u8>>> = told.first(snapshot.0).optional()?;
    Ok(told.flatten())
}

/// Keeps what is to be told of the whole file.
pub fn set_told(tx: &mut Tx<'_>, id: Id<Import>, told: &[u8]) -> Result<(), StoreError> {
    let set = import::told.eq(Some(told));
    column::one_changed(diesel::update(import::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// The files that nobody went on with since `before`.
pub fn forgotten(snapshot: &mut Snapshot<'_>, before: Timestamp) -> Result<Vec<Id<Import>>, StoreError> {
    let states = [State::Arriving, State::Mapping, State::Checking, State::Checked].map(State::code);
    ids(snapshot, &states, before)
}

/// The files of a person that are not being written.
pub fn unwritten_of(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<Id<Import>>, StoreError> {
    let states = [State::Arriving, State::Mapping, State::Checking, State::Checked].map(State::code);
    let own = import::staff_id.eq(staff.to_string()).and(import::state.eq_any(states));
    let rows: Vec<String> = import::table.filter(own).select(import::id).load(snapshot.0)?;
    rows.iter().map(|id| column::id(id, "import", "id")).collect()
}

/// The imports that wait to be tried or written, those first that were gone on with longest ago.
pub fn waiting(snapshot: &mut Snapshot<'_>) -> Result<Vec<Import>, StoreError> {
    let busy = import::state.eq_any([State::Checking, State::Applying].map(State::code));
    let rows: Vec<Row> =
        import::table.filter(busy).order((import::touched, import::id)).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_import).collect()
}

fn ids(
    snapshot: &mut Snapshot<'_>,
    states: &[&str],
    before: Timestamp,
) -> Result<Vec<Id<Import>>, StoreError> {
    let old = import::state.eq_any(states).and(import::touched.lt(before.as_utc()));
    let rows: Vec<String> = import::table.filter(old).select(import::id).load(snapshot.0)?;
    rows.iter().map(|id| column::id(id, "import", "id")).collect()
}

/// How far the writing of a batch is: how many rows, and of how many.
pub fn of_batch(snapshot: &mut Snapshot<'_>, batch: Id<Batch>) -> Result<Option<(i32, i32)>, StoreError> {
    let own = import::table.filter(import::batch_id.eq(batch.to_string()));
    Ok(own.select((import::done, import::total)).first(snapshot.0).optional()?)
}

/// Forgets a file.
pub fn delete(tx: &mut Tx<'_>, id: Id<Import>) -> Result<(), StoreError> {
    diesel::delete(import::table.find(id.to_string())).execute(tx.0.0)?;
    Ok(())
}

/// Writes how far an import is; [`StoreError::Stale`] when somebody else went on with it since `touched`.
pub fn save(tx: &mut Tx<'_>, changed: &Import, touched: Timestamp) -> Result<(), StoreError> {
    let before = import::id.eq(changed.id.to_string()).and(import::touched.eq(touched.as_utc()));
    let set = (
        import::state.eq(changed.state.code()),
        import::mapping.eq(column::json(&changed.mapping)?),
        import::done.eq(changed.done),
        import::total.eq(changed.total),
        import::touched.eq(changed.touched.as_utc()),
        import::batch_id.eq(changed.batch.map(|id| id.to_string())),
    );
    column::one_changed(diesel::update(import::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// What this person did with these columns last time.
pub fn remembered(
    snapshot: &mut Snapshot<'_>,
    staff: Id<Staff>,
    headings: &str,
) -> Result<Option<Vec<String>>, StoreError> {
    let row = import_mapping::table.find((staff.to_string(), headings)).select(import_mapping::mapping);
    let text: Option<String> = row.first(snapshot.0).optional()?;
    text.map(|text| column::from_json(&text, "import_mapping", "mapping")).transpose()
}

/// Remembers what this person does with these columns.
pub fn remember(
    tx: &mut Tx<'_>,
    staff: Id<Staff>,
    headings: &str,
    mapping: &[String],
) -> Result<(), StoreError> {
    diesel::delete(import_mapping::table.find((staff.to_string(), headings))).execute(tx.0.0)?;
    let row = (
        import_mapping::staff_id.eq(staff.to_string()),
        import_mapping::headings.eq(headings),
        import_mapping::mapping.eq(column::json(&mapping)?),
    );
    diesel::insert_into(import_mapping::table).values(row).execute(tx.0.0)?;
    Ok(())
}

fn into_import(row: Row) -> Result<Import, StoreError> {
    const TABLE: &str = "import";
    let batch: Option<Id<Batch>> = column::id_if(row.batch_id.as_deref(), TABLE, "batch_id")?;
    Ok(Import {
        id: column::id(&row.id, TABLE, "id")?,
        staff: column::id(&row.staff_id, TABLE, "staff_id")?,
        name: row.name,
        at: Timestamp::from_utc(row.at),
        state: column::code(State::from_code(&row.state), TABLE, "state")?,
        mapping: column::from_json(&row.mapping, TABLE, "mapping")?,
        done: row.done,
        total: row.total,
        touched: Timestamp::from_utc(row.touched),
        batch,
    })
}
