//! Visits of reporters: one sealed row for each, which only the cookie opens.

use diesel::prelude::*;

use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::schema::visit;
use crate::{Snapshot, Tx, column};

/// A visit as it is stored.
#[derive(Clone)]
pub struct SealedVisit {
    /// What finds it: the digest of the cookie.
    pub lookup: String,
    /// The visit, sealed under the cookie; bound to the version.
    pub sealed: Vec<u8>,
    /// How often it has changed.
    pub version: i64,
    /// When it is wiped if nothing is done.
    pub expires: Timestamp,
}

/// Begins a visit.
pub fn insert(tx: &mut Tx<'_>, new: &SealedVisit) -> Result<(), StoreError> {
    let row = (
        visit::lookup.eq(&new.lookup),
        visit::sealed.eq(&new.sealed),
        visit::version.eq(new.version),
        visit::expires_at.eq(new.expires.as_utc()),
    );
    diesel::insert_into(visit::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A visit that has not run out.
pub fn find(
    snapshot: &mut Snapshot<'_>,
    lookup: &str,
    now: Timestamp,
) -> Result<Option<SealedVisit>, StoreError> {
    let row: Option<(String, Vec<u8>, i64, time::PrimitiveDateTime)> =
        visit::table.find(lookup).filter(visit::expires_at.gt(now.as_utc())).first(snapshot.0).optional()?;
    Ok(row.map(|(lookup, sealed, version, expires)| SealedVisit {
        lookup,
        sealed,
        version,
        expires: Timestamp::from_utc(expires),
    }))
}

/// How often a visit has changed; none when there is none.
pub fn version(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<i64>, StoreError> {
    Ok(visit::table.find(lookup).select(visit::version).first(snapshot.0).optional()?)
}

/// Writes a changed visit; [`StoreError::Stale`] when it is no longer the version before.
pub fn save(tx: &mut Tx<'_>, changed: &SealedVisit) -> Result<(), StoreError> {
    let before = visit::lookup.eq(&changed.lookup).and(visit::version.eq(changed.version - 1));
    let set = (
        visit::sealed.eq(&changed.sealed),
        visit::version.eq(changed.version),
        visit::expires_at.eq(changed.expires.as_utc()),
    );
    column::one_changed(diesel::update(visit::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// Moves the end of a visit on.
pub fn extend(tx: &mut Tx<'_>, lookup: &str, expires: Timestamp) -> Result<(), StoreError> {
    diesel::update(visit::table.find(lookup)).set(visit::expires_at.eq(expires.as_utc())).execute(tx.0.0)?;
    Ok(())
}

/// Wipes a visit.
pub fn delete(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError> {
    diesel::delete(visit::table.find(lookup)).execute(tx.0.0)?;
    Ok(())
}

/// Wipes the visits whose time has run out; says how many.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize, StoreError> {
    Ok(diesel::delete(visit::table.filter(visit::expires_at.le(now.as_utc()))).execute(tx.0.0)?)
}
