//! Drafts of long forms. What is in one, only its writer's key opens.

use diesel::prelude::*;

use domain::identity::form_draft::{KEPT_FOR, MOST};
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::schema::form_draft as table;
use crate::{Snapshot, Tx};

const DAY: i64 = 86_400;

/// Keeps a draft in place of an earlier one of the same form. With too many, the oldest go.
pub fn save(
    tx: &mut Tx<'_>,
    lookup: &str,
    staff: Id<Staff>,
    sealed: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    delete(tx, lookup)?;
    let staff = staff.to_string();
    let row = (
        table::lookup.eq(lookup),
        table::staff_id.eq(&staff),
        table::sealed.eq(sealed),
        table::saved_at.eq(now.as_utc()),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    let surplus: Vec<String> = table::table
        .filter(table::staff_id.eq(&staff))
        .order((table::saved_at.desc(), table::lookup))
        .offset(MOST)
        .limit(MOST)
        .select(table::lookup)
        .load(tx.0.0)?;
    diesel::delete(table::table.filter(table::lookup.eq_any(surplus))).execute(tx.0.0)?;
    Ok(())
}

/// When a draft was saved; none when there is none.
pub fn saved_at(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<Timestamp>, StoreError> {
    let row = table::table.find(lookup).select(table::saved_at);
    let at: Option<time::PrimitiveDateTime> = row.first(snapshot.0).optional()?;
    Ok(at.map(Timestamp::from_utc))
}

/// A draft.
pub fn find(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(table::table.find(lookup).select(table::sealed).first(snapshot.0).optional()?)
}

/// Deletes a draft, if there is one.
pub fn delete(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError> {
    diesel::delete(table::table.find(lookup)).execute(tx.0.0)?;
    Ok(())
}

/// Deletes every draft of somebody whose key has gone: nobody can open one any more.
pub fn delete_of(tx: &mut Tx<'_>, staff: Id<Staff>) -> Result<(), StoreError> {
    diesel::delete(table::table.filter(table::staff_id.eq(staff.to_string()))).execute(tx.0.0)?;
    Ok(())
}

/// Deletes drafts that nobody came back to.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let old = table::saved_at.le(now.plus_seconds(-KEPT_FOR * DAY).as_utc());
    diesel::delete(table::table.filter(old)).execute(tx.0.0)?;
    Ok(())
}
