//! Filters of the list of agencies that people keep under a name.

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;

use crate::error::StoreError;
use crate::schema::saved_filter;
use crate::{Snapshot, Tx, column};

/// A filter that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Its identifier.
    pub id: Id<Filter>,
    /// What they call it.
    pub name: String,
    /// What the address of the list says.
    pub query: String,
}

/// Keeps a filter; one of the same name gives way.
pub fn insert(tx: &mut Tx<'_>, staff: Id<Staff>, new: &Filter) -> Result<(), StoreError> {
    let same = saved_filter::staff_id.eq(staff.to_string()).and(saved_filter::name.eq(&new.name));
    diesel::delete(saved_filter::table.filter(same)).execute(tx.0.0)?;
    let row = (
        saved_filter::id.eq(new.id.to_string()),
        saved_filter::staff_id.eq(staff.to_string()),
        saved_filter::name.eq(&new.name),
        saved_filter::query.eq(&new.query),
    );
    diesel::insert_into(saved_filter::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Forgets a filter of this person.
pub fn delete(tx: &mut Tx<'_>, staff: Id<Staff>, id: Id<Filter>) -> Result<(), StoreError> {
    let own = saved_filter::id.eq(id.to_string()).and(saved_filter::staff_id.eq(staff.to_string()));
    column::one_changed(diesel::delete(saved_filter::table.filter(own)).execute(tx.0.0)?)
}

/// The filters of this person, by name.
pub fn of_staff(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<Vec<Filter>, StoreError> {
    let rows: Vec<(String, String, String)> = saved_filter::table
        .filter(saved_filter::staff_id.eq(staff.to_string()))
        .order(saved_filter::name)
        .select((saved_filter::id, saved_filter::name, saved_filter::query))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, name, query)| Ok(Filter { id: column::id(&id, "saved_filter", "id")?, name, query }))
        .collect()
}
