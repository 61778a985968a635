//! What is in a list on its way in, and what becomes of each of its rows. All of it is sealed.

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::register::import::{Import, RowOutcome};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::schema::{import_part, import_row};
use crate::{Snapshot, Tx, column};

/// What becomes of a row, sealed.
#[derive(Clone)]
pub struct SealedRow {
    /// The number of the row in the file, from 1.
    pub number: u32,
    /// What becomes of it.
    pub fate: RowOutcome,
    /// The rest of its plan, sealed under the key of the import.
    pub plan: Vec<u8>,
}

/// Keeps some parts of what is in a file; the first has the number `from`.
pub fn add_parts(tx: &mut Tx<'_>, id: Id<Import>, from: i32, parts: &[Vec<u8>]) -> Result<(), StoreError> {
    for (at, sealed) in (from..).zip(parts) {
        let row = (
            import_part::import_id.eq(id.to_string()),
            import_part::number.eq(at),
            import_part::sealed.eq(sealed),
        );
        diesel::insert_into(import_part::table).values(row).execute(tx.0.0)?;
    }
    Ok(())
}

/// What is in a file, in the order of its parts.
pub fn parts(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Vec<Vec<u8>>, StoreError> {
    Ok(import_part::table
        .filter(import_part::import_id.eq(id.to_string()))
        .order(import_part::number)
        .select(import_part::sealed)
        .load(snapshot.0)?)
}

/// Forgets some of what is in a file; whether that was all.
pub fn clear_parts(tx: &mut Tx<'_>, id: Id<Import>, most: i64) -> Result<bool, StoreError> {
    let own = import_part::import_id.eq(id.to_string());
    let some: Vec<i32> =
        import_part::table.filter(own.clone()).limit(most).select(import_part::number).load(tx.0.0)?;
    let gone = own.and(import_part::number.eq_any(&some));
    diesel::delete(import_part::table.filter(gone)).execute(tx.0.0)?;
    Ok(i64::try_from(some.len()).unwrap_or(most) < most)
}

/// Forgets what becomes of some rows; whether those were all.
pub fn clear_rows(tx: &mut Tx<'_>, id: Id<Import>, most: i64) -> Result<bool, StoreError> {
    let own = import_row::import_id.eq(id.to_string());
    let some: Vec<i32> =
        import_row::table.filter(own.clone()).limit(most).select(import_row::number).load(tx.0.0)?;
    let gone = own.and(import_row::number.eq_any(&some));
    diesel::delete(import_row::table.filter(gone)).execute(tx.0.0)?;
    Ok(i64::try_from(some.len()).unwrap_or(most) < most)
}

/// Writes down what becomes of some rows.
pub fn add_rows(tx: &mut Tx<'_>, id: Id<Import>, plans: &[SealedRow]) -> Result<(), StoreError> {
    let row = |plan: &SealedRow| {
        (
            import_row::import_id.eq(id.to_string()),
            import_row::number.eq(number(plan.number)),
            import_row::fate.eq(plan.fate.code()),
            import_row::plan.eq(plan.plan.clone()),
        )
    };
    let rows: Vec<_> = plans.iter().map(row).collect();
    on_backend!(&mut *tx.0.0, db => diesel::insert_into(import_row::table).values(&rows).execute(db))?;
    Ok(())
}

/// Writes a row's plan again.
pub fn save_row(tx: &mut Tx<'_>, id: Id<Import>, plan: &SealedRow) -> Result<(), StoreError> {
    let row = import_row::table.find((id.to_string(), number(plan.number)));
    let set = (import_row::fate.eq(plan.fate.code()), import_row::plan.eq(&plan.plan));
    column::one_changed(diesel::update(row).set(set).execute(tx.0.0)?)
}

/// Forgets rows that are written.
pub fn remove_rows(tx: &mut Tx<'_>, id: Id<Import>, numbers: &[u32]) -> Result<(), StoreError> {
    let numbers: Vec<i32> = numbers.iter().copied().map(number).collect();
    let done = import_row::import_id.eq(id.to_string()).and(import_row::number.eq_any(numbers));
    diesel::delete(import_row::table.filter(done)).execute(tx.0.0)?;
    Ok(())
}

/// How many rows each fate has.
pub fn counts(snapshot: &mut Snapshot<'_>, id: Id<Import>) -> Result<Vec<(RowOutcome, i64)>, StoreError> {
    let id = id.to_string();
    let count = |fate: RowOutcome| {
        let rows =
            import_row::table.filter(import_row::import_id.eq(&id).and(import_row::fate.eq(fate.code())));
        Ok((fate, rows.count().get_result(snapshot.0)?))
    };
    RowOutcome::ALL.into_iter().map(count).collect()
}

type RowColumns = (import_row::number, import_row::fate, import_row::plan);
const ROW: RowColumns = (import_row::number, import_row::fate, import_row::plan);

/// Some rows of these fates, in the order of the file.
pub fn rows(
    snapshot: &mut Snapshot<'_>,
    id: Id<Import>,
    fates: &[RowOutcome],
    (offset, limit): (i64, i64),
) -> Result<Vec<SealedRow>, StoreError> {
    let codes: Vec<&str> = fates.iter().map(|fate| fate.code()).collect();
    let rows: Vec<(i32, String, Vec<u8>)> = import_row::table
        .filter(import_row::import_id.eq(id.to_string()).and(import_row::fate.eq_any(codes)))
        .order(import_row::number)
        .offset(offset)
        .limit(limit)
        .select(ROW)
        .load(snapshot.0)?;
    rows.into_iter().map(into_row).collect()
}

/// The rows of these numbers that may be doubles.
pub fn doubles(
    snapshot: &mut Snapshot<'_>,
    id: Id<Import>,
    numbers: &[u32],
) -> Result<Vec<SealedRow>, StoreError> {
    let numbers: Vec<i32> = numbers.iter().copied().map(number).collect();
    let own = import_row::import_id.eq(id.to_string()).and(import_row::fate.eq(RowOutcome::Double.code()));
    let rows: Vec<(i32, String, Vec<u8>)> =
        import_row::table.filter(own.and(import_row::number.eq_any(numbers))).select(ROW).load(snapshot.0)?;
    rows.into_iter().map(into_row).collect()
}

fn into_row((number, fate, plan): (i32, String, Vec<u8>)) -> Result<SealedRow, StoreError> {
    const TABLE: &str = "import_row";
    Ok(SealedRow {
        number: u32::try_from(number).map_err(|_| StoreError::Corrupt { table: TABLE, column: "number" })?,
        fate: column::code(RowOutcome::from_code(&fate), TABLE, "fate")?,
        plan,
    })
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
