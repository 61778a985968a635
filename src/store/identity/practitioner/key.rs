//! What guards practitioners' accounts: their own key and second factor, sealed under what the password
//! gives.

use diesel::prelude::*;

use crypto::totp::TotpSecret;
use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::identity::lock::{Lock, Locks};
use crate::schema::practitioner_key as table;
use crate::{Snapshot, Tx, column};

impl Locks for Practitioner {
    const LOCKS: &'static str = "practitioner_key";
    const OWN_KEY: &'static str = "key";

    fn find_lock(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Lock<Self>>, StoreError> {
        type Row = (String, Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64, Option<Vec<u8>>);
        let row: Option<Row> = table::table.find(id.to_string()).first(snapshot.0).optional()?;
        Ok(row.map(|(_, salt, verifier, sealed_key, sealed_totp, totp_step, server_totp)| Lock {
            owner: id,
            salt,
            verifier,
            sealed_key,
            sealed_totp,
            totp_step,
            server_totp,
        }))
    }

    fn use_step(tx: &mut Tx<'_>, id: Id<Self>, step: i64) -> Result<bool, StoreError> {
        let unused =
            table::table.filter(table::practitioner_id.eq(id.to_string()).and(table::totp_step.lt(step)));
        Ok(diesel::update(unused).set(table::totp_step.eq(step)).execute(tx.0.0)? == 1)
    }

    fn set_server_totp(tx: &mut Tx<'_>, id: Id<Self>, sealed: &[u8]) -> Result<(), StoreError> {
        let set = table::server_totp.eq(Some(sealed));
        column::one_changed(diesel::update(table::table.find(id.to_string())).set(set).execute(tx.0.0)?)
    }
}

/// Writes what guards an account that nothing guards yet.
pub fn insert(tx: &mut Tx<'_>, key: &Lock<Practitioner>) -> Result<(), StoreError> {
    let row = (
        table::practitioner_id.eq(key.owner.to_string()),
        table::salt.eq(&key.salt),
        table::verifier.eq(&key.verifier),
        table::sealed_key.eq(&key.sealed_key),
        table::sealed_totp.eq(&key.sealed_totp),
        table::totp_step.eq(key.totp_step),
        table::server_totp.eq(&key.server_totp),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes what guards an account in place of what had the verifier `before`; [`StoreError::Stale`] when that
/// has been changed meanwhile. The step only goes forward: a code that was used stays used.
pub fn replace(tx: &mut Tx<'_>, before: &[u8], key: &Lock<Practitioner>) -> Result<(), StoreError> {
    let id = key.owner.to_string();
    let step: Option<i64> = table::table.find(&id).select(table::totp_step).first(tx.0.0).optional()?;
    let set = (
        table::salt.eq(&key.salt),
        table::verifier.eq(&key.verifier),
        table::sealed_key.eq(&key.sealed_key),
        table::sealed_totp.eq(&key.sealed_totp),
        table::totp_step.eq(key.totp_step.max(step.unwrap_or(0))),
        table::server_totp.eq(&key.server_totp),
    );
    let same = table::table.filter(table::practitioner_id.eq(id).and(table::verifier.eq(before)));
    column::one_changed(diesel::update(same).set(set).execute(tx.0.0)?)
}

/// Forgets the steps whose codes are not taken any more: they would tell when somebody was last here.
pub fn forget_steps(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let over = table::totp_step.gt(0).and(table::totp_step.lt(TotpSecret::earliest(now)));
    diesel::update(table::table.filter(over)).set(table::totp_step.eq(0)).execute(tx.0.0)?;
    Ok(())
}
