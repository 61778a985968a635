//! What practitioners keep here: one sealed row each, which only their own key opens.

use diesel::prelude::*;

use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::kept_reports as table;
use crate::{Snapshot, Tx};

/// A person's row; none before they first signed in.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Practitioner>) -> Result<Option<Vec<u8>>, StoreError> {
    let row = table::table.find(id.to_string()).select(table::sealed);
    Ok(row.first(snapshot.0).optional()?)
}

/// Writes a person's first row.
pub fn insert(tx: &mut Tx<'_>, id: Id<Practitioner>, sealed: &[u8]) -> Result<(), StoreError> {
    let row = (table::practitioner_id.eq(id.to_string()), table::sealed.eq(sealed));
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a person's row in place of the one that was read: false when it has changed since.
pub fn replace(
    tx: &mut Tx<'_>,
    id: Id<Practitioner>,
    before: &[u8],
    sealed: &[u8],
) -> Result<bool, StoreError> {
    let same = table::table.filter(table::practitioner_id.eq(id.to_string()).and(table::sealed.eq(before)));
    Ok(diesel::update(same).set(table::sealed.eq(sealed)).execute(tx.0.0)? == 1)
}
