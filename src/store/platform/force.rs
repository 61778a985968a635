//! Police forces and their districts.

use diesel::prelude::*;

use domain::platform::force::{District, Force, Lists};
use domain::platform::id::Id;
use domain::platform::position::Position;

use crate::backend::Db;
use crate::error::StoreError;
use crate::schema::{district, force};
use crate::{Snapshot, Tx, column};

#[derive(Queryable)]
struct ForceRow {
    code: String,
    name: String,
    welsh: bool,
    served: bool,
    grid_row: Option<i32>,
    grid_column: Option<i32>,
}

type DistrictRow = (String, String, String, Option<i32>, Option<i32>);

/// Every force, by name.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Force>, StoreError> {
    let rows: Vec<ForceRow> = force::table.order(force::name).load(snapshot.0)?;
    Ok(rows.into_iter().map(into_force).collect())
}

/// The forces that every database begins with, without touching one: from a database in memory.
///
/// # Errors
/// When that cannot be made.
pub fn known() -> Result<Vec<Force>, StoreError> {
    all(&mut Snapshot(&mut Db::in_memory()?))
}

/// The forces that are served, with their districts.
pub fn lists(snapshot: &mut Snapshot<'_>) -> Result<Lists, StoreError> {
    let forces: Vec<ForceRow> =
        force::table.filter(force::served.eq(true)).order(force::name).load(snapshot.0)?;
    // A join, not a list of codes: only a statement that is always the same stays prepared.
    let rows: Vec<DistrictRow> = district::table
        .inner_join(force::table)
        .filter(force::served.eq(true))
        .order(district::name)
        .select((
            district::id,
            district::force_code,
            district::name,
            district::grid_row,
            district::grid_column,
        ))
        .load(snapshot.0)?;
    let districts = rows.into_iter().map(into_district).collect::<Result<_, _>>()?;
    Ok(Lists { forces: forces.into_iter().map(into_force).collect(), districts })
}

/// Adds a force: an invented one, for a demonstration.
pub fn insert(tx: &mut Tx<'_>, new: &Force) -> Result<(), StoreError> {
    let row = (
        force::code.eq(&new.code),
        force::name.eq(&new.name),
        force::welsh.eq(new.welsh),
        force::served.eq(new.served),
        force::grid_row.eq(row_of(new.position)),
        force::grid_column.eq(column_of(new.position)),
    );
    diesel::insert_into(force::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Marks a force as served.
pub fn serve(tx: &mut Tx<'_>, code: &str) -> Result<(), StoreError> {
    let rows = diesel::update(force::table.find(code)).set(force::served.eq(true)).execute(tx.0.0)?;
    column::one_changed(rows)
}

/// Adds a district.
pub fn insert_district(tx: &mut Tx<'_>, new: &District) -> Result<(), StoreError> {
    let row = (
        district::id.eq(new.id.to_string()),
        district::force_code.eq(&new.force),
        district::name.eq(&new.name),
        district::grid_row.eq(row_of(new.position)),
        district::grid_column.eq(column_of(new.position)),
    );
    diesel::insert_into(district::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Changes where a force stands among the forces.
pub fn place(tx: &mut Tx<'_>, code: &str, position: Option<Position>) -> Result<(), StoreError> {
    let set = (force::grid_row.eq(row_of(position)), force::grid_column.eq(column_of(position)));
    column::one_changed(diesel::update(force::table.find(code)).set(set).execute(tx.0.0)?)
}

/// Changes the name of a district, and where it stands.
pub fn save_district(tx: &mut Tx<'_>, changed: &District) -> Result<(), StoreError> {
    let set = (
        district::name.eq(&changed.name),
        district::grid_row.eq(row_of(changed.position)),
        district::grid_column.eq(column_of(changed.position)),
    );
    column::one_changed(
        diesel::update(district::table.find(changed.id.to_string())).set(set).execute(tx.0.0)?,
    )
}

fn into_force(row: ForceRow) -> Force {
    let position = position(row.grid_row, row.grid_column);
    Force { code: row.code, name: row.name, welsh: row.welsh, served: row.served, position }
}

fn into_district((id, force, name, row, column): DistrictRow) -> Result<District, StoreError> {
    let id: Id<District> = column::id(&id, "district", "id")?;
    Ok(District { id, force, name, position: position(row, column) })
}

/// Both or neither: the tables see to that.
fn position(row: Option<i32>, column: Option<i32>) -> Option<Position> {
    let (row, column) = (u8::try_from(row?).ok()?, u8::try_from(column?).ok()?);
    Some(Position { row, column })
}

fn row_of(position: Option<Position>) -> Option<i32> {
    position.map(|position| position.row.into())
}

fn column_of(position: Option<Position>) -> Option<i32> {
    position.map(|position| position.column.into())
}
