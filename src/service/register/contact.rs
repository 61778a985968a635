//! Keeping the people of agencies right.

use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::change::{Change, EntityKind};
use domain::register::contact::{CONFIRMED, CONFIRMED_BY, CONTACT, Contact};
use domain::register::engagement::Engagement;
use store::register::engagement::{self as engagements, EngagementFilter, Last};
use store::register::{agency as agencies, change as changes, contact as rows};
use store::{Snapshot, StoreError, Tx};

use super::entry::Entry;
use super::history::HISTORY;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// A contact with all that belongs to them.
#[derive(Debug)]
pub struct ContactView {
    /// The contact.
    pub contact: Contact,
    /// The agency they work for.
    pub agency: Agency,
    /// When they were last met and reached.
    pub last: Last,
    /// What they took part in or are to, newest first.
    pub engagements: Vec<Engagement>,
    /// Their history, newest first.
    pub history: Vec<Change>,
}

/// A contact.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Contact>) -> Result<ContactView, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let Some(contact) = rows::find(snapshot, id)? else { return Ok(None) };
        let Some(agency) = agencies::find(snapshot, contact.agency)? else { return Ok(None) };
        let last = engagements::last_of_contacts(snapshot, &[id], today)?.remove(&id).unwrap_or_default();
        let filter = EngagementFilter { contact: Some(id), ..EngagementFilter::default() };
        let (engagements, _) = engagements::list(snapshot, &filter, 0, HISTORY)?;
        let history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
        Ok(Some(ContactView { contact, agency, last, engagements, history }))
    })
    .await?
    .ok_or(Problem::Missing)
}

impl Entry for Contact {
    const NOUN: EntityKind = EntityKind::Contact;
    const FIELDS: &'static [Section] = CONTACT;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn record(&self) -> &Record {
        &self.record
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn with(self, mut answers: Record) -> Self {
        // No field of the form: whoever confirms says so by the day alone.
        if answers.get(CONFIRMED) == self.record.get(CONFIRMED) {
            answers.put(CONFIRMED_BY, self.record.get(CONFIRMED_BY));
        }
        Self { record: answers, ..self }
    }

    fn agency(&self) -> Option<Id<Agency>> {
        Some(self.agency)
    }

    fn placed(self, snapshot: &mut Snapshot<'_>) -> Result<Option<Self>, StoreError> {
        let agency = agencies::surviving(snapshot, self.agency)?;
        Ok(agency.map(|agency| Self { agency: agency.id, ..self }))
    }

    fn find(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        rows::find(snapshot, id)
    }

    fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::insert(tx, self)
    }

    fn save(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::save(tx, self)
    }
}
