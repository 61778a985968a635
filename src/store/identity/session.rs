//! Staff sessions.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::schema::{session, staff};
use crate::{Snapshot, Tx, column};

/// A staff session. Its token is in the person's cookie alone; without it, nothing here opens anything.
#[derive(Clone)]
pub struct Session {
    /// What finds it: the digest of the token.
    pub lookup: String,
    /// Whose it is.
    pub staff: Id<Staff>,
    /// Their private key, sealed under the token.
    pub sealed_private: Vec<u8>,
    /// When it ends if nothing is done.
    pub expires: Timestamp,
    /// When it ends whatever is done.
    pub ends: Timestamp,
}

/// Begins a session.
pub fn insert(tx: &mut Tx<'_>, new: &Session) -> Result<(), StoreError> {
    let row = (
        session::lookup.eq(&new.lookup),
        session::staff_id.eq(new.staff.to_string()),
        session::sealed_private.eq(&new.sealed_private),
        session::expires_at.eq(new.expires.as_utc()),
        session::ends_at.eq(new.ends.as_utc()),
    );
    diesel::insert_into(session::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A session that has not ended.
pub fn find(
    snapshot: &mut Snapshot<'_>,
    lookup: &str,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    type Row = (String, String, Vec<u8>, time::PrimitiveDateTime, time::PrimitiveDateTime);
    let alive = session::expires_at.gt(now.as_utc()).and(session::ends_at.gt(now.as_utc()));
    let row: Option<Row> = session::table.find(lookup).filter(alive).first(snapshot.0).optional()?;
    row.map(|(lookup, staff, sealed_private, expires, ends)| {
        Ok(Session {
            lookup,
            staff: column::id(&staff, "session", "staff_id")?,
            sealed_private,
            expires: Timestamp::from_utc(expires),
            ends: Timestamp::from_utc(ends),
        })
    })
    .transpose()
}

/// Moves the end of a session on.
pub fn extend(tx: &mut Tx<'_>, lookup: &str, expires: Timestamp) -> Result<(), StoreError> {
    diesel::update(session::table.find(lookup))
        .set(session::expires_at.eq(expires.as_utc()))
        .execute(tx.0.0)?;
    Ok(())
}

/// Ends a session.
pub fn delete(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError> {
    diesel::delete(session::table.find(lookup)).execute(tx.0.0)?;
    Ok(())
}

/// Ends every session of a person; what their browsers kept from before counts for nothing.
pub fn delete_of(tx: &mut Tx<'_>, staff: Id<Staff>) -> Result<(), StoreError> {
    diesel::delete(session::table.filter(session::staff_id.eq(staff.to_string()))).execute(tx.0.0)?;
    outdate(tx, staff)
}

/// Ends every session of a person but this one; what their browsers kept from before counts for nothing.
pub fn delete_others(tx: &mut Tx<'_>, staff: Id<Staff>, lookup: &str) -> Result<(), StoreError> {
    let theirs = session::staff_id.eq(staff.to_string()).and(session::lookup.ne(lookup));
    diesel::delete(session::table.filter(theirs)).execute(tx.0.0)?;
    outdate(tx, staff)
}

fn outdate(tx: &mut Tx<'_>, id: Id<Staff>) -> Result<(), StoreError> {
    let next = staff::generation.eq(staff::generation + 1);
    diesel::update(staff::table.find(id.to_string())).set(next).execute(tx.0.0)?;
    Ok(())
}

/// Ends the sessions whose time has run out.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let over = session::expires_at.le(now.as_utc()).or(session::ends_at.le(now.as_utc()));
    diesel::delete(session::table.filter(over)).execute(tx.0.0)?;
    Ok(())
}
