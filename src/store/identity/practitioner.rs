//! Accounts of practitioners, and what guards them.

pub mod invitation;
pub mod kept_list;
pub mod key;
pub mod session;

use diesel::prelude::*;

use domain::identity::passkey::Holder;
use domain::identity::practitioner::{Practitioner, Rations};
use domain::identity::staff::Standing;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::contact::Contact;

use super::passkey;
use super::session::Sessions;
use crate::error::StoreError;
use crate::schema::{kept_reports, practitioner, practitioner_key};
use crate::{Snapshot, Tx, column};

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

/// Writes an account anew: agency, contact, name, lead and standing. The address stays.
pub fn save(tx: &mut Tx<'_>, known: &Practitioner) -> Result<(), StoreError> {
    let set = (
        practitioner::agency_id.eq(known.agency.to_string()),
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

/// The latest account of a contact; none when they were never invited.
pub fn of_contact(
    snapshot: &mut Snapshot<'_>,
    contact: Id<Contact>,
) -> Result<Option<Practitioner>, StoreError> {
    let rows: Vec<Row> = practitioner::table
        .filter(practitioner::contact_id.eq(contact.to_string()))
        .order(practitioner::id)
        .select(COLUMNS)
        .load(snapshot.0)?;
    let people = rows.into_iter().map(into_practitioner).collect::<Result<Vec<_>, _>>()?;
    // Who has changed their address has an old account beside the new one.
    let rank = |person: &Practitioner| match person.standing {
        Standing::Active => 0,
        Standing::Invited => 1,
        Standing::Left => 2,
    };
    Ok(people.into_iter().min_by_key(rank))
}

/// What an account has been given of rations.
pub fn rations(snapshot: &mut Snapshot<'_>, id: Id<Practitioner>) -> Result<Rations, StoreError> {
    let row = practitioner::table.find(id.to_string());
    let (quarter, had) = row.select((practitioner::quarter, practitioner::rations)).first(snapshot.0)?;
    Ok(Rations { quarter, had })
}

/// Writes what an account has been given of rations.
pub fn set_rations(tx: &mut Tx<'_>, id: Id<Practitioner>, rations: &Rations) -> Result<(), StoreError> {
    let set = (practitioner::quarter.eq(&rations.quarter), practitioner::rations.eq(rations.had));
    column::one_changed(diesel::update(practitioner::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// How often all sessions of an account were ended at once; none when there is no such account.
pub fn generation(snapshot: &mut Snapshot<'_>, id: Id<Practitioner>) -> Result<Option<i32>, StoreError> {
    let row = practitioner::table.find(id.to_string());
    Ok(row.select(practitioner::generation).first(snapshot.0).optional()?)
}

/// Takes away all that lets a person in or opens what they keep here: sessions, password, second factor,
/// passkeys, links, and what only their own key opens.
pub fn shut(tx: &mut Tx<'_>, id: Id<Practitioner>) -> Result<(), StoreError> {
    let text = id.to_string();
    Practitioner::delete_sessions(tx, id, None)?;
    invitation::revoke_of(tx, id)?;
    diesel::delete(practitioner_key::table.find(&text)).execute(tx.0.0)?;
    passkey::delete_of(tx, Holder::Practitioner(id))?;
    diesel::delete(kept_reports::table.find(&text)).execute(tx.0.0)?;
    Ok(())
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
