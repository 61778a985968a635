//! Secret addresses of calendars. Only the digest of an address's token is kept: the table opens nothing.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::feed;
use crate::{Snapshot, Tx, column};

/// Gives a person a new address; an older one stops working.
pub fn put(tx: &mut Tx<'_>, staff: Id<Staff>, lookup: &str) -> Result<(), StoreError> {
    delete(tx, staff)?;
    let row = (feed::lookup.eq(lookup), feed::staff_id.eq(staff.to_string()));
    diesel::insert_into(feed::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Takes a person's address away.
pub fn delete(tx: &mut Tx<'_>, staff: Id<Staff>) -> Result<(), StoreError> {
    diesel::delete(feed::table.filter(feed::staff_id.eq(staff.to_string()))).execute(tx.0.0)?;
    Ok(())
}

/// Whether a person has an address.
pub fn exists(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<bool, StoreError> {
    let of = feed::table.filter(feed::staff_id.eq(staff.to_string()));
    Ok(diesel::select(diesel::dsl::exists(of)).get_result(snapshot.0)?)
}

/// Whose address it is.
pub fn find(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<Id<Staff>>, StoreError> {
    let row: Option<String> = feed::table.find(lookup).select(feed::staff_id).first(snapshot.0).optional()?;
    column::id_if(row.as_deref(), "feed", "staff_id")
}
