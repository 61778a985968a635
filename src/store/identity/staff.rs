//! Staff accounts, their keys and their invitations.

mod session;

use diesel::prelude::*;

use domain::identity::desk::Desk;
use domain::identity::role::Role;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use super::lock::{Lock, Locks};
use crate::error::StoreError;
use crate::schema::{desk_member, invitation, staff, staff_key};
use crate::{Snapshot, Tx, column};

/// A person's key pair and what guards it.
#[derive(Clone)]
pub struct StaffKey {
    /// The public half.
    pub public: Vec<u8>,
    /// What guards the private half, which is their own key.
    pub lock: Lock<Staff>,
}

/// A one-time link to set a password and second factor.
#[derive(Clone)]
pub struct Invitation {
    /// What finds it: the digest of the token in the link.
    pub lookup: String,
    /// Whom it invites.
    pub staff: Id<Staff>,
    /// Their private key, sealed under the token.
    pub sealed_private: Vec<u8>,
    /// When it stops working.
    pub expires: Timestamp,
}

type Row = (String, String, String, String, String);

const COLUMNS: Columns = (staff::id, staff::email, staff::name, staff::role, staff::standing);
type Columns = (staff::id, staff::email, staff::name, staff::role, staff::standing);

/// Adds a person.
pub fn insert(tx: &mut Tx<'_>, new: &Staff) -> Result<(), StoreError> {
    let row = (
        staff::id.eq(new.id.to_string()),
        staff::email.eq(&new.email),
        staff::name.eq(&new.name),
        staff::role.eq(new.role.code()),
        staff::standing.eq(new.standing.code()),
    );
    diesel::insert_into(staff::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Changes whether an account works.
pub fn set_standing(tx: &mut Tx<'_>, id: Id<Staff>, standing: Standing) -> Result<(), StoreError> {
    let set = staff::standing.eq(standing.code());
    column::one_changed(diesel::update(staff::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// A person.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Staff>) -> Result<Option<Staff>, StoreError> {
    let row: Option<Row> = staff::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_staff).transpose()
}

/// A person by their folded address.
pub fn find_email(snapshot: &mut Snapshot<'_>, email: &str) -> Result<Option<Staff>, StoreError> {
    let row: Option<Row> =
        staff::table.filter(staff::email.eq(email)).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_staff).transpose()
}

/// Everybody, by name.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Staff>, StoreError> {
    let rows: Vec<Row> = staff::table.order(staff::name).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_staff).collect()
}

/// Those of a role, by name.
pub fn with_role(snapshot: &mut Snapshot<'_>, role: Role) -> Result<Vec<Staff>, StoreError> {
    let those = staff::table.filter(staff::role.eq(role.code()));
    let rows: Vec<Row> = those.order(staff::name).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_staff).collect()
}

/// Those of these people who are known.
pub fn some(snapshot: &mut Snapshot<'_>, ids: &[Id<Staff>]) -> Result<Vec<Staff>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = staff::table.filter(staff::id.eq_any(ids)).select(COLUMNS).load(snapshot.0)?;
    rows.into_iter().map(into_staff).collect()
}

/// The members of a desk, by name.
pub fn members(snapshot: &mut Snapshot<'_>, desk: Id<Desk>) -> Result<Vec<Staff>, StoreError> {
    let rows: Vec<Row> = staff::table
        .inner_join(desk_member::table)
        .filter(desk_member::desk_id.eq(desk.to_string()))
        .order(staff::name)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_staff).collect()
}

/// A person's key.
pub fn find_key(snapshot: &mut Snapshot<'_>, id: Id<Staff>) -> Result<Option<StaffKey>, StoreError> {
    type KeyRow = (String, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64, Option<Vec<u8>>);
    let row: Option<KeyRow> = staff_key::table.find(id.to_string()).first(snapshot.0).optional()?;
    Ok(row.map(|(_, public, sealed_key, salt, verifier, sealed_totp, totp_step, server_totp)| StaffKey {
        public,
        lock: Lock { owner: id, salt, verifier, sealed_key, sealed_totp, totp_step, server_totp },
    }))
}

/// Writes a person's key, in place of an older one.
pub fn put_key(tx: &mut Tx<'_>, key: &StaffKey) -> Result<(), StoreError> {
    let StaffKey { public, lock } = key;
    diesel::delete(staff_key::table.find(lock.owner.to_string())).execute(tx.0.0)?;
    let row = (
        staff_key::staff_id.eq(lock.owner.to_string()),
        staff_key::public_key.eq(public),
        staff_key::sealed_private.eq(&lock.sealed_key),
        staff_key::salt.eq(&lock.salt),
        staff_key::verifier.eq(&lock.verifier),
        staff_key::sealed_totp.eq(&lock.sealed_totp),
        staff_key::totp_step.eq(lock.totp_step),
        staff_key::server_totp.eq(&lock.server_totp),
    );
    diesel::insert_into(staff_key::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// How often all sessions of an account were ended at once; none when there is no such account.
pub fn generation(snapshot: &mut Snapshot<'_>, id: Id<Staff>) -> Result<Option<i32>, StoreError> {
    let row = staff::table.find(id.to_string());
    Ok(row.select(staff::generation).first(snapshot.0).optional()?)
}

/// Adds an invitation; older ones of the same person stop working.
pub fn invite(tx: &mut Tx<'_>, new: &Invitation) -> Result<(), StoreError> {
    delete_invitations(tx, new.staff)?;
    let row = (
        invitation::lookup.eq(&new.lookup),
        invitation::staff_id.eq(new.staff.to_string()),
        invitation::sealed_private.eq(&new.sealed_private),
        invitation::expires_at.eq(new.expires.as_utc()),
    );
    diesel::insert_into(invitation::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// An invitation that still works.
pub fn find_invitation(
    snapshot: &mut Snapshot<'_>,
    lookup: &str,
    now: Timestamp,
) -> Result<Option<Invitation>, StoreError> {
    let row: Option<(String, String, Vec<u8>, time::PrimitiveDateTime)> = invitation::table
        .find(lookup)
        .filter(invitation::expires_at.gt(now.as_utc()))
        .first(snapshot.0)
        .optional()?;
    row.map(|(lookup, staff, sealed_private, expires)| {
        let staff = column::id(&staff, "invitation", "staff_id")?;
        Ok(Invitation { lookup, staff, sealed_private, expires: Timestamp::from_utc(expires) })
    })
    .transpose()
}

/// Uses up an invitation: false when it was used before.
pub fn use_invitation(tx: &mut Tx<'_>, lookup: &str) -> Result<bool, StoreError> {
    Ok(diesel::delete(invitation::table.find(lookup)).execute(tx.0.0)? == 1)
}

/// Takes away a person's invitations.
pub fn delete_invitations(tx: &mut Tx<'_>, id: Id<Staff>) -> Result<(), StoreError> {
    diesel::delete(invitation::table.filter(invitation::staff_id.eq(id.to_string()))).execute(tx.0.0)?;
    Ok(())
}

fn into_staff((id, email, name, role, standing): Row) -> Result<Staff, StoreError> {
    Ok(Staff {
        id: column::id(&id, "staff", "id")?,
        email,
        name,
        role: column::code(Role::from_code(&role), "staff", "role")?,
        standing: column::code(Standing::from_code(&standing), "staff", "standing")?,
    })
}

impl Locks for Staff {
    const LOCKS: &'static str = "staff_key";
    const OWN_KEY: &'static str = "private";

    fn find_lock(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Lock<Self>>, StoreError> {
        Ok(find_key(snapshot, id)?.map(|key| key.lock))
    }

    fn use_step(tx: &mut Tx<'_>, id: Id<Self>, step: i64) -> Result<bool, StoreError> {
        let unused = staff_key::staff_id.eq(id.to_string()).and(staff_key::totp_step.lt(step));
        let used = diesel::update(staff_key::table.filter(unused)).set(staff_key::totp_step.eq(step));
        Ok(used.execute(tx.0.0)? == 1)
    }

    fn set_server_totp(tx: &mut Tx<'_>, id: Id<Self>, sealed: &[u8]) -> Result<(), StoreError> {
        let set = staff_key::server_totp.eq(Some(sealed));
        column::one_changed(diesel::update(staff_key::table.find(id.to_string())).set(set).execute(tx.0.0)?)
    }
}
