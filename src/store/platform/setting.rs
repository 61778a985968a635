//! Facts about the deployment that are decided once, at set-up.

use diesel::prelude::*;

use crate::error::StoreError;
use crate::schema::setting;
use crate::{Snapshot, Tx};

/// The public half of the recovery key, as base64url text.
pub const RECOVERY_KEY: &str = "recovery_public_key";

/// The value of a setting.
pub fn find(snapshot: &mut Snapshot<'_>, name: &str) -> Result<Option<String>, StoreError> {
    let row = setting::table.find(name).select(setting::value).first(snapshot.0);
    Ok(row.optional()?)
}

/// Writes a setting that must not exist yet.
pub fn insert(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    let row = (setting::name.eq(name), setting::value.eq(value));
    diesel::insert_into(setting::table).values(row).execute(tx.0.0)?;
    Ok(())
}
