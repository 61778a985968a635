//! Notes for managers on who may have become a source. What is in them is sealed to each of those who hold
//! one.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::source_review as table;
use crate::{Snapshot, Tx, column};

/// The marker type of a note's identifier: the same for everybody who holds it.
#[derive(Debug)]
pub struct SourceReview;

/// A note as one person holds it.
#[derive(Clone, Debug)]
pub struct SealedNote {
    /// The note.
    pub id: Id<SourceReview>,
    /// Who holds it.
    pub staff: Id<Staff>,
    /// What it says, sealed to them.
    pub sealed: Vec<u8>,
}

/// Adds a note of one person.
pub fn insert(tx: &mut Tx<'_>, new: &SealedNote) -> Result<(), StoreError> {
    let row = (
        table::id.eq(new.id.to_string()),
        table::staff_id.eq(new.staff.to_string()),
        table::sealed.eq(&new.sealed),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// What one person holds.
pub fn of_staff(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<SealedNote>, StoreError> {
    let rows: Vec<(String, Vec<u8>)> = table::table
        .filter(table::staff_id.eq(staff.to_string()))
        .order(table::id)
        .select((table::id, table::sealed))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, sealed)| Ok(SealedNote { id: column::id(&id, "source_review", "id")?, staff, sealed }))
        .collect()
}

/// Everybody who holds a note.
pub fn holders(snapshot: &mut Snapshot<'_>, id: Id<SourceReview>) -> Result<Vec<Id<Staff>>, StoreError> {
    let ids: Vec<String> = table::table
        .filter(table::id.eq(id.to_string()))
        .order(table::staff_id)
        .select(table::staff_id)
        .load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "source_review", "staff_id")).collect()
}

/// Writes a note of one person anew; [`StoreError::Stale`] when they hold it no more.
pub fn replace(tx: &mut Tx<'_>, new: &SealedNote) -> Result<(), StoreError> {
    let row = table::table.find((new.id.to_string(), new.staff.to_string()));
    column::one_changed(diesel::update(row).set(table::sealed.eq(&new.sealed)).execute(tx.0.0)?)
}
