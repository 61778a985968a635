//! Concerns: sealed answers, the keys that open them, the sealed source, the mailbox.

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::concern::{Concern, Facts};
use domain::report::sender::SenderKind;

use crate::error::StoreError;
use crate::identity::desk::DeskKey;
use crate::schema::{concern, concern_key, mailbox, source};
use crate::{Snapshot, Tx, column};

/// A concern as it is stored.
#[derive(Clone)]
pub struct SealedConcern {
    /// Its identifier.
    pub id: Id<Concern>,
    /// The day it came.
    pub received: Day,
    /// What is kept in clear.
    pub facts: Facts,
    /// As whom it was sent.
    pub sender: SenderKind,
    /// The answers, sealed under the content key.
    pub answers: Vec<u8>,
}

/// A content key, sealed to one holder.
#[derive(Clone)]
pub struct ConcernKey {
    /// Who it is sealed to: see [`desk_holder`] and [`MAILBOX`].
    pub holder: String,
    /// The envelope.
    pub wrapped: Vec<u8>,
}

/// Who the reporter is, sealed to the custodian inside a seal to the authoriser.
#[derive(Clone)]
pub struct SealedSource {
    /// The custodian's key.
    pub custodian: Id<DeskKey>,
    /// The authoriser's key.
    pub authoriser: Id<DeskKey>,
    /// The double envelope.
    pub sealed: Vec<u8>,
}

/// The holder that is the mailbox.
pub const MAILBOX: &str = "mailbox";

/// The holder that is a desk's key.
pub fn desk_holder(key: Id<DeskKey>) -> String {
    format!("desk:{key}")
}

/// Stores a concern.
pub fn insert(tx: &mut Tx<'_>, new: &SealedConcern) -> Result<(), StoreError> {
    let row = (
        concern::id.eq(new.id.to_string()),
        concern::force_code.eq(&new.facts.force),
        concern::received.eq(new.received.0),
        concern::practitioner.eq(new.facts.practitioner),
        concern::agency_type.eq(&new.facts.agency_type),
        concern::agency_district.eq(&new.facts.agency_district),
        concern::answers.eq(&new.answers),
        concern::sender.eq(new.sender.code()),
    );
    diesel::insert_into(concern::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Whether there is such a concern.
pub fn exists(snapshot: &mut Snapshot<'_>, id: Id<Concern>) -> Result<bool, StoreError> {
    let count: i64 = concern::table.filter(concern::id.eq(id.to_string())).count().get_result(snapshot.0)?;
    Ok(count > 0)
}

/// The sealed answers.
pub fn answers(snapshot: &mut Snapshot<'_>, id: Id<Concern>) -> Result<Vec<u8>, StoreError> {
    Ok(concern::table.find(id.to_string()).select(concern::answers).first(snapshot.0)?)
}

/// The type and district of the reporter's agency, the force, and as whom it was sent: what is kept in clear.
pub fn clear_facts(snapshot: &mut Snapshot<'_>, id: Id<Concern>) -> Result<ClearFacts, StoreError> {
    let columns = (concern::force_code, concern::agency_type, concern::agency_district, concern::sender);
    let row: (Option<String>, Option<String>, Option<String>, String) =
        concern::table.find(id.to_string()).select(columns).first(snapshot.0)?;
    let (force, agency_type, agency_district, sender) = row;
    Ok(ClearFacts { force, agency_type, agency_district, sender: kind(&sender)? })
}

/// As whom each of these concerns was sent.
pub fn senders(
    snapshot: &mut Snapshot<'_>,
    ids: &[Id<Concern>],
) -> Result<Vec<(Id<Concern>, SenderKind)>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let found: Vec<(String, String)> = concern::table
        .filter(concern::id.eq_any(ids))
        .select((concern::id, concern::sender))
        .load(snapshot.0)?;
    found.iter().map(|(id, sender)| Ok((column::id(id, "concern", "id")?, kind(sender)?))).collect()
}

fn kind(code: &str) -> Result<SenderKind, StoreError> {
    column::code(SenderKind::from_code(code), "concern", "sender")
}

/// What is kept in clear with a concern, beside what its case shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearFacts {
    /// The code of the force.
    pub force: Option<String>,
    /// The code of the agency's type.
    pub agency_type: Option<String>,
    /// The identifier of the agency's district.
    pub agency_district: Option<String>,
    /// As whom it was sent.
    pub sender: SenderKind,
}

/// Stores a wrapped content key.
pub fn insert_key(tx: &mut Tx<'_>, id: Id<Concern>, key: &ConcernKey) -> Result<(), StoreError> {
    let row = (
        concern_key::concern_id.eq(id.to_string()),
        concern_key::holder.eq(&key.holder),
        concern_key::wrapped.eq(&key.wrapped),
    );
    diesel::insert_into(concern_key::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Every wrap of a concern's content key.
pub fn keys(snapshot: &mut Snapshot<'_>, id: Id<Concern>) -> Result<Vec<ConcernKey>, StoreError> {
    let rows: Vec<(String, Vec<u8>)> = concern_key::table
        .filter(concern_key::concern_id.eq(id.to_string()))
        .select((concern_key::holder, concern_key::wrapped))
        .load(snapshot.0)?;
    Ok(rows.into_iter().map(|(holder, wrapped)| ConcernKey { holder, wrapped }).collect())
}

/// Stores a sealed source.
pub fn insert_source(tx: &mut Tx<'_>, id: Id<Concern>, new: &SealedSource) -> Result<(), StoreError> {
    let row = (
        source::concern_id.eq(id.to_string()),
        source::custodian_key_id.eq(new.custodian.to_string()),
        source::authoriser_key_id.eq(new.authoriser.to_string()),
        source::sealed.eq(&new.sealed),
    );
    diesel::insert_into(source::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Opens a mailbox for a concern. `lookup` is the digest that the phrase gives.
pub fn insert_mailbox(tx: &mut Tx<'_>, id: Id<Concern>, lookup: &str) -> Result<(), StoreError> {
    let row = (mailbox::lookup.eq(lookup), mailbox::concern_id.eq(id.to_string()));
    diesel::insert_into(mailbox::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The concern of the mailbox that a phrase opens.
pub fn find_mailbox(snapshot: &mut Snapshot<'_>, lookup: &str) -> Result<Option<Id<Concern>>, StoreError> {
    let id: Option<String> =
        mailbox::table.find(lookup).select(mailbox::concern_id).first(snapshot.0).optional()?;
    id.map(|id| column::id(&id, "mailbox", "concern_id")).transpose()
}

/// Whether a concern still has a mailbox.
pub fn has_mailbox(snapshot: &mut Snapshot<'_>, id: Id<Concern>) -> Result<bool, StoreError> {
    let count: i64 =
        mailbox::table.filter(mailbox::concern_id.eq(id.to_string())).count().get_result(snapshot.0)?;
    Ok(count > 0)
}

/// Deletes a mailbox and the key that opened the concern to it.
pub fn delete_mailbox(tx: &mut Tx<'_>, id: Id<Concern>) -> Result<(), StoreError> {
    diesel::delete(mailbox::table.filter(mailbox::concern_id.eq(id.to_string()))).execute(tx.0.0)?;
    diesel::delete(concern_key::table.find((id.to_string(), MAILBOX))).execute(tx.0.0)?;
    Ok(())
}
