//! Keeping the register of agencies.

use std::collections::HashMap;

use domain::form::key::Key;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{AGENCY, Agency, Mark, objection};
use domain::register::change::{Change, EntityKind};
use domain::register::contact::{Contact, EMAIL, PHONE, SPOC};
use domain::register::engagement::Engagement;
use store::register::agency::{self as rows, AgencyFilter};
use store::register::engagement::{self as engagements, EngagementFilter, Last};
use store::register::{change as changes, contact as contacts};
use store::{Snapshot, StoreError, Tx};

use super::entry::Entry;
use super::history::{HISTORY, family};
use crate::identity::session::Signed;
use crate::{App, Problem};

mod batch;
mod likeness;

pub use batch::{BULK, bulk, merge};
pub use likeness::near;

/// How many agencies a page shows.
pub const PAGE: i64 = 50;
/// How many engagements an agency's page shows.
const RECENT: i64 = 20;

/// One agency of a list.
#[derive(Debug)]
pub struct AgencyLine {
    /// The agency.
    pub agency: Agency,
    /// When it was last met and reached.
    pub last: Last,
    /// Whom to call there; none when nobody is named.
    pub spoc: Option<Spoc>,
}

/// The single point of contact of an agency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoc {
    /// The name.
    pub name: String,
    /// The number; empty when it is not known.
    pub phone: String,
    /// The address; empty when it is not known.
    pub email: String,
}

/// A page of agencies.
#[derive(Debug)]
pub struct AgencyList {
    /// The agencies on this page, by name.
    pub lines: Vec<AgencyLine>,
    /// How many there are on all pages.
    pub total: i64,
}

/// A page of the agencies that `filter` picks.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
    offset: i64,
    limit: i64,
) -> Result<AgencyList, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let (agencies, total) = rows::list(snapshot, &filter, offset, limit)?;
        Ok(AgencyList { lines: lines(snapshot, agencies, today)?, total })
    })
    .await
}

/// Adds to each agency when it was last met and whom to call there.
pub(crate) fn lines(
    snapshot: &mut Snapshot<'_>,
    agencies: Vec<Agency>,
    today: Day,
) -> Result<Vec<AgencyLine>, StoreError> {
    let ids: Vec<_> = agencies.iter().map(|agency| agency.id).collect();
    let last = engagements::last_of_agencies(snapshot, &ids, today)?;
    let mut spocs: HashMap<Id<Agency>, Spoc> = HashMap::new();
    for contact in contacts::of_agencies(snapshot, &ids)? {
        if contact.record.get(SPOC) == "spoc" && contact.left().is_none() {
            spocs.entry(contact.agency).or_insert_with(|| Spoc {
                name: contact.name().to_owned(),
                phone: contact.record.get(PHONE).to_owned(),
                email: contact.record.get(EMAIL).to_owned(),
            });
        }
    }
    let line = |agency: Agency| AgencyLine {
        last: last.get(&agency.id).copied().unwrap_or_default(),
        spoc: spocs.remove(&agency.id),
        agency,
    };
    Ok(agencies.into_iter().map(line).collect())
}

/// An agency with all that belongs to it.
#[derive(Debug)]
pub struct AgencyView {
    /// The agency.
    pub agency: Agency,
    /// When it was last met and reached.
    pub last: Last,
    /// Its people, each with when they were last met and reached.
    pub contacts: Vec<(Contact, Last)>,
    /// What was done or is planned with it, newest first; as many as one page shows.
    pub engagements: Vec<Engagement>,
    /// How often something was done with it so far.
    pub engaged: i64,
    /// A page of its history and that of entries merged into it, newest first.
    pub history: Vec<Change>,
    /// How many changes its history has on all pages.
    pub changes: i64,
    /// Entries that may be the same agency, with what they share.
    pub doubles: Vec<(Agency, Vec<Mark>)>,
}

/// An agency, with the changes of its history from this one on. One that was merged is another now: the
/// view's identifier tells which.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Agency>, from: i64) -> Result<AgencyView, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let Some(agency) = rows::surviving(snapshot, id)? else { return Ok(None) };
        let id = agency.id;
        let last = engagements::last_of_agencies(snapshot, &[id], today)?.remove(&id).unwrap_or_default();
        let people = contacts::of_agencies(snapshot, &[id])?;
        let ids: Vec<_> = people.iter().map(|contact| contact.id).collect();
        let mut met = engagements::last_of_contacts(snapshot, &ids, today)?;
        let contacts = people.into_iter().map(|contact| {
            let last = met.remove(&contact.id).unwrap_or_default();
            (contact, last)
        });
        let contacts = contacts.collect();
        let filter = EngagementFilter { agency: Some(id), ..EngagementFilter::default() };
        let (engagements, _) = engagements::list(snapshot, &filter, 0, RECENT)?;
        let engaged = engagements::count(snapshot, &EngagementFilter { to: Some(today), ..filter })?;
        let family = family(snapshot, id)?;
        let (history, changes) = changes::of_agencies(snapshot, &family, (from, HISTORY))?;
        let found = rows::doubles(snapshot, &agency)?;
        let ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
        let mut others: HashMap<_, _> =
            rows::those(snapshot, &ids)?.into_iter().map(|other| (other.id, other)).collect();
        let doubles =
            found.into_iter().filter_map(|(id, marks)| Some((others.remove(&id)?, marks))).collect();
        let view = AgencyView { agency, last, contacts, engagements, engaged, history, changes, doubles };
        Ok(Some(view))
    })
    .await?
    .ok_or(Problem::Missing)
}

/// The names of all agencies, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn names(app: &App, signed: &Signed) -> Result<Vec<(Id<Agency>, String)>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(rows::names).await
}

impl Entry for Agency {
    const NOUN: EntityKind = EntityKind::Agency;
    const FIELDS: &'static [Section] = AGENCY;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn record(&self) -> &Record {
        &self.record
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn with(self, answers: Record) -> Self {
        Self { record: answers, ..self }
    }

    fn agency(&self) -> Option<Id<Agency>> {
        Some(self.id)
    }

    fn objection(answers: &Record) -> Option<(Key, RegisterReason)> {
        objection(answers)
    }

    fn stands(&self) -> bool {
        self.merged_into.is_none()
    }

    fn surviving(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        rows::surviving(snapshot, id)
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
