//! Who does the chores: of many nodes, one at a time.

use diesel::prelude::*;

use crate::domain::time::Timestamp;

use super::Tx;
use super::backend::on_backend;
use super::error::StoreError;
use super::schema::lease;

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
