//! The register of agencies.

use std::collections::HashSet;

use diesel::dsl::exists;
use diesel::prelude::*;

use domain::form::normalise;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::register::agency::{self as rules, Agency, ISA, Mark, PATHWAY};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::identity::practitioner;
use crate::schema::{
    agency, agency_area, agency_language, agency_mark, agency_type, campaign_target, contact,
    engagement_agency, follow_up, practitioner as account, request, snooze,
};
use crate::{Snapshot, Tx, column};

mod filter;
mod link;

pub use filter::AgencyFilter;
use filter::{matching, sorted};
pub use link::{move_back, move_links};

#[derive(Queryable)]
struct Row {
    id: String,
    merged_into: Option<String>,
    record: String,
    version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = agency, treat_none_as_null = true)]
struct Index {
    merged_into: Option<String>,
    name: String,
    sort: String,
    record: String,
    search: String,
    status: &'static str,
    tier: &'static str,
    owner_id: Option<String>,
    next_review: Option<time::Date>,
    isa: String,
    pathway: bool,
}

impl Index {
    fn of(agency: &Agency) -> Result<Self, StoreError> {
        let record = &agency.record;
        Ok(Self {
            merged_into: agency.merged_into.map(|id| id.to_string()),
            name: agency.name().to_owned(),
            sort: normalise::fold(agency.name()),
            record: column::json(record)?,
            search: agency.search(),
            status: agency.standing().code(),
            tier: agency.tier().code(),
            owner_id: agency.owner().map(|id| id.to_string()),
            next_review: agency.next_review().map(|day| day.0),
            isa: if record.get(ISA).is_empty() { "none".to_owned() } else { record.get(ISA).to_owned() },
            pathway: record.flag(PATHWAY),
        })
    }
}

/// Adds an agency.
pub fn insert(tx: &mut Tx<'_>, new: &Agency) -> Result<(), StoreError> {
    let row = (agency::id.eq(new.id.to_string()), agency::version.eq(new.version), Index::of(new)?);
    on_backend!(&mut *tx.0.0, db => diesel::insert_into(agency::table).values(row).execute(db))?;
    index(tx, new)
}

/// Writes a changed agency; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Agency) -> Result<(), StoreError> {
    let before = agency::id.eq(changed.id.to_string()).and(agency::version.eq(changed.version));
    let set = (agency::version.eq(changed.version + 1), Index::of(changed)?);
    column::one_changed(diesel::update(agency::table.filter(before)).set(set).execute(tx.0.0)?)?;
    let id = changed.id.to_string();
    diesel::delete(agency_type::table.filter(agency_type::agency_id.eq(&id))).execute(tx.0.0)?;
    diesel::delete(agency_area::table.filter(agency_area::agency_id.eq(&id))).execute(tx.0.0)?;
    diesel::delete(agency_language::table.filter(agency_language::agency_id.eq(&id))).execute(tx.0.0)?;
    diesel::delete(agency_mark::table.filter(agency_mark::agency_id.eq(&id))).execute(tx.0.0)?;
    // However it came to be paused or to leave: its people are out at once, and stay out if it comes back.
    if !changed.is_welcome() {
        practitioner::session::delete_of_agency(tx, changed.id)?;
    }
    index(tx, changed)
}

/// Takes an agency out that was added by mistake. Nothing may refer to it.
pub fn delete(tx: &mut Tx<'_>, id: Id<Agency>) -> Result<(), StoreError> {
    column::one_changed(diesel::delete(agency::table.find(id.to_string())).execute(tx.0.0)?)
}

/// Repeats in tables of their own what lists are filtered by and what doubles are found by.
fn index(tx: &mut Tx<'_>, agency: &Agency) -> Result<(), StoreError> {
    let id = agency.id.to_string();
    let types = agency.record.all(rules::TYPES).iter();
    let types: Vec<_> = types
        .map(|code| (agency_type::agency_id.eq(id.clone()), agency_type::code.eq(code.clone())))
        .collect();
    let areas = agency.areas();
    let areas: Vec<_> = areas
        .iter()
        .map(|area| {
            let district = area.district.map(|id| id.to_string()).unwrap_or_default();
            let force = agency_area::force_code.eq(area.force.clone());
            (agency_area::agency_id.eq(id.clone()), force, agency_area::district_id.eq(district))
        })
        .collect();
    let languages = agency.record.all(rules::LANGUAGES).iter();
    let languages: Vec<_> = languages
        .map(|code| (agency_language::agency_id.eq(id.clone()), agency_language::code.eq(code.clone())))
        .collect();
    let marks = agency.marks().into_iter();
    let marks: Vec<_> = marks
        .map(|(mark, value)| {
            let kind = agency_mark::kind.eq(mark.code());
            (agency_mark::agency_id.eq(id.clone()), kind, agency_mark::value.eq(value))
        })
        .collect();
    on_backend!(&mut *tx.0.0, db => {
        diesel::insert_into(agency_type::table).values(&types).execute(db)?;
        diesel::insert_into(agency_area::table).values(&areas).execute(db)?;
        diesel::insert_into(agency_language::table).values(&languages).execute(db)?;
        diesel::insert_into(agency_mark::table).values(&marks).execute(db)?;
    });
    Ok(())
}

type Columns = (agency::id, agency::merged_into, agency::record, agency::version);
const COLUMNS: Columns = (agency::id, agency::merged_into, agency::record, agency::version);

/// An agency.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<Option<Agency>, StoreError> {
    let row: Option<Row> = agency::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    row.as_ref().map(into_agency).transpose()
}

/// The agency that stands for this one by now: the entry that it was merged into, or itself. Whatever is
/// written about an agency is written about this, found in the transaction that writes.
pub fn surviving(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<Option<Agency>, StoreError> {
    let found = find(snapshot, id)?;
    // One step is enough: a merge moves along what went into the entry that goes.
    match found.as_ref().and_then(|agency| agency.merged_into) {
        Some(into) => find(snapshot, into),
        None => Ok(found),
    }
}

/// These agencies, in no order.
pub fn those(snapshot: &mut Snapshot<'_>, ids: &[Id<Agency>]) -> Result<Vec<Agency>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = agency::table.filter(agency::id.eq_any(ids)).select(COLUMNS).load(snapshot.0)?;
    rows.iter().map(into_agency).collect()
}

/// The names of all agencies that stand for themselves, by name.
pub fn names(snapshot: &mut Snapshot<'_>) -> Result<Vec<(Id<Agency>, String)>, StoreError> {
    let rows: Vec<(String, String)> = agency::table
        .filter(agency::merged_into.is_null())
        .order((agency::sort, agency::id))
        .select((agency::id, agency::name))
        .load(snapshot.0)?;
    rows.into_iter().map(|(id, name)| Ok((column::id(&id, "agency", "id")?, name))).collect()
}

/// The names of all agencies that stand for themselves, folded, in their order.
pub fn folded_names(snapshot: &mut Snapshot<'_>) -> Result<Vec<(Id<Agency>, String)>, StoreError> {
    let rows: Vec<(String, String)> = agency::table
        .filter(agency::merged_into.is_null())
        .order((agency::sort, agency::id))
        .select((agency::id, agency::sort))
        .load(snapshot.0)?;
    rows.into_iter().map(|(id, folded)| Ok((column::id(&id, "agency", "id")?, folded))).collect()
}

/// A page of the agencies that `filter` picks, in its order, and how many there are in all.
pub fn list(
    snapshot: &mut Snapshot<'_>,
    filter: &AgencyFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Agency>, i64), StoreError> {
    // One look at all of them tells how many there are and which stand on the page; looking twice would take
    // twice as long.
    let ordered = sorted(matching(snapshot, filter)?, filter.order, filter.as_of);
    let ids: Vec<String> = ordered.select(agency::id).load(snapshot.0)?;
    let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let page = ids.into_iter().skip(usize::try_from(offset).unwrap_or(0));
    let page: Vec<String> = page.take(usize::try_from(limit).unwrap_or(0)).collect();
    let rows: Vec<Row> = agency::table.filter(agency::id.eq_any(&page)).select(COLUMNS).load(snapshot.0)?;
    let mut agencies = rows.iter().map(into_agency).collect::<Result<Vec<_>, _>>()?;
    agencies.sort_by_cached_key(|agency| page.iter().position(|id| *id == agency.id.to_string()));
    Ok((agencies, total))
}

/// All agencies that `filter` picks, in no order.
pub fn ids(snapshot: &mut Snapshot<'_>, filter: &AgencyFilter) -> Result<Vec<Id<Agency>>, StoreError> {
    let rows: Vec<String> = matching(snapshot, filter)?.select(agency::id).load(snapshot.0)?;
    rows.iter().map(|row| column::id(row, "agency", "id")).collect()
}

/// An agency, and what it shares with another.
pub type Double = (Id<Agency>, Vec<Mark>);

/// Other agencies that share a mark with this one, each with what they share, the most telling first.
pub fn doubles(snapshot: &mut Snapshot<'_>, agency: &Agency) -> Result<Vec<Double>, StoreError> {
    let mut found: Vec<Double> = Vec::new();
    for (mark, value) in agency.marks() {
        let rows: Vec<String> = agency_mark::table
            .inner_join(agency::table)
            .filter(agency_mark::kind.eq(mark.code()).and(agency_mark::value.eq(value)))
            .filter(agency::merged_into.is_null().and(agency::id.ne(agency.id.to_string())))
            .select(agency::id)
            .load(snapshot.0)?;
        for row in rows {
            let id = column::id(&row, "agency_mark", "agency_id")?;
            match found.iter_mut().find(|(known, _)| *known == id) {
                Some((_, marks)) if marks.contains(&mark) => {}
                Some((_, marks)) => marks.push(mark),
                None => found.push((id, vec![mark])),
            }
        }
    }
    found.sort_by_key(|(id, marks)| (marks.first().copied(), std::cmp::Reverse(marks.len()), *id));
    Ok(found)
}

/// Every mark of every agency that stands for itself: for finding the doubles of a whole file at once.
pub fn marks(snapshot: &mut Snapshot<'_>) -> Result<Vec<(Id<Agency>, Mark, String)>, StoreError> {
    let rows: Vec<(String, String, String)> = agency_mark::table
        .inner_join(agency::table)
        .filter(agency::merged_into.is_null())
        .select((agency_mark::agency_id, agency_mark::kind, agency_mark::value))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, kind, value)| {
            let mark = column::code(Mark::from_code(&kind), "agency_mark", "kind")?;
            Ok((column::id(&id, "agency_mark", "agency_id")?, mark, value))
        })
        .collect()
}

fn into_agency(row: &Row) -> Result<Agency, StoreError> {
    Ok(Agency {
        id: column::id(&row.id, "agency", "id")?,
        merged_into: column::id_if(row.merged_into.as_deref(), "agency", "merged_into")?,
        record: column::from_json(&row.record, "agency", "record")?,
        version: row.version,
    })
}

/// Whether something refers to an agency, so that it cannot be taken out.
pub fn is_used(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<bool, StoreError> {
    let id = id.to_string();
    let people = contact::table.filter(contact::agency_id.eq(&id));
    let met = engagement_agency::table.filter(engagement_agency::agency_id.eq(&id));
    let aimed = campaign_target::table.filter(campaign_target::agency_id.eq(&id));
    let merged = agency::table.filter(agency::merged_into.eq(&id));
    // The tables would let these go with the agency, and somebody's words with them.
    let tasks = follow_up::table.filter(follow_up::agency_id.eq(&id));
    let waits = snooze::table.filter(snooze::agency_id.eq(&id));
    let asked = request::table.filter(request::agency_id.eq(&id));
    let accounts = account::table.filter(account::agency_id.eq(&id));
    Ok(diesel::select(exists(accounts)).get_result(snapshot.0)?
        || diesel::select(exists(people)).get_result(snapshot.0)?
        || diesel::select(exists(met)).get_result(snapshot.0)?
        || diesel::select(exists(aimed)).get_result(snapshot.0)?
        || diesel::select(exists(merged)).get_result(snapshot.0)?
        || diesel::select(exists(tasks)).get_result(snapshot.0)?
        || diesel::select(exists(asked)).get_result(snapshot.0)?
        || diesel::select(exists(waits)).get_result(snapshot.0)?)
}

/// The entries that were merged into this one.
pub fn merged_into(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<Vec<Id<Agency>>, StoreError> {
    let rows: Vec<String> =
        agency::table.filter(agency::merged_into.eq(id.to_string())).select(agency::id).load(snapshot.0)?;
    rows.iter().map(|row| column::id(row, "agency", "id")).collect()
}

/// The agencies that somebody looks after.
pub fn owned_by(snapshot: &mut Snapshot<'_>, staff: Id<Staff>) -> Result<HashSet<Id<Agency>>, StoreError> {
    let rows: Vec<String> =
        agency::table.filter(agency::owner_id.eq(staff.to_string())).select(agency::id).load(snapshot.0)?;
    rows.iter().map(|row| column::id(row, "agency", "id")).collect()
}
