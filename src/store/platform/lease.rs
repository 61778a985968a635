//! Who does what only one of many nodes does at a time: chores, imports.

use diesel::prelude::*;

use domain::platform::time::Timestamp;

use crate::Tx;
use crate::backend::on_backend;
use crate::error::StoreError;
use crate::schema::lease;

/// Takes or keeps the lease called `name` for the holder of `token` until `until`; false when another has it.
pub fn take(
    tx: &mut Tx<'_>,
    name: &str,
    token: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let free = lease::name.eq(name).and(lease::token.eq(token).or(lease::until.le(now.as_utc())));
    let set = (lease::token.eq(token), lease::until.eq(until.as_utc()));
    if diesel::update(lease::table.filter(free)).set(set).execute(tx.0.0)? == 1 {
        return Ok(true);
    }
    let row = (lease::name.eq(name), set.0, set.1);
    let insert = diesel::insert_into(lease::table).values(row);
    let rows = on_backend!(tx.0.0, connection => insert.on_conflict_do_nothing().execute(connection))?;
    Ok(rows == 1)
}

/// Gives the lease called `name` up, if the holder of `token` has it: another need not wait for its end.
pub fn release(tx: &mut Tx<'_>, name: &str, token: &str) -> Result<(), StoreError> {
    diesel::delete(lease::table.filter(lease::name.eq(name).and(lease::token.eq(token)))).execute(tx.0.0)?;
    Ok(())
}
