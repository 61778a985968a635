//! The contacts that the register has of an agency, kept right by its lead.

use domain::form::record::{self, Known, Record};
use domain::platform::id::Id;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::{CONFIRMED, CONFIRMED_BY, CONFIRMERS, CONTACT, Contact, LEFT, SPOC, TRAINED};
use store::register::{change as changes, contact as rows};
use store::{StoreError, Tx};

use crate::identity::practitioner::session::SignedIn;
use crate::problem::TxError;
use crate::{App, Problem};

/// The contacts of the lead's agency who have not left, the point of contact first.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead.
pub async fn list(app: &App, lead: &SignedIn) -> Result<Vec<Contact>, Problem> {
    lead.require_lead()?;
    let agency = lead.agency.id;
    let mut all = app.read(move |snapshot| rows::of_agencies(snapshot, &[agency])).await?;
    all.retain(|contact| contact.left().is_none());
    Ok(all)
}

/// One of them.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead, or there is no such contact of their agency.
pub async fn find(app: &App, lead: &SignedIn, id: Id<Contact>) -> Result<Contact, Problem> {
    let all = list(app, lead).await?;
    all.into_iter().find(|contact| contact.id == id).ok_or(Problem::Missing)
}

/// The field that says that somebody works for the agency no more.
pub const GONE: &str = "gone";

/// Adds a contact, confirmed by the agency, once for each identifier.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead; [`Problem::Invalid`] with every problem of what was
/// typed.
pub async fn add(
    app: &App,
    lead: &SignedIn,
    id: Id<Contact>,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    lead.require_lead()?;
    let record = parse(app, typed, &Record::default())?;
    let contact = Contact { id, agency: lead.agency.id, record, version: 0 };
    write(app, lead, contact, None).await
}

/// Changes a contact that was at `version` when the form was drawn: it is confirmed by the agency then.
///
/// # Errors
/// [`Problem::Missing`] as for [`find`]; [`Problem::Invalid`] with every problem of what was typed;
/// [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save(
    app: &App,
    lead: &SignedIn,
    (id, version): (Id<Contact>, i64),
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let before = find(app, lead, id).await?;
    let record = parse(app, typed, &before.record)?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    let after = Contact { record, ..before.clone() };
    write(app, lead, after, Some(before)).await
}

/// Says that what is written down about a contact is right.
///
/// # Errors
/// [`Problem::Missing`] as for [`find`]; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn confirm(app: &App, lead: &SignedIn, id: Id<Contact>, version: i64) -> Result<(), Problem> {
    let before = find(app, lead, id).await?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    let mut record = before.record.clone();
    confirmed(app, &mut record);
    let after = Contact { record, ..before.clone() };
    write(app, lead, after, Some(before)).await
}

/// Reads what was typed. What only the department writes down stays as it was.
fn parse(app: &App, typed: &[(String, String)], before: &Record) -> Result<Record, Problem> {
    let mut record = record::parse(CONTACT, typed, &Known::default()).map_err(Problem::Invalid)?;
    record.put(TRAINED, before.get(TRAINED));
    record.put(LEFT, before.get(LEFT));
    if typed.iter().any(|(name, value)| name == GONE && !value.is_empty()) {
        record.put(LEFT, &app.now().day().iso());
        record.put(SPOC, "");
    }
    confirmed(app, &mut record);
    Ok(record)
}

fn confirmed(app: &App, record: &mut Record) {
    record.put(CONFIRMED, &app.now().day().iso());
    record.put(CONFIRMED_BY, CONFIRMERS.first().map_or("", |agency| agency.code));
}

/// Writes a contact with its history. There is one point of contact: whoever was it before is not any more.
async fn write(app: &App, lead: &SignedIn, contact: Contact, before: Option<Contact>) -> Result<(), Problem> {
    let history = |contact: &Contact, before: Option<&Contact>| Change {
        noun: EntityKind::Contact,
        subject: contact.id.to_string(),
        agency: Some(contact.agency),
        deed: if before.is_some() { ChangeKind::Changed } else { ChangeKind::Added },
        at: app.now(),
        staff: None,
        batch: None,
        before: before.map(|before| before.record.clone()),
        after: Some(contact.record.clone()),
    };
    let (event, now) = (history(&contact, before.as_ref()), app.now());
    let blank = Change { before: None, after: None, deed: ChangeKind::Changed, ..event.clone() };
    let lead = lead.clone();
    app.write(move |tx| {
        if before.is_none() && rows::find(tx, contact.id)?.is_some() {
            return Ok(());
        }
        // Whoever leads may not any more, and their agency, with the contact, may be another entry of the
        // register by now.
        let agency = lead.still_leads(tx, now)?.id;
        if let Some(before) = &before
            && rows::find(tx, before.id)?.is_none_or(|known| known.agency != agency)
        {
            return Err(TxError::Problem(Problem::Stale));
        }
        let contact = Contact { agency, ..contact.clone() };
        let event = Change { agency: Some(agency), ..event.clone() };
        let blank = Change { agency: Some(agency), ..blank.clone() };
        for other in others(tx, &contact)? {
            let mut record = other.record.clone();
            record.put(SPOC, "");
            let event = Change {
                subject: other.id.to_string(),
                before: Some(other.record.clone()),
                after: Some(record.clone()),
                ..blank.clone()
            };
            rows::save(tx, &Contact { record, ..other })?;
            changes::record(tx, &event)?;
        }
        match before {
            None => rows::insert(tx, &contact)?,
            Some(_) => rows::save(tx, &contact)?,
        }
        Ok(changes::record(tx, &event)?)
    })
    .await
}

/// Those who are the point of contact, or the deputy, where this one is to be it.
fn others(tx: &mut Tx<'_>, contact: &Contact) -> Result<Vec<Contact>, StoreError> {
    let role = contact.record.get(SPOC);
    if role.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = rows::of_agencies(tx, &[contact.agency])?;
    all.retain(|other| other.id != contact.id && other.record.get(SPOC) == role && other.left().is_none());
    Ok(all)
}
