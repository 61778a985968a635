//! One-time links to set up accounts. What is left of one tells whether it was used: a stolen link is
//! noticed.

use std::collections::HashMap;

use diesel::prelude::*;

use domain::identity::practitioner::{LinkState, Practitioner};
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::agency::Agency;

use crate::error::StoreError;
use crate::schema::{practitioner, practitioner_invitation as table};
use crate::{Snapshot, Tx, column};

/// Seconds for which a link that has run out is still known.
const KEPT: i64 = 30 * 86_400;

/// A one-time link.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What finds it: the digest of the token in the link.
    pub lookup: String,
    /// Whom it invites.
    pub practitioner: Id<Practitioner>,
    /// When it stops working.
    pub expires: Timestamp,
    /// Whether it still works before then.
    pub state: LinkState,
}

/// Adds a link; older ones of the same person stop working.
pub fn insert(tx: &mut Tx<'_>, new: &Invitation) -> Result<(), StoreError> {
    revoke_of(tx, new.practitioner)?;
    let row = (
        table::lookup.eq(&new.lookup),
        table::practitioner_id.eq(new.practitioner.to_string()),
        table::expires_at.eq(new.expires.as_utc()),
        table::state.eq(new.state.code()),
        table::refused.eq(0),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A link, whether or not it still works.
pub fn find(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<Invitation>, StoreError> {
    type Row = (String, String, time::PrimitiveDateTime, String);
    let columns = (table::lookup, table::practitioner_id, table::expires_at, table::state);
    let row: Option<Row> = table::table.find(lookup).select(columns).first(snapshot.0).optional()?;
    row.map(|(lookup, practitioner, expires, state)| {
        Ok(Invitation {
            lookup,
            practitioner: column::id(&practitioner, "practitioner_invitation", "practitioner_id")?,
            expires: Timestamp::from_utc(expires),
            state: column::code(LinkState::from_code(&state), "practitioner_invitation", "state")?,
        })
    })
    .transpose()
}

/// Uses a link up: false when it works no more.
pub fn use_up(tx: &mut Tx<'_>, lookup: &str, now: Timestamp) -> Result<bool, StoreError> {
    let works = table::state.eq(LinkState::Open.code()).and(table::expires_at.gt(now.as_utc()));
    let link = table::table.filter(table::lookup.eq(lookup).and(works));
    Ok(diesel::update(link).set(table::state.eq(LinkState::Used.code())).execute(tx.0.0)? == 1)
}

/// Makes a person's links stop working; false when none did.
pub fn revoke_of(tx: &mut Tx<'_>, practitioner: Id<Practitioner>) -> Result<bool, StoreError> {
    let theirs = table::practitioner_id.eq(practitioner.to_string());
    let open = table::table.filter(theirs.and(table::state.eq(LinkState::Open.code())));
    Ok(diesel::update(open).set(table::state.eq(LinkState::Revoked.code())).execute(tx.0.0)? > 0)
}

/// Counts that somebody came with a link that works no more: false once it was so `most` times, so that
/// nobody fills the audit log with one.
pub fn refuse(tx: &mut Tx<'_>, lookup: &str, most: i32) -> Result<bool, StoreError> {
    let few = table::table.filter(table::lookup.eq(lookup).and(table::refused.lt(most)));
    Ok(diesel::update(few).set(table::refused.eq(table::refused + 1)).execute(tx.0.0)? == 1)
}

/// Until when the links of an agency's people work, or worked, that wait to be used.
pub fn until(
    snapshot: &mut Snapshot<'_>,
    agency: Id<Agency>,
) -> Result<HashMap<Id<Practitioner>, Timestamp>, StoreError> {
    let theirs =
        practitioner::table.filter(practitioner::agency_id.eq(agency.to_string())).select(practitioner::id);
    let rows: Vec<(String, time::PrimitiveDateTime)> = table::table
        .filter(table::practitioner_id.eq_any(theirs).and(table::state.eq(LinkState::Open.code())))
        .select((table::practitioner_id, table::expires_at))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, expires)| {
            let id = column::id(&id, "practitioner_invitation", "practitioner_id")?;
            Ok((id, Timestamp::from_utc(expires)))
        })
        .collect()
}

/// Forgets links that ran out long ago.
pub fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let old = table::expires_at.le(now.plus_seconds(-KEPT).as_utc());
    diesel::delete(table::table.filter(old)).execute(tx.0.0)?;
    Ok(())
}
