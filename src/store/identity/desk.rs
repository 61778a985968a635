//! Desks, their keys and who holds them.

use diesel::prelude::*;

use domain::identity::desk::{Desk, DeskKind};
use domain::identity::staff::Staff;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::{auditor_desk, desk, desk_force, desk_key, desk_key_wrap, desk_member};
use crate::{Snapshot, Tx, column};

/// The marker type of a desk key's identifier.
#[derive(Debug)]
pub struct DeskKey;

/// A desk's current key: the half that seals.
#[derive(Clone, Debug)]
pub struct CurrentKey {
    /// The key.
    pub id: Id<DeskKey>,
    /// Its public half.
    pub public: Vec<u8>,
}

/// A desk key's private half, sealed to one holder.
#[derive(Clone, Debug)]
pub struct Wrap {
    /// The key.
    pub key: Id<DeskKey>,
    /// Who it is sealed to: a member of staff, or [`RECOVERY`].
    pub holder: String,
    /// The envelope.
    pub wrapped: Vec<u8>,
}

/// The holder that is the recovery key.
pub const RECOVERY: &str = "recovery";

type Row = (String, String, String, String, Option<String>);

/// Adds a desk.
pub fn insert(tx: &mut Tx<'_>, new: &Desk) -> Result<(), StoreError> {
    let row = (
        desk::id.eq(new.id.to_string()),
        desk::kind.eq(new.kind.code()),
        desk::name.eq(&new.name),
        desk::email.eq(&new.email),
        desk::certificate.eq(&new.certificate),
    );
    diesel::insert_into(desk::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Changes where a desk's mail goes and whether it gets a copy.
pub fn save(tx: &mut Tx<'_>, changed: &Desk) -> Result<(), StoreError> {
    let set = (desk::email.eq(&changed.email), desk::certificate.eq(&changed.certificate));
    let rows = diesel::update(desk::table.find(changed.id.to_string())).set(set).execute(tx.0.0)?;
    column::one_changed(rows)
}

/// A desk.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Desk>) -> Result<Option<Desk>, StoreError> {
    let row: Option<Row> = desk::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_desk).transpose()
}

/// Every desk, by name.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Desk>, StoreError> {
    let rows: Vec<Row> = desk::table.order(desk::name).load(snapshot.0)?;
    rows.into_iter().map(into_desk).collect()
}

/// The only desk of a kind that serves the whole deployment: custodian or authoriser.
pub fn find_kind(snapshot: &mut Snapshot<'_>, kind: DeskKind) -> Result<Option<Desk>, StoreError> {
    let row: Option<Row> =
        desk::table.filter(desk::kind.eq(kind.code())).order(desk::name).first(snapshot.0).optional()?;
    row.map(into_desk).transpose()
}

/// Makes a desk the one that receives concerns of this kind about a force.
pub fn serve_force(tx: &mut Tx<'_>, id: Id<Desk>, kind: DeskKind, force: &str) -> Result<(), StoreError> {
    let row = (
        desk_force::force_code.eq(force),
        desk_force::kind.eq(kind.code()),
        desk_force::desk_id.eq(id.to_string()),
    );
    diesel::insert_into(desk_force::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The desk that receives concerns of this kind about a force; without a force, the one of the first force
/// served.
pub fn receiving(
    snapshot: &mut Snapshot<'_>,
    kind: DeskKind,
    force: Option<&str>,
) -> Result<Option<Desk>, StoreError> {
    let of_kind = desk_force::table.filter(desk_force::kind.eq(kind.code()));
    let id: Option<String> = match force {
        Some(code) => {
            of_kind.filter(desk_force::force_code.eq(code)).select(desk_force::desk_id).first(snapshot.0)
        }
        None => of_kind.order(desk_force::force_code).select(desk_force::desk_id).first(snapshot.0),
    }
    .optional()?;
    id.map_or(Ok(None), |id| find(snapshot, column::id(&id, "desk_force", "desk_id")?))
}

/// The key that new concerns are sealed to.
pub fn current_key(snapshot: &mut Snapshot<'_>, id: Id<Desk>) -> Result<Option<CurrentKey>, StoreError> {
    let row: Option<(String, Vec<u8>)> = desk_key::table
        .filter(desk_key::desk_id.eq(id.to_string()).and(desk_key::current.eq(true)))
        .select((desk_key::id, desk_key::public_key))
        .first(snapshot.0)
        .optional()?;
    row.map(|(id, public)| Ok(CurrentKey { id: column::id(&id, "desk_key", "id")?, public })).transpose()
}

/// Adds a desk's key with its wraps.
pub fn insert_key(tx: &mut Tx<'_>, id: Id<Desk>, key: &CurrentKey, wraps: &[Wrap]) -> Result<(), StoreError> {
    let row = (
        desk_key::id.eq(key.id.to_string()),
        desk_key::desk_id.eq(id.to_string()),
        desk_key::public_key.eq(&key.public),
        desk_key::current.eq(true),
    );
    diesel::insert_into(desk_key::table).values(row).execute(tx.0.0)?;
    wraps.iter().try_for_each(|wrap| insert_wrap(tx, wrap))
}

/// Adds one wrap of a desk's key, in place of an older one for the same holder.
pub fn insert_wrap(tx: &mut Tx<'_>, wrap: &Wrap) -> Result<(), StoreError> {
    let key = (wrap.key.to_string(), wrap.holder.clone());
    diesel::delete(desk_key_wrap::table.find(key)).execute(tx.0.0)?;
    let row = (
        desk_key_wrap::desk_key_id.eq(wrap.key.to_string()),
        desk_key_wrap::holder.eq(&wrap.holder),
        desk_key_wrap::wrapped.eq(&wrap.wrapped),
    );
    diesel::insert_into(desk_key_wrap::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The wraps of all keys of a desk, retired ones too, for one holder.
pub fn wraps(snapshot: &mut Snapshot<'_>, id: Id<Desk>, holder: &str) -> Result<Vec<Wrap>, StoreError> {
    let rows: Vec<(String, String, Vec<u8>)> = desk_key_wrap::table
        .inner_join(desk_key::table)
        .filter(desk_key::desk_id.eq(id.to_string()).and(desk_key_wrap::holder.eq(holder)))
        .select((desk_key_wrap::desk_key_id, desk_key_wrap::holder, desk_key_wrap::wrapped))
        .load(snapshot.0)?;
    rows.into_iter().map(into_wrap).collect()
}

/// Takes away every wrap of one holder: after a reset, their old key opens nothing.
pub fn delete_wraps(tx: &mut Tx<'_>, holder: &str) -> Result<(), StoreError> {
    diesel::delete(desk_key_wrap::table.filter(desk_key_wrap::holder.eq(holder))).execute(tx.0.0)?;
    Ok(())
}

/// Makes somebody a member.
pub fn insert_member(tx: &mut Tx<'_>, id: Id<Desk>, member: Id<Staff>) -> Result<(), StoreError> {
    let row = (desk_member::desk_id.eq(id.to_string()), desk_member::staff_id.eq(member.to_string()));
    diesel::insert_into(desk_member::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The desks that somebody is a member of.
pub fn of_member(snapshot: &mut Snapshot<'_>, member: Id<Staff>) -> Result<Vec<Id<Desk>>, StoreError> {
    let ids: Vec<String> = desk_member::table
        .filter(desk_member::staff_id.eq(member.to_string()))
        .order(desk_member::desk_id)
        .select(desk_member::desk_id)
        .load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "desk_member", "desk_id")).collect()
}

/// The desks whose doings an auditor reads.
pub fn of_auditor(snapshot: &mut Snapshot<'_>, auditor: Id<Staff>) -> Result<Vec<Id<Desk>>, StoreError> {
    let ids: Vec<String> = auditor_desk::table
        .filter(auditor_desk::staff_id.eq(auditor.to_string()))
        .order(auditor_desk::desk_id)
        .select(auditor_desk::desk_id)
        .load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "auditor_desk", "desk_id")).collect()
}

/// Lets somebody read the doings of a desk, or (without `may`) no more.
pub fn set_auditor(tx: &mut Tx<'_>, id: Id<Desk>, auditor: Id<Staff>, may: bool) -> Result<(), StoreError> {
    let (desk, staff) = (id.to_string(), auditor.to_string());
    diesel::delete(auditor_desk::table.find((&staff, &desk))).execute(tx.0.0)?;
    if may {
        let row = (auditor_desk::staff_id.eq(staff), auditor_desk::desk_id.eq(desk));
        diesel::insert_into(auditor_desk::table).values(row).execute(tx.0.0)?;
    }
    Ok(())
}

/// Who holds this key.
pub fn holders(snapshot: &mut Snapshot<'_>, key: Id<DeskKey>) -> Result<Vec<String>, StoreError> {
    let held = desk_key_wrap::table.filter(desk_key_wrap::desk_key_id.eq(key.to_string()));
    Ok(held.select(desk_key_wrap::holder).load(snapshot.0)?)
}

/// Everybody who is at a desk of this kind.
pub fn members_of_kind(snapshot: &mut Snapshot<'_>, kind: DeskKind) -> Result<Vec<Id<Staff>>, StoreError> {
    let ids: Vec<String> = desk_member::table
        .inner_join(desk::table)
        .filter(desk::kind.eq(kind.code()))
        .select(desk_member::staff_id)
        .load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "desk_member", "staff_id")).collect()
}

fn into_wrap((key, holder, wrapped): (String, String, Vec<u8>)) -> Result<Wrap, StoreError> {
    Ok(Wrap { key: column::id(&key, "desk_key_wrap", "desk_key_id")?, holder, wrapped })
}

fn into_desk((id, kind, name, email, certificate): Row) -> Result<Desk, StoreError> {
    Ok(Desk {
        id: column::id(&id, "desk", "id")?,
        kind: column::code(DeskKind::from_code(&kind), "desk", "kind")?,
        name,
        email,
        certificate,
    })
}
