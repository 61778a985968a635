//! Sessions of practitioners. A row is gone when its session ends: nothing says afterwards who was here when.

use diesel::prelude::*;

use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::agency::Agency;
use domain::register::contact::Contact;

use crate::error::StoreError;
use crate::schema::{practitioner, practitioner_session as table};
use crate::{Snapshot, Tx, column};

/// A practitioner's session. Its token is in their cookie alone; without it, nothing here opens anything.
#[derive(Clone)]
pub struct Session {
    /// What finds it: the digest of the token.
    pub lookup: String,
    /// Whose it is.
    pub practitioner: Id<Practitioner>,
    /// Their own key, sealed under the token; none when they came by a passkey that gives no key.
    pub sealed_key: Option<Vec<u8>>,
    /// Whether unlinkable tokens may still be issued in this session.
    pub ration: bool,
    /// When it ends if nothing is done.
    pub expires: Timestamp,
    /// When it ends whatever is done.
    pub ends: Timestamp,
}

/// Begins a session.
pub fn insert(tx: &mut Tx<'_>, new: &Session) -> Result<(), StoreError> {
    let row = (
        table::lookup.eq(&new.lookup),
        table::practitioner_id.eq(new.practitioner.to_string()),
        table::sealed_key.eq(&new.sealed_key),
        table::ration.eq(new.ration),
        table::expires_at.eq(new.expires.as_utc()),
        table::ends_at.eq(new.ends.as_utc()),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A session that has not ended.
pub fn find(
    snapshot: &mut Snapshot<'_>,
    lookup: &str,
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    type Row = (String, String, Option<Vec<u8>>, bool, time::PrimitiveDateTime, time::PrimitiveDateTime);
    let alive = table::expires_at.gt(now.as_utc()).and(table::ends_at.gt(now.as_utc()));
    let row: Option<Row> = table::table.find(lookup).filter(alive).first(snapshot.0).optional()?;
    row.map(|(lookup, practitioner, sealed_key, ration, expires, ends)| {
        Ok(Session {
            lookup,
            practitioner: column::id(&practitioner, "practitioner_session", "practitioner_id")?,
            sealed_key,
            ration,
            expires: Timestamp::from_utc(expires),
            ends: Timestamp::from_utc(ends),
        })
    })
    .transpose()
}

/// Moves the end of a session on.
pub fn extend(tx: &mut Tx<'_>, lookup: &str, expires: Timestamp) -> Result<(), StoreError> {
    let row = table::table.find(lookup);
    diesel::update(row).set(table::expires_at.eq(expires.as_utc())).execute(tx.0.0)?;
    Ok(())
}

/// Uses up a session's ration: false when it was used before, or there was none.
pub fn use_ration(tx: &mut Tx<'_>, lookup: &str) -> Result<bool, StoreError> {
    let unused = table::table.filter(table::lookup.eq(lookup).and(table::ration));
    Ok(diesel::update(unused).set(table::ration.eq(false)).execute(tx.0.0)? == 1)
}

/// Ends a session.
pub fn delete(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError> {
    diesel::delete(table::table.find(lookup)).execute(tx.0.0)?;
    Ok(())
}

/// Ends every session of a practitioner, and what was begun in them.
pub fn delete_of(tx: &mut Tx<'_>, practitioner: Id<Practitioner>) -> Result<(), StoreError> {
    let theirs = table::table.filter(table::practitioner_id.eq(practitioner.to_string()));
    diesel::delete(theirs).execute(tx.0.0)?;
    outdate(tx, practitioner)
}

/// Ends every session of a practitioner but this one, and what was begun in any of them.
pub fn delete_others(
    tx: &mut Tx<'_>,
    practitioner: Id<Practitioner>,
    lookup: &str,
) -> Result<(), StoreError> {
    let theirs = table::practitioner_id.eq(practitioner.to_string()).and(table::lookup.ne(lookup));
    diesel::delete(table::table.filter(theirs)).execute(tx.0.0)?;
    outdate(tx, practitioner)
}

// Drafts cannot be found by whose they are. They know the generation that they are of instead.
fn outdate(tx: &mut Tx<'_>, id: Id<Practitioner>) -> Result<(), StoreError> {
    let next = practitioner::generation.eq(practitioner::generation + 1);
    diesel::update(practitioner::table.find(id.to_string())).set(next).execute(tx.0.0)?;
    Ok(())
}

/// Ends the sessions of whoever a contact is.
pub fn delete_of_contact(tx: &mut Tx<'_>, contact: Id<Contact>) -> Result<(), StoreError> {
    let people =
        practitioner::table.filter(practitioner::contact_id.eq(contact.to_string())).select(practitioner::id);
    diesel::delete(table::table.filter(table::practitioner_id.eq_any(people))).execute(tx.0.0)?;
    Ok(())
}

/// Ends every session of an agency's people.
pub fn delete_of_agency(tx: &mut Tx<'_>, agency: Id<Agency>) -> Result<(), StoreError> {
    let people =
        practitioner::table.filter(practitioner::agency_id.eq(agency.to_string())).select(practitioner::id);
    diesel::delete(table::table.filter(table::practitioner_id.eq_any(people))).execute(tx.0.0)?;
    Ok(())
}

/// Ends the sessions whose time has run out.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let over = table::expires_at.le(now.as_utc()).or(table::ends_at.le(now.as_utc()));
    diesel::delete(table::table.filter(over)).execute(tx.0.0)?;
    Ok(())
}
