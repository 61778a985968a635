//! Lists on their way into the register, and what becomes of each of their rows.

use diesel::prelude::*;

use crate::domain::batch::Batch;
use crate::domain::id::Id;
use crate::domain::import::plan::RowPlan;
use crate::domain::import::sheet::Sheet;
use crate::domain::import::{Fate, Import, State};
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;

use super::backend::on_backend;
use super::error::StoreError;
use super::schema::{import, import_mapping, import_row};
use super::{Snapshot, Tx, column};

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

/// Keeps a file that was sent.
pub fn insert(tx: &mut Tx<'_>, new: &Import, sheet: &Sheet) -> Result<(), StoreError> {
    let row = (
        import::id.eq(new.id.to_string()),
        import::staff_id.eq(new.staff.to_string()),
        import::name.eq(&new.name),
        import::at.eq(new.at.as_utc()),
        import::state.eq(new.state.code()),
        import::sheet.eq(column::json(sheet)?),
        import::mapping.eq(column::json(&new.mapping)?),
        import::done.eq(new.done),
        import::total.eq(new.total),
        import::touched.eq(new.touched.as_utc()),
        import::batch_id.eq(new.batch.map(|id| id.to_string())),
    );
    diesel::insert_into(import::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// An import.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Import>, StoreError> {
    let row: Option<Row> = import::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_import).transpose()
}

/// The imports of this person that are not written yet, newest first.
pub fn open(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<Import>, StoreError> {
    let rows: Vec<Row> = import::table
        .filter(import::staff_id.eq(staff.to_string()).and(import::state.ne(State::Applied.code())))
        .order((import::at.desc(), import::id))
        .limit(20)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_import).collect()
}

/// The table of an import; none once it is written.
pub fn sheet(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Option<Sheet>, StoreError> {
    let text: Option<String> =
        import::table.find(id.to_string()).select(import::sheet).first(snapshot.0).optional()?;
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| column::from_json(&text, "import", "sheet")).transpose()
}

/// Forgets files that nobody went on with since `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    let states = [State::Mapping, State::Checking, State::Checked].map(State::code);
    let old = import::state.eq_any(states).and(import::touched.lt(before.as_utc()));
    diesel::delete(import::table.filter(old)).execute(tx.0.0)?;
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

/// Forgets what is in a file that is written: addresses that must not be kept may be among it.
pub fn clear(tx: &mut Tx<'_>, id: Id<Import>) -> Result<(), StoreError> {
    clear_rows(tx, id)?;
    diesel::update(import::table.find(id.to_string())).set(import::sheet.eq("")).execute(tx.0.0)?;
    Ok(())
}

/// Forgets what becomes of the rows.
pub fn clear_rows(tx: &mut Tx<'_>, id: Id<Import>) -> Result<(), StoreError> {
    diesel::delete(import_row::table.filter(import_row::import_id.eq(id.to_string()))).execute(tx.0.0)?;
    Ok(())
}

/// Writes down what becomes of some rows.
pub fn add_rows(tx: &mut Tx<'_>, id: Id<Import>, plans: &[RowPlan]) -> Result<(), StoreError> {
    let rows = plans.iter().map(|plan| {
        Ok((
            import_row::import_id.eq(id.to_string()),
            import_row::number.eq(number(plan.number)),
            import_row::fate.eq(plan.fate.code()),
            import_row::plan.eq(column::json(plan)?),
        ))
    });
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    on_backend!(&mut *tx.0.0, db => diesel::insert_into(import_row::table).values(&rows).execute(db))?;
    Ok(())
}

/// Writes a row's plan again.
pub fn save_row(tx: &mut Tx<'_>, id: Id<Import>, plan: &RowPlan) -> Result<(), StoreError> {
    let row = import_row::table.find((id.to_string(), number(plan.number)));
    let set = (import_row::fate.eq(plan.fate.code()), import_row::plan.eq(column::json(plan)?));
    column::one_changed(diesel::update(row).set(set).execute(tx.0.0)?)
}

/// Forgets rows that are written.
pub fn remove_rows(tx: &mut Tx<'_>, id: Id<Import>, plans: &[RowPlan]) -> Result<(), StoreError> {
    let numbers: Vec<i32> = plans.iter().map(|plan| number(plan.number)).collect();
    let done = import_row::import_id.eq(id.to_string()).and(import_row::number.eq_any(numbers));
    diesel::delete(import_row::table.filter(done)).execute(tx.0.0)?;
    Ok(())
}

/// How many rows each fate has.
pub fn counts(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Vec<(Fate, i64)>, StoreError> {
    let id = id.to_string();
    let count = |fate: Fate| {
        let rows =
            import_row::table.filter(import_row::import_id.eq(&id).and(import_row::fate.eq(fate.code())));
        Ok((fate, rows.count().get_result(snapshot.0)?))
    };
    Fate::ALL.into_iter().map(count).collect()
}

/// Some rows of these fates, in the order of the file.
pub fn rows(
    snapshot: &mut Snapshot<'_>,
    id: Id<Import>,
    fates: &[Fate],
    offset: i64,
    limit: i64,
) -> Result<Vec<RowPlan>, StoreError> {
    let codes: Vec<&str> = fates.iter().map(|fate| fate.code()).collect();
    let texts: Vec<String> = import_row::table
        .filter(import_row::import_id.eq(id.to_string()).and(import_row::fate.eq_any(codes)))
        .order(import_row::number)
        .offset(offset)
        .limit(limit)
        .select(import_row::plan)
        .load(snapshot.0)?;
    texts.iter().map(|text| column::from_json(text, "import_row", "plan")).collect()
}

/// What becomes of one row.
pub fn row(snapshot: &mut Snapshot<'_>, id: Id<Import>, at: u32) -> Result<Option<RowPlan>, StoreError> {
    let row = import_row::table.find((id.to_string(), number(at))).select(import_row::plan);
    let text: Option<String> = row.first(snapshot.0).optional()?;
    text.map(|text| column::from_json(&text, "import_row", "plan")).transpose()
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

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
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
