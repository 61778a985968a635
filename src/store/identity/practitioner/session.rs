//! Sessions of practitioners. A row is gone when its session ends: nothing says afterwards who was here when.

use diesel::prelude::*;

use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::agency::Agency;
use domain::register::contact::Contact;

use crate::error::StoreError;
use crate::identity::session::{Session, Sessions};
use crate::schema::{practitioner, practitioner_session as table};
use crate::{Snapshot, Tx, column};

impl Sessions for Practitioner {
    type Ration = bool;
    const SESSIONS: &'static str = "practitioner_session";

    fn insert_session(tx: &mut Tx<'_>, new: &Session<Self>) -> Result<(), StoreError> {
        let row = (
            table::lookup.eq(&new.lookup),
            table::practitioner_id.eq(new.owner.to_string()),
            table::sealed_key.eq(&new.sealed_key),
            table::ration.eq(new.ration),
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
        type Row = (String, String, Option<Vec<u8>>, bool, time::PrimitiveDateTime, time::PrimitiveDateTime);
        let alive = table::expires_at.gt(now.as_utc()).and(table::ends_at.gt(now.as_utc()));
        let row: Option<Row> = table::table.find(lookup).filter(alive).first(snapshot.0).optional()?;
        row.map(|(lookup, practitioner, sealed_key, ration, expires, ends)| {
            Ok(Session {
                lookup,
                owner: column::id(&practitioner, "practitioner_session", "practitioner_id")?,
                sealed_key,
                ration,
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
        let theirs =
            table::practitioner_id.eq(owner.to_string()).and(table::lookup.ne(but.unwrap_or_default()));
        diesel::delete(table::table.filter(theirs)).execute(tx.0.0)?;
        // Drafts cannot be found by whose they are. They know the generation that they are of instead.
        let next = practitioner::generation.eq(practitioner::generation + 1);
        diesel::update(practitioner::table.find(owner.to_string())).set(next).execute(tx.0.0)?;
        Ok(())
    }

    fn sweep_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
        let over = table::expires_at.le(now.as_utc()).or(table::ends_at.le(now.as_utc()));
        diesel::delete(table::table.filter(over)).execute(tx.0.0)?;
        Ok(())
    }
}

/// Uses up a session's ration: false when it was used before, or there was none.
pub fn use_ration(tx: &mut Tx<'_>, lookup: &str) -> Result<bool, StoreError> {
    let unused = table::table.filter(table::lookup.eq(lookup).and(table::ration));
    Ok(diesel::update(unused).set(table::ration.eq(false)).execute(tx.0.0)? == 1)
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
