//! People in agencies.

use diesel::dsl::exists;
use diesel::prelude::*;

use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::contact::{CONFIRMED, Contact, SPOC};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::identity::practitioner::session;
use crate::schema::{contact, engagement_contact, practitioner};
use crate::{Snapshot, Tx, column};

#[derive(Queryable)]
struct Row {
    id: String,
    agency_id: String,
    record: String,
    version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = contact, treat_none_as_null = true)]
struct Index {
    agency_id: String,
    name: String,
    record: String,
    search: String,
    spoc: String,
    confirmed: Option<time::Date>,
    left_on: Option<time::Date>,
}

impl Index {
    fn of(contact: &Contact) -> Result<Self, StoreError> {
        Ok(Self {
            agency_id: contact.agency.to_string(),
            name: contact.name().to_owned(),
            record: column::json(&contact.record)?,
            search: contact.search(),
            spoc: contact.record.get(SPOC).to_owned(),
            confirmed: contact.record.day(CONFIRMED).map(|day| day.0),
            left_on: contact.left().map(|day| day.0),
        })
    }
}

/// Adds a contact.
pub fn insert(tx: &mut Tx<'_>, new: &Contact) -> Result<(), StoreError> {
    let row = (contact::id.eq(new.id.to_string()), contact::version.eq(new.version), Index::of(new)?);
    on_backend!(&mut *tx.0.0, db => diesel::insert_into(contact::table).values(row).execute(db))?;
    Ok(())
}

/// Writes a changed contact; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Contact) -> Result<(), StoreError> {
    let before = contact::id.eq(changed.id.to_string()).and(contact::version.eq(changed.version));
    let set = (contact::version.eq(changed.version + 1), Index::of(changed)?);
    column::one_changed(diesel::update(contact::table.filter(before)).set(set).execute(tx.0.0)?)?;
    // However they came to leave: they are out at once.
    if changed.left().is_some() { session::delete_of_contact(tx, changed.id) } else { Ok(()) }
}

/// Takes a contact out that was added by mistake. Nothing may refer to it.
pub fn delete(tx: &mut Tx<'_>, id: Id<Contact>) -> Result<(), StoreError> {
    column::one_changed(diesel::delete(contact::table.find(id.to_string())).execute(tx.0.0)?)
}

type Columns = (contact::id, contact::agency_id, contact::record, contact::version);
const COLUMNS: Columns = (contact::id, contact::agency_id, contact::record, contact::version);

/// A contact.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Contact>) -> Result<Option<Contact>, StoreError> {
    let row: Option<Row> =
        contact::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.as_ref().map(into_contact).transpose()
}

/// The contacts of these agencies: the point of contact first, then by name; those who left last.
pub fn of_agencies(snapshot: &mut Snapshot<'_>, agencies: &[Id<Agency>]) -> Result<Vec<Contact>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> =
        contact::table.filter(contact::agency_id.eq_any(ids)).select(COLUMNS).load(snapshot.0)?;
    let mut contacts = rows.iter().map(into_contact).collect::<Result<Vec<_>, _>>()?;
    let rank = |contact: &Contact| match contact.record.get(SPOC) {
        "spoc" => 0,
        "deputy" => 1,
        _ => 2,
    };
    contacts.sort_by_cached_key(|contact| {
        (contact.left().is_some(), rank(contact), contact.name().to_lowercase(), contact.id)
    });
    Ok(contacts)
}

fn into_contact(row: &Row) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: column::id(&row.id, "contact", "id")?,
        agency: column::id(&row.agency_id, "contact", "agency_id")?,
        record: column::from_json(&row.record, "contact", "record")?,
        version: row.version,
    })
}

/// Whether something refers to a contact, so that they cannot be taken out.
pub fn is_used(snapshot: &mut Snapshot<'_>, id: Id<Contact>) -> Result<bool, StoreError> {
    let met = engagement_contact::table.filter(engagement_contact::contact_id.eq(id.to_string()));
    let account = practitioner::table.filter(practitioner::contact_id.eq(id.to_string()));
    Ok(diesel::select(exists(met)).get_result(snapshot.0)?
        || diesel::select(exists(account)).get_result(snapshot.0)?)
}

/// Every contact, in no order: for finding out what a whole file is about.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<Row> = contact::table.select(COLUMNS).load(snapshot.0)?;
    rows.iter().map(into_contact).collect()
}
