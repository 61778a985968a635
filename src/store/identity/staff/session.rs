//! Staff sessions.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::identity::session::{Session, Sessions};
use crate::schema::{session as table, staff};
use crate::{Snapshot, Tx, column};

impl Sessions for Staff {
    type Ration = ();
    const SESSIONS: &'static str = "session";

    fn insert_session(tx: &mut Tx<'_>, new: &Session<Self>) -> Result<(), StoreError> {
        let row = (
            table::lookup.eq(&new.lookup),
            table::staff_id.eq(new.owner.to_string()),
            table::sealed_private.eq(column::code(new.sealed_key.as_ref(), "session", "sealed_private")?),
            table::expires_at.eq(new.expires.as_utc()),
            table::ends_at.eq(new.ends.as_utc()),
        );
        diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
        Ok(())
    }

    fn find_session(
        snapshot: &mut Snapshot<'_>,
        lookup: &str,
        now: Timestamp,
    ) -> Result<Option<Session<Self>>, StoreError> {
        type Row = (String, String, Vec<u8>, time::PrimitiveDateTime, time::PrimitiveDateTime);
        let alive = table::expires_at.gt(now.as_utc()).and(table::ends_at.gt(now.as_utc()));
        let row: Option<Row> = table::table.find(lookup).filter(alive).first(snapshot.0).optional()?;
        row.map(|(lookup, staff, sealed_private, expires, ends)| {
            Ok(Session {
                lookup,
                owner: column::id(&staff, "session", "staff_id")?,
                sealed_key: Some(sealed_private),
                ration: (),
                expires: Timestamp::from_utc(expires),
                ends: Timestamp::from_utc(ends),
            })
        })
        .transpose()
    }

    fn extend_session(tx: &mut Tx<'_>, lookup: &str, expires: Timestamp) -> Result<(), StoreError> {
        let row = table::table.find(lookup);
        diesel::update(row).set(table::expires_at.eq(expires.as_utc())).execute(tx.0.0)?;
        Ok(())
    }

    fn delete_session(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError> {
        diesel::delete(table::table.find(lookup)).execute(tx.0.0)?;
        Ok(())
    }

    fn delete_sessions(tx: &mut Tx<'_>, owner: Id<Self>, but: Option<&str>) -> Result<(), StoreError> {
        // No session has an empty lookup.
        let theirs = table::staff_id.eq(owner.to_string()).and(table::lookup.ne(but.unwrap_or_default()));
        diesel::delete(table::table.filter(theirs)).execute(tx.0.0)?;
        let next = staff::generation.eq(staff::generation + 1);
        diesel::update(staff::table.find(owner.to_string())).set(next).execute(tx.0.0)?;
        Ok(())
    }

    fn sweep_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        let over = table::expires_at.le(now.as_utc()).or(table::ends_at.le(now.as_utc()));
        diesel::delete(table::table.filter(over)).execute(tx.0.0)?;
        Ok(())
    }
}
