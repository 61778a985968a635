//! Passkeys of staff and of practitioners.

use diesel::prelude::*;

use domain::identity::passkey::{Holder, Passkey};
use domain::platform::time::Day;

use crate::error::StoreError;
use crate::schema::passkey as table;
use crate::{Snapshot, Tx, column};

/// A passkey with what it proves and opens.
#[derive(Clone)]
pub struct Stored {
    /// As its owner sees it.
    pub passkey: Passkey,
    /// Whose it is.
    pub holder: Holder,
    /// The public half, as text.
    pub credential: String,
    /// The owner's own key, sealed under what only the authenticator gives; none when it gives nothing.
    pub sealed_key: Option<Vec<u8>>,
}

type Row = (String, Option<String>, Option<String>, String, String, Option<Vec<u8>>, time::Date);

/// Adds a passkey.
pub fn insert(tx: &mut Tx<'_>, new: &Stored) -> Result<(), StoreError> {
    let (staff, practitioner) = match new.holder {
        Holder::Staff(id) => (Some(id.to_string()), None),
        Holder::Practitioner(id) => (None, Some(id.to_string())),
    };
    let row = (
        table::id.eq(&new.passkey.id),
        table::staff_id.eq(staff),
        table::practitioner_id.eq(practitioner),
        table::label.eq(&new.passkey.label),
        table::credential.eq(&new.credential),
        table::sealed_key.eq(&new.sealed_key),
        table::added.eq(new.passkey.added.0),
    );
    diesel::insert_into(table::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// A passkey by the credential's identifier.
pub fn find(snapshot: &mut Snapshot<'_>, id: &str) -> Result<Option<Stored>, StoreError> {
    let row: Option<Row> = table::table.find(id).first(snapshot.0).optional()?;
    row.map(into_stored).transpose()
}

/// Somebody's passkeys, by name.
pub fn of(snapshot: &mut Snapshot<'_>, holder: Holder) -> Result<Vec<Stored>, StoreError> {
    let rows: Vec<Row> = match holder {
        Holder::Staff(id) => {
            let theirs = table::table.filter(table::staff_id.eq(id.to_string()));
            theirs.order((table::label, table::id)).load(snapshot.0)?
        }
        Holder::Practitioner(id) => {
            let theirs = table::table.filter(table::practitioner_id.eq(id.to_string()));
            theirs.order((table::label, table::id)).load(snapshot.0)?
        }
    };
    rows.into_iter().map(into_stored).collect()
}

/// Writes a credential in place of `before`, after its counter or its backup has changed;
/// [`StoreError::Stale`] when the passkey is gone or was used meanwhile.
pub fn replace(tx: &mut Tx<'_>, id: &str, before: &str, after: &str) -> Result<(), StoreError> {
    let same = table::table.filter(table::id.eq(id).and(table::credential.eq(before)));
    column::one_changed(diesel::update(same).set(table::credential.eq(after)).execute(tx.0.0)?)
}

/// Takes a passkey away.
pub fn delete(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    diesel::delete(table::table.find(id)).execute(tx.0.0)?;
    Ok(())
}

/// Takes all of somebody's passkeys away.
pub fn delete_of(tx: &mut Tx<'_>, holder: Holder) -> Result<(), StoreError> {
    match holder {
        Holder::Staff(id) => {
            diesel::delete(table::table.filter(table::staff_id.eq(id.to_string()))).execute(tx.0.0)?
        }
        Holder::Practitioner(id) => {
            diesel::delete(table::table.filter(table::practitioner_id.eq(id.to_string()))).execute(tx.0.0)?
        }
    };
    Ok(())
}

fn into_stored(
    (id, staff, practitioner, label, credential, sealed_key, added): Row,
) -> Result<Stored, StoreError> {
    let staff = column::id_if(staff.as_deref(), "passkey", "staff_id")?.map(Holder::Staff);
    let practitioner =
        column::id_if(practitioner.as_deref(), "passkey", "practitioner_id")?.map(Holder::Practitioner);
    let holder = column::code(staff.or(practitioner), "passkey", "practitioner_id")?;
    let passkey = Passkey { id, label, added: Day(added), opens: sealed_key.is_some() };
    Ok(Stored { passkey, holder, credential, sealed_key })
}
