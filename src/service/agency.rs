//! Keeping the register of agencies.

use std::collections::HashMap;

use crate::domain::agency::{AGENCY, Agency, Mark, NEXT_REVIEW, OWNER, TIER, merged, objection};
use crate::domain::batch::{Batch, BatchKind};
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::contact::{Contact, PHONE, SPOC};
use crate::domain::engagement::Engagement;
use crate::domain::form::Errors;
use crate::domain::id::Id;
use crate::domain::reach;
use crate::domain::record::{self, Record};
use crate::domain::role::Permission;
use crate::store::agency::{self as rows, AgencyFilter};
use crate::store::change as changes;
use crate::store::engagement::{self as engagements, EngagementFilter, Last};
use crate::store::{Snapshot, StoreError, Tx, contact as contacts};

use super::problem::Halt;
use super::register::{HISTORY, MERGED, change, family, known};
use super::session::Signed;
use super::{House, Problem};

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
    /// The name and the number of its single point of contact; empty when there is none.
    pub spoc: (String, String),
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
    house: &House,
    signed: &Signed,
    filter: AgencyFilter,
    offset: i64,
    limit: i64,
) -> Result<AgencyList, Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let (agencies, total) = rows::list(snapshot, &filter, offset, limit)?;
        Ok::<_, StoreError>(AgencyList { lines: lines(snapshot, agencies)?, total })
    };
    Ok(house.store.read(read).await?)
}

/// Adds to each agency when it was last met and whom to call there.
pub(super) fn lines(
    snapshot: &mut Snapshot<'_>,
    agencies: Vec<Agency>,
) -> Result<Vec<AgencyLine>, StoreError> {
    let ids: Vec<_> = agencies.iter().map(|agency| agency.id).collect();
    let last = engagements::last_of_agencies(snapshot, &ids)?;
    let mut spocs: HashMap<Id<Agency>, (String, String)> = HashMap::new();
    for contact in contacts::of_agencies(snapshot, &ids)? {
        if contact.record.get(SPOC) == "spoc" && contact.left().is_none() {
            spocs
                .entry(contact.agency)
                .or_insert_with(|| (contact.name().to_owned(), contact.record.get(PHONE).to_owned()));
        }
    }
    let line = |agency: Agency| AgencyLine {
        last: last.get(&agency.id).copied().unwrap_or_default(),
        spoc: spocs.remove(&agency.id).unwrap_or_default(),
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
    /// What was done with it, newest first; as many as one page shows.
    pub engagements: Vec<Engagement>,
    /// How often something was done with it in all.
    pub engaged: i64,
    /// Its history and that of entries merged into it, newest first.
    pub history: Vec<Change>,
    /// Entries that may be the same agency, with what they share.
    pub doubles: Vec<(Agency, Vec<Mark>)>,
}

/// An agency. One that was merged is another now: the view's identifier tells which.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(house: &House, signed: &Signed, id: Id<Agency>) -> Result<AgencyView, Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let Some(asked) = rows::find(snapshot, id)? else { return Ok::<_, StoreError>(None) };
        let agency = match asked.merged_into {
            Some(into) => rows::find(snapshot, into)?.unwrap_or(asked),
            None => asked,
        };
        let id = agency.id;
        let last = engagements::last_of_agencies(snapshot, &[id])?.remove(&id).unwrap_or_default();
        let people = contacts::of_agencies(snapshot, &[id])?;
        let ids: Vec<_> = people.iter().map(|contact| contact.id).collect();
        let mut met = engagements::last_of_contacts(snapshot, &ids)?;
        let contacts = people.into_iter().map(|contact| {
            let last = met.remove(&contact.id).unwrap_or_default();
            (contact, last)
        });
        let contacts = contacts.collect();
        let filter = EngagementFilter { agency: Some(id), ..EngagementFilter::default() };
        let (engagements, engaged) = engagements::list(snapshot, &filter, 0, RECENT)?;
        let family = family(snapshot, id)?;
        let history = changes::of_agencies(snapshot, &family, HISTORY)?;
        let found = rows::doubles(snapshot, &agency)?;
        let ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
        let mut others: HashMap<_, _> =
            rows::those(snapshot, &ids)?.into_iter().map(|other| (other.id, other)).collect();
        let doubles =
            found.into_iter().filter_map(|(id, marks)| Some((others.remove(&id)?, marks))).collect();
        Ok(Some(AgencyView { agency, last, contacts, engagements, engaged, history, doubles }))
    };
    house.store.read(read).await?.ok_or(Problem::Missing)
}

/// One agency, for changing it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, it was merged, or the person's role does not allow it.
pub async fn find(house: &House, signed: &Signed, id: Id<Agency>) -> Result<Agency, Problem> {
    signed.require(Permission::Engage)?;
    let found = house.store.read(move |snapshot| rows::find(snapshot, id)).await?;
    found.filter(|agency| agency.merged_into.is_none()).ok_or(Problem::Missing)
}

/// The names of all agencies, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn names(house: &House, signed: &Signed) -> Result<Vec<(Id<Agency>, String)>, Problem> {
    signed.require(Permission::Engage)?;
    Ok(house.store.read(rows::names).await?)
}

/// How like a name must be to what was looked for, from 0 to 1, to be offered.
const LIKE: f64 = 0.75;

/// Names that are close to what was looked for and not found, the closest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn near(house: &House, signed: &Signed, words: &str) -> Result<Vec<(Id<Agency>, String)>, Problem> {
    signed.require(Permission::Engage)?;
    let (names, wanted) = (house.store.read(rows::folded_names).await?, reach::fold(words));
    let likeness = |folded: &str| {
        let of_words = folded.split(' ').map(|word| strsim::jaro_winkler(word, &wanted));
        of_words.fold(strsim::jaro_winkler(folded, &wanted), f64::max)
    };
    let mut near: Vec<_> =
        names.into_iter().map(|(id, name, folded)| (likeness(&folded), id, name)).collect();
    near.retain(|(likeness, ..)| *likeness >= LIKE);
    near.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    Ok(near.into_iter().take(5).map(|(_, id, name)| (id, name)).collect())
}

/// Reads what was typed about an agency.
///
/// # Errors
/// [`Problem::Invalid`] with every problem.
pub(super) fn parse(typed: &[(String, String)], known: &record::Known) -> Result<Record, Problem> {
    let record = record::parse(AGENCY, typed, known).map_err(Problem::Invalid)?;
    match objection(&record) {
        Some((field, message)) => Err(Problem::invalid(field, message)),
        None => Ok(record),
    }
}

/// Adds an agency.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add(house: &House, signed: &Signed, typed: &[(String, String)]) -> Result<Id<Agency>, Problem> {
    signed.require(Permission::Engage)?;
    let known = house.store.read(known).await?;
    let agency = Agency::new(house.id(), parse(typed, &known)?);
    let (id, random) = (agency.id, house.random.clone());
    let event = Change {
        agency: Some(id),
        after: Some(agency.record.clone()),
        ..change(house, signed, Noun::Agency, &id, Deed::Added)
    };
    let write = move |tx: &mut Tx<'_>| {
        rows::insert(tx, &agency)?;
        changes::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    Ok(id)
}

/// Changes an agency that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save(
    house: &House,
    signed: &Signed,
    id: Id<Agency>,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let before = find(house, signed, id).await?;
    let known = house.store.read(known).await?;
    let record = parse(typed, &known)?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let (event, random) = (changed(house, signed, &before, &record), house.random.clone());
    let agency = Agency { record, ..before };
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &agency)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}

fn changed(house: &House, signed: &Signed, before: &Agency, after: &Record) -> Change {
    Change {
        agency: Some(before.id),
        before: Some(before.record.clone()),
        after: Some(after.clone()),
        ..change(house, signed, Noun::Agency, &before.id, Deed::Changed)
    }
}

/// The fields that can be changed for many agencies at once.
pub const BULK: [&str; 3] = [OWNER, TIER, NEXT_REVIEW];

/// Reads what many agencies are to be given.
fn bulk_values(
    typed: &[(String, String)],
    known: &record::Known,
    nobody: bool,
) -> Result<Vec<(&'static str, Vec<String>)>, Problem> {
    let mut set = Vec::new();
    let mut errors = Errors::default();
    for field in BULK.iter().filter_map(|name| record::field(AGENCY, name)) {
        let values = typed.iter().filter(|(name, _)| name == field.name);
        let values: Vec<&str> =
            values.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            continue;
        }
        match field.parse(&values, known) {
            Ok(values) => set.push((field.name, values)),
            Err(message) => errors.add(field.name, &message),
        }
    }
    if set.is_empty() && errors.is_empty() {
        errors.add(OWNER, "Choose what to change");
    }
    if nobody {
        errors.add("agency", "Choose at least one agency");
    }
    if errors.is_empty() { Ok(set) } else { Err(Problem::Invalid(errors)) }
}

/// Gives many agencies the same owner, tier or day of review, as one batch that can be undone.
///
/// # Errors
/// [`Problem::Invalid`] when nothing was chosen or the value will not do.
pub async fn bulk(
    house: &House,
    signed: &Signed,
    ids: &[Id<Agency>],
    typed: &[(String, String)],
) -> Result<Id<Batch>, Problem> {
    signed.require(Permission::Engage)?;
    let known = house.store.read(known).await?;
    let set = bulk_values(typed, &known, ids.is_empty())?;
    let batch = Batch {
        id: house.id(),
        kind: BatchKind::Bulk,
        title: format!("{} agencies", ids.len()),
        staff: Some(signed.actor.id),
        at: house.now(),
        undone: None,
    };
    let id = batch.id;
    let blank = change(house, signed, Noun::Agency, &"", Deed::Changed);
    let (ids, random) = (ids.to_vec(), house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        changes::insert_batch(tx, &batch)?;
        for before in rows::those(tx, &ids)? {
            let mut after = before.record.clone();
            for (name, values) in &set {
                after.set(name, values.clone());
            }
            if after == before.record || before.merged_into.is_some() {
                continue;
            }
            let event = Change {
                subject: before.id.to_string(),
                agency: Some(before.id),
                batch: Some(batch.id),
                before: Some(before.record.clone()),
                after: Some(after.clone()),
                ..blank.clone()
            };
            rows::save(tx, &Agency { record: after, ..before })?;
            changes::record(tx, random.as_ref(), &event)?;
        }
        Ok::<_, Halt>(())
    };
    house.store.write(write).await?;
    Ok(id)
}

/// Makes one entry of two: `other` goes into `kept`, with its people, its engagements and its history.
///
/// # Errors
/// [`Problem::Missing`] when one of them is not there; [`Problem::Stale`] when one changed meanwhile.
pub async fn merge(
    house: &House,
    signed: &Signed,
    kept: Id<Agency>,
    other: Id<Agency>,
) -> Result<Id<Batch>, Problem> {
    let (kept, other) = (find(house, signed, kept).await?, find(house, signed, other).await?);
    if kept.id == other.id {
        return Err(Problem::invalid("other", "Choose another agency"));
    }
    let batch = Batch {
        id: house.id(),
        kind: BatchKind::Merge,
        title: format!("{} into {}", other.name(), kept.name()),
        staff: Some(signed.actor.id),
        at: house.now(),
        undone: None,
    };
    let whole = merged(&kept.record, &other.record);
    let event = Change { batch: Some(batch.id), ..changed(house, signed, &kept, &whole) };
    let gone = Change {
        agency: Some(other.id),
        batch: Some(batch.id),
        before: Some(other.record.clone()),
        ..change(house, signed, Noun::Agency, &other.id, Deed::Merged)
    };
    let (id, random) = (batch.id, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        changes::insert_batch(tx, &batch)?;
        let mut moved = rows::move_links(tx, other.id, kept.id)?;
        moved.put(MERGED, record::YES);
        rows::save(tx, &Agency { record: whole.clone(), ..kept.clone() })?;
        rows::save(tx, &Agency { merged_into: Some(kept.id), ..other.clone() })?;
        let gone = Change { after: Some(moved), ..gone.clone() };
        changes::record(tx, random.as_ref(), &event)?;
        changes::record(tx, random.as_ref(), &gone)
    };
    house.store.write(write).await?;
    Ok(id)
}
