//! Who keeps or sees the register, and of which forces.

use std::collections::HashSet;

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::{auditor_desk, desk_force, register_access};
use crate::{Snapshot, Tx, column};

/// The codes of the forces whose register somebody was given.
pub fn of_staff(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<String>, StoreError> {
    Ok(register_access::table
        .filter(register_access::staff_id.eq(staff.to_string()))
        .order(register_access::force_code)
        .select(register_access::force_code)
        .load(snapshot.0)?)
}

/// The codes of the forces whose triage desks somebody audits: they see how well these are covered.
pub fn of_auditor(snapshot: &mut Snapshot<'_>, auditor: Id<Staff>) -> Result<Vec<String>, StoreError> {
    let audited = auditor_desk::table
        .filter(auditor_desk::staff_id.eq(auditor.to_string()))
        .select(auditor_desk::desk_id);
    Ok(desk_force::table
        .filter(desk_force::kind.eq("triage").and(desk_force::desk_id.eq_any(audited)))
        .order(desk_force::force_code)
        .select(desk_force::force_code)
        .load(snapshot.0)?)
}

/// Everybody who was given any.
pub fn holders(snapshot: &mut Snapshot<'_>) -> Result<HashSet<Id<Staff>>, StoreError> {
    let ids: Vec<String> =
        register_access::table.select(register_access::staff_id).distinct().load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "register_access", "staff_id")).collect()
}

/// Gives somebody the register of a force, or (without `may`) takes it away. Once is enough.
pub fn set(tx: &mut Tx<'_>, staff: Id<Staff>, force: &str, may: bool) -> Result<(), StoreError> {
    let id = staff.to_string();
    diesel::delete(register_access::table.find((id.as_str(), force))).execute(tx.0.0)?;
    if may {
        let row = (register_access::staff_id.eq(&id), register_access::force_code.eq(force));
        diesel::insert_into(register_access::table).values(row).execute(tx.0.0)?;
    }
    Ok(())
}
