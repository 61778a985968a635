//! The audit log.

use diesel::prelude::*;

use crate::domain::audit::{AuditEvent, Deed};
use crate::domain::id::Id;
use crate::domain::random::Random;
use crate::domain::time::Timestamp;

use super::error::StoreError;
use super::schema::{audit_event, staff};
use super::{Snapshot, Tx, column};

/// An event with the name of who did it, for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The event.
    pub event: AuditEvent,
    /// The name of the person; empty when the system did it.
    pub name: String,
    /// The name of the member of staff that the detail stands for; empty when it stands for something else.
    pub about: String,
}

/// Writes an event.
pub fn record(tx: &mut Tx<'_>, random: &dyn Random, event: &AuditEvent) -> Result<(), StoreError> {
    let row = (
        audit_event::id.eq(Id::<AuditEvent>::random(random).to_string()),
        audit_event::at.eq(event.at.as_utc()),
        audit_event::staff_id.eq(event.actor.map(|id| id.to_string())),
        audit_event::deed.eq(event.deed.code()),
        audit_event::object.eq(&event.object),
        audit_event::detail.eq(&event.detail),
    );
    diesel::insert_into(audit_event::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A page of the log, newest first.
pub fn page(snapshot: &mut Snapshot<'_>, offset: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows = with_names()
        .order((audit_event::at.desc(), audit_event::id))
        .offset(offset)
        .limit(limit)
        .load(snapshot.0)?;
    rows.into_iter().map(into_entry).collect()
}

/// What was done to one object, newest first.
pub fn of_object(snapshot: &mut Snapshot<'_>, object: &str, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows = with_names()
        .filter(audit_event::object.eq(object))
        .order((audit_event::at.desc(), audit_event::id))
        .limit(limit)
        .load(snapshot.0)?;
    rows.into_iter().map(into_entry).collect()
}

/// How many events there are.
pub fn count(snapshot: &mut Snapshot<'_>) -> Result<i64, StoreError> {
    Ok(audit_event::table.count().get_result(snapshot.0)?)
}

diesel::alias!(
    const MEANT: Alias<Meant> = staff as meant;
);

type Row = (time::PrimitiveDateTime, Option<String>, String, String, String, Option<String>, Option<String>);

#[diesel::dsl::auto_type]
fn with_names() -> _ {
    audit_event::table
        .left_join(staff::table)
        .left_join(MEANT.on(MEANT.field(staff::id).eq(audit_event::detail)))
        .select((
            audit_event::at,
            audit_event::staff_id,
            audit_event::deed,
            audit_event::object,
            audit_event::detail,
            staff::name.nullable(),
            MEANT.field(staff::name).nullable(),
        ))
}

fn into_entry((at, actor, deed, object, detail, name, about): Row) -> Result<Entry, StoreError> {
    let actor = column::id_if(actor.as_deref(), "audit_event", "staff_id")?;
    let deed = column::code(Deed::from_code(&deed), "audit_event", "deed")?;
    let event = AuditEvent { at: Timestamp::from_utc(at), actor, deed, object, detail };
    Ok(Entry { event, name: name.unwrap_or_default(), about: about.unwrap_or_default() })
}
