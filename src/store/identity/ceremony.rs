//! What the server keeps between asking an authenticator and its answer, for whichever node the answer comes
//! to.

use diesel::prelude::*;

use domain::platform::time::Timestamp;

use crate::Tx;
use crate::error::StoreError;
use crate::schema::ceremony as table;

/// Keeps what a ceremony needs, under the digest of its token.
pub fn insert(tx: &mut Tx<'_>, lookup: &str, state: &str, expires: Timestamp) -> Result<(), StoreError> {
    let row = (table::lookup.eq(lookup), table::state.eq(state), table::expires_at.eq(expires.as_utc()));
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Takes what was kept, if its time has not run out: it is there once.
pub fn take(tx: &mut Tx<'_>, lookup: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
    let alive = table::expires_at.gt(now.as_utc());
    let state: Option<String> =
        table::table.find(lookup).filter(alive).select(table::state).first(tx.0.0).optional()?;
    let taken = diesel::delete(table::table.find(lookup)).execute(tx.0.0)? == 1;
    Ok(state.filter(|_| taken))
}

/// Forgets ceremonies that were never finished.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    diesel::delete(table::table.filter(table::expires_at.le(now.as_utc()))).execute(tx.0.0)?;
    Ok(())
}
