//! Failures to sign in. A row's name is a keyed digest, so that addresses that nobody has count as others do
//! and the table lists nobody. No success changes a row: that one has gone would tell that its owner was
//! here.

use diesel::prelude::*;

use domain::identity::throttle::Count;
use domain::platform::time::{Day, Timestamp};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::schema::sign_in_throttle as table;
use crate::{Snapshot, Tx};

/// Seconds after the last wait has run out for which failures are remembered.
const REMEMBERED: i64 = 86_400;

/// What is counted under a name; none when nothing is.
pub fn find(snapshot: &mut Snapshot<'_>, name: &str) -> Result<Option<Count>, StoreError> {
    type Row = (i32, time::PrimitiveDateTime, time::Date, i32);
    let columns = (table::failures, table::retry_at, table::day, table::of_day);
    let row: Option<Row> = table::table.find(name).select(columns).first(snapshot.0).optional()?;
    let number = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(row.map(|(failures, retry, day, of_day)| Count {
        failures: number(failures),
        retry: Timestamp::from_utc(retry),
        day: Day(day),
        of_day: number(of_day),
    }))
}

/// Writes down what is counted under a name.
pub fn put(tx: &mut Tx<'_>, name: &str, count: &Count) -> Result<(), StoreError> {
    let number = |number| i32::try_from(number).unwrap_or(i32::MAX);
    let set = (
        table::failures.eq(number(count.failures)),
        table::retry_at.eq(count.retry.as_utc()),
        table::day.eq(count.day.0),
        table::of_day.eq(number(count.of_day)),
    );
    let insert =
        diesel::insert_into(table::table).values((table::account.eq(name), set.0, set.1, set.2, set.3));
    on_backend!(tx.0.0, connection => insert.on_conflict(table::account).do_update().set(set).execute(connection))?;
    Ok(())
}

/// Forgets old failures.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let old = table::retry_at.le(now.plus_seconds(-REMEMBERED).as_utc());
    diesel::delete(table::table.filter(old)).execute(tx.0.0)?;
    Ok(())
}
