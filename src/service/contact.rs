//! Keeping the people of agencies right.

use crate::domain::agency::Agency;
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::contact::{CONFIRMED, CONFIRMED_BY, CONTACT, Contact};
use crate::domain::engagement::Engagement;
use crate::domain::id::Id;
use crate::domain::record;
use crate::domain::role::Permission;
use crate::store::contact as rows;
use crate::store::engagement::{self as engagements, EngagementFilter, Last};
use crate::store::{Snapshot, StoreError, Tx, agency as agencies, change as changes};

use super::register::{HISTORY, change, known};
use super::session::Signed;
use super::{House, Problem, agency};

/// A contact with all that belongs to them.
#[derive(Debug)]
pub struct ContactView {
    /// The contact.
    pub contact: Contact,
    /// The agency they work for.
    pub agency: Agency,
    /// When they were last met and reached.
    pub last: Last,
    /// What they took part in, newest first.
    pub engagements: Vec<Engagement>,
    /// Their history, newest first.
    pub history: Vec<Change>,
}

/// A contact.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(house: &House, signed: &Signed, id: Id<Contact>) -> Result<ContactView, Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let Some(contact) = rows::find(snapshot, id)? else { return Ok::<_, StoreError>(None) };
        let Some(agency) = agencies::find(snapshot, contact.agency)? else { return Ok(None) };
        let last = engagements::last_of_contacts(snapshot, &[id])?.remove(&id).unwrap_or_default();
        let filter = EngagementFilter { contact: Some(id), ..EngagementFilter::default() };
        let (engagements, _) = engagements::list(snapshot, &filter, 0, HISTORY)?;
        let history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
        Ok(Some(ContactView { contact, agency, last, engagements, history }))
    };
    house.store.read(read).await?.ok_or(Problem::Missing)
}

/// Adds a contact to an agency.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add(
    house: &House,
    signed: &Signed,
    agency: Id<Agency>,
    typed: &[(String, String)],
) -> Result<Id<Contact>, Problem> {
    let agency = agency::find(house, signed, agency).await?.id;
    let known = house.store.read(known).await?;
    let record = record::parse(CONTACT, typed, &known).map_err(Problem::Invalid)?;
    let contact = Contact { id: house.id(), agency, record, version: 0 };
    let (id, random) = (contact.id, house.random.clone());
    let event = Change {
        agency: Some(agency),
        after: Some(contact.record.clone()),
        ..change(house, signed, Noun::Contact, &id, Deed::Added)
    };
    let write = move |tx: &mut Tx<'_>| {
        rows::insert(tx, &contact)?;
        changes::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    Ok(id)
}

/// Changes a contact that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save(
    house: &House,
    signed: &Signed,
    id: Id<Contact>,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let before = house.store.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)?;
    let known = house.store.read(known).await?;
    let mut record = record::parse(CONTACT, typed, &known).map_err(Problem::Invalid)?;
    if record.get(CONFIRMED) == before.record.get(CONFIRMED) {
        record.put(CONFIRMED_BY, before.record.get(CONFIRMED_BY));
    }
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let event = Change {
        agency: Some(before.agency),
        before: Some(before.record.clone()),
        after: Some(record.clone()),
        ..change(house, signed, Noun::Contact, &id, Deed::Changed)
    };
    let (contact, random) = (Contact { record, ..before }, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &contact)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}
