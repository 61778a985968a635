//! Accounts of practitioners, and what guards them.

pub mod session;

use diesel::prelude::*;

use crate::domain::agency::Agency;
use crate::domain::id::Id;
use crate::domain::practitioner::Practitioner;
use crate::domain::staff::Standing;

use super::error::StoreError;
use super::schema::practitioner;
use super::{Snapshot, Tx, column};

type Row = (String, String, Option<String>, String, String, bool, String);

const COLUMNS: Columns = (
    practitioner::id,
    practitioner::agency_id,
    practitioner::contact_id,
    practitioner::email,
    practitioner::name,
    practitioner::lead,
    practitioner::standing,
);
type Columns = (
    practitioner::id,
    practitioner::agency_id,
    practitioner::contact_id,
    practitioner::email,
    practitioner::name,
    practitioner::lead,
    practitioner::standing,
);

/// Adds an account.
pub fn insert(tx: &mut Tx<'_>, new: &Practitioner) -> Result<(), StoreError> {
    let row = (
        practitioner::id.eq(new.id.to_string()),
        practitioner::agency_id.eq(new.agency.to_string()),
        practitioner::contact_id.eq(new.contact.map(|contact| contact.to_string())),
        practitioner::email.eq(&new.email),
        practitioner::name.eq(&new.name),
        practitioner::lead.eq(new.lead),
        practitioner::standing.eq(new.standing.code()),
        practitioner::quarter.eq(""),
        practitioner::rations.eq(0),
        practitioner::surveyed.eq(""),
    );
    diesel::insert_into(practitioner::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes an account anew: contact, name, lead and standing. The address and the agency stay.
pub fn save(tx: &mut Tx<'_>, known: &Practitioner) -> Result<(), StoreError> {
    let set = (
        practitioner::contact_id.eq(known.contact.map(|contact| contact.to_string())),
        practitioner::name.eq(&known.name),
        practitioner::lead.eq(known.lead),
        practitioner::standing.eq(known.standing.code()),
    );
    let row = practitioner::table.find(known.id.to_string());
    column::one_changed(diesel::update(row).set(set).execute(tx.0.0)?)
}

/// An account.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Practitioner>) -> Result<Option<Practitioner>, StoreError> {
    let row: Option<Row> =
        practitioner::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_practitioner).transpose()
}

/// An account by its folded address.
pub fn find_email(snapshot: &mut Snapshot<'_>, email: &str) -> Result<Option<Practitioner>, StoreError> {
    let with_address = practitioner::table.filter(practitioner::email.eq(email));
    let row: Option<Row> = with_address.select(COLUMNS).first(snapshot.0).optional()?;
    row.map(into_practitioner).transpose()
}

/// The accounts of an agency, by name; also those of people who left.
pub fn of_agency(snapshot: &mut Snapshot<'_>, agency: Id<Agency>) -> Result<Vec<Practitioner>, StoreError> {
    let rows: Vec<Row> = practitioner::table
        .filter(practitioner::agency_id.eq(agency.to_string()))
        .order((practitioner::name, practitioner::id))
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_practitioner).collect()
}

fn into_practitioner(
    (id, agency, contact, email, name, lead, standing): Row,
) -> Result<Practitioner, StoreError> {
    Ok(Practitioner {
        id: column::id(&id, "practitioner", "id")?,
        agency: column::id(&agency, "practitioner", "agency_id")?,
        contact: contact.map(|contact| column::id(&contact, "practitioner", "contact_id")).transpose()?,
        email,
        name,
        lead,
        standing: column::code(Standing::from_code(&standing), "practitioner", "standing")?,
    })
}
