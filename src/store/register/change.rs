//! The history of the register.

use std::collections::HashSet;

use diesel::dsl::count_star;
use diesel::prelude::*;

use domain::form::normalise;
use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::agency::{self, Agency};
use domain::register::batch::Batch;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::part::{Back, Only, Part, Total};

use super::agency as agencies;
use crate::error::StoreError;
use crate::schema::change;
use crate::{Snapshot, Tx, column};

const TABLE: &str = "change";

#[derive(Queryable)]
struct Row {
    noun: String,
    subject_id: String,
    agency_id: Option<String>,
    deed: String,
    at: time::PrimitiveDateTime,
    staff_id: Option<String>,
    batch_id: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

/// Writes a change down. An address that is withheld from now on goes from what was written down before, too.
pub fn record(tx: &mut Tx<'_>, new: &Change) -> Result<(), StoreError> {
    let mut before = new.before.clone();
    if let Some(known) = before.as_mut().filter(|known| now_withheld(known, new)) {
        agency::conceal(known);
        withhold(tx, column::id(&new.subject, TABLE, "subject_id")?)?;
    }
    let row = (
        change::id.eq(tx.id::<Change>().to_string()),
        change::noun.eq(new.noun.code()),
        change::subject_id.eq(&new.subject),
        change::sort.eq(sort(new)),
        change::agency_id.eq(new.agency.map(|id| id.to_string())),
        change::deed.eq(new.deed.code()),
        change::at.eq(new.at.as_utc()),
        change::staff_id.eq(new.staff.map(|id| id.to_string())),
        change::batch_id.eq(new.batch.map(|id| id.to_string())),
        change::before.eq(before.as_ref().map(column::json).transpose()?),
        change::after.eq(new.after.as_ref().map(column::json).transpose()?),
    );
    diesel::insert_into(change::table).values(row).execute(tx.0.0)?;
    Ok(())
}

fn now_withheld(before: &Record, new: &Change) -> bool {
    let after = new.after.as_ref().is_some_and(|after| after.flag(agency::WITHHELD));
    new.noun == EntityKind::Agency && after && !before.flag(agency::WITHHELD)
}

/// Takes the address of an agency out of its history, and out of the entries that were merged into it and
/// theirs.
pub fn withhold(tx: &mut Tx<'_>, id: Id<Agency>) -> Result<(), StoreError> {
    conceal(tx, &id.to_string())?;
    let merged = agencies::merged_into(tx, id)?;
    for mut other in agencies::those(tx, &merged)? {
        if agency::conceal(&mut other.record) {
            agencies::save(tx, &other)?;
        }
        conceal(tx, &other.id.to_string())?;
    }
    Ok(())
}

/// Takes the address out of the history of an agency.
fn conceal(tx: &mut Tx<'_>, subject: &str) -> Result<(), StoreError> {
    let theirs = change::table.filter(change::subject_id.eq(subject));
    let rows: Vec<(String, Option<String>, Option<String>)> =
        theirs.select((change::id, change::before, change::after)).load(tx.0.0)?;
    for (id, before, after) in rows {
        let set = (change::before.eq(concealed(before)?), change::after.eq(concealed(after)?));
        diesel::update(change::table.find(id)).set(set).execute(tx.0.0)?;
    }
    Ok(())
}

fn concealed(record: Option<String>) -> Result<Option<String>, StoreError> {
    let Some(text) = record else { return Ok(None) };
    let mut record: Record = column::from_json(&text, TABLE, "record")?;
    agency::conceal(&mut record);
    Ok(Some(column::json(&record)?))
}

/// What a change is listed by among others: the name of its entry, folded.
fn sort(change: &Change) -> String {
    let record = change.after.as_ref().or(change.before.as_ref());
    record.map(|record| normalise::fold(record.get(agency::NAME))).unwrap_or_default()
}

type Columns = (
    change::noun,
    change::subject_id,
    change::agency_id,
    change::deed,
    change::at,
    change::staff_id,
    change::batch_id,
    change::before,
    change::after,
);
const COLUMNS: Columns = (
    change::noun,
    change::subject_id,
    change::agency_id,
    change::deed,
    change::at,
    change::staff_id,
    change::batch_id,
    change::before,
    change::after,
);

/// A page of the history of some agencies and of what belongs to them, newest first, and how many changes
/// there are in all.
pub fn of_agencies(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    (offset, limit): (i64, i64),
) -> Result<(Vec<Change>, i64), StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let theirs = change::table.filter(change::agency_id.eq_any(ids));
    let total = theirs.clone().count().get_result(snapshot.0)?;
    let rows: Vec<Row> = theirs
        .order((change::at.desc(), change::id))
        .offset(offset)
        .limit(limit)
        .select(COLUMNS)
        .load(snapshot.0)?;
    Ok((rows.into_iter().map(into_change).collect::<Result<_, _>>()?, total))
}

/// The history of one entry, newest first.
pub fn of_subject(snapshot: &mut Snapshot<'_>, subject: &str, limit: i64) -> Result<Vec<Change>, StoreError> {
    let rows: Vec<Row> = change::table
        .filter(change::subject_id.eq(subject))
        .order((change::at.desc(), change::id))
        .limit(limit)
        .select(COLUMNS)
        .load(snapshot.0)?;
    rows.into_iter().map(into_change).collect()
}

#[derive(Queryable)]
struct PartRow {
    id: String,
    back: Option<String>,
    change: Row,
}

type PartColumns = (change::id, change::back, Columns);
const PART: PartColumns = (change::id, change::back, COLUMNS);

/// The identifiers of the entries of a kind that were added since a moment.
pub fn added_since(
    snapshot: &mut Snapshot<'_>,
    noun: EntityKind,
    since: Timestamp,
) -> Result<HashSet<String>, StoreError> {
    let subjects: Vec<String> = change::table
        .filter(change::noun.eq(noun.code()).and(change::deed.eq(ChangeKind::Added.code())))
        .filter(change::at.ge(since.as_utc()))
        .select(change::subject_id)
        .load(snapshot.0)?;
    Ok(subjects.into_iter().collect())
}

/// A page of what was done in a batch, by the name of each entry.
pub fn of_batch(
    snapshot: &mut Snapshot<'_>,
    batch: Id<Batch>,
    only: Option<Only>,
    (offset, limit): (i64, i64),
) -> Result<Vec<Part>, StoreError> {
    let mut query = change::table.filter(change::batch_id.eq(batch.to_string())).into_boxed();
    match only {
        Some(Only::Kind(noun, deed)) => {
            query = query.filter(change::noun.eq(noun.code()).and(change::deed.eq(deed.code())));
        }
        Some(Only::Left) => query = query.filter(change::back.eq(Back::Left.code())),
        None => {}
    }
    let rows: Vec<PartRow> =
        query.order((change::sort, change::id)).offset(offset).limit(limit).select(PART).load(snapshot.0)?;
    rows.into_iter().map(into_part).collect()
}

/// How many changes of each kind a batch has.
pub fn totals(snapshot: &mut Snapshot<'_>, batch: Id<Batch>) -> Result<Vec<Total>, StoreError> {
    let rows: Vec<(String, String, Option<String>, i64)> = change::table
        .filter(change::batch_id.eq(batch.to_string()))
        .group_by((change::noun, change::deed, change::back))
        .select((change::noun, change::deed, change::back, count_star()))
        .load(snapshot.0)?;
    let total = |(noun, deed, back, count): (String, String, Option<String>, i64)| {
        Ok(Total {
            noun: column::code(EntityKind::from_code(&noun), TABLE, "noun")?,
            deed: column::code(ChangeKind::from_code(&deed), TABLE, "deed")?,
            back: into_back(back.as_deref())?,
            count,
        })
    };
    let mut totals = rows.into_iter().map(total).collect::<Result<Vec<_>, StoreError>>()?;
    totals.sort_by_key(|total| (total.noun, total.deed, total.back));
    Ok(totals)
}

/// Some changes of a batch that undoing has not gone through: those of contacts first, since what was added
/// to an agency goes before the agency itself.
pub fn to_undo(snapshot: &mut Snapshot<'_>, batch: Id<Batch>, most: i64) -> Result<Vec<Part>, StoreError> {
    let mut parts = Vec::new();
    for noun in [EntityKind::Contact, EntityKind::Agency] {
        let waiting = change::batch_id
            .eq(batch.to_string())
            .and(change::noun.eq(noun.code()))
            .and(change::deed.eq_any(UNDONE.map(ChangeKind::code)))
            .and(change::back.is_null());
        let left = most - i64::try_from(parts.len()).unwrap_or(most);
        // What was merged is parted before what it was merged into is as before: its people move home first.
        let first = change::deed.desc();
        let rows: Vec<PartRow> =
            change::table.filter(waiting).order(first).limit(left).select(PART).load(snapshot.0)?;
        parts.extend(rows.into_iter().map(into_part).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(parts)
}

/// What undoing has something to do with.
const UNDONE: [ChangeKind; 3] = [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Merged];

/// How many changes of a batch undoing goes through.
pub fn count_to_undo(snapshot: &mut Snapshot<'_>, batch: Id<Batch>) -> Result<i64, StoreError> {
    let all = change::batch_id.eq(batch.to_string()).and(change::deed.eq_any(UNDONE.map(ChangeKind::code)));
    Ok(change::table.filter(all).count().get_result(snapshot.0)?)
}

/// Writes down what undoing made of a change.
pub fn set_back(tx: &mut Tx<'_>, id: Id<Change>, back: Back) -> Result<(), StoreError> {
    let set = change::back.eq(back.code());
    column::one_changed(diesel::update(change::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}

/// What a batch has done to an agency and its people by now.
pub fn deeds_in(
    tx: &mut Tx<'_>,
    batch: Id<Batch>,
    agency: Id<Agency>,
) -> Result<Vec<ChangeKind>, StoreError> {
    // By the agency, of which there are few changes; not by the batch, of which there are thousands.
    let rows: Vec<(String, Option<String>)> = change::table
        .filter(change::agency_id.eq(agency.to_string()))
        .select((change::deed, change::batch_id))
        .load(tx.0.0)?;
    let own = rows.iter().filter(|(_, of)| of.as_deref() == Some(batch.to_string().as_str()));
    own.map(|(deed, _)| column::code(ChangeKind::from_code(deed), TABLE, "deed")).collect()
}

/// Lets a change that a batch has made of an entry end otherwise: what is undone as one is written down as
/// one. An address that is withheld from now on goes from what was written down before, as in [`record`].
/// Tells whether the batch had changed the entry before.
pub fn amend(tx: &mut Tx<'_>, batch: Id<Batch>, subject: &str, after: &Record) -> Result<bool, StoreError> {
    let same = change::batch_id.eq(batch.to_string()).and(change::subject_id.eq(subject));
    let set =
        (change::after.eq(column::json(after)?), change::sort.eq(normalise::fold(after.get(agency::NAME))));
    let amended = diesel::update(change::table.filter(same)).set(set).execute(tx.0.0)? > 0;
    if amended && after.flag(agency::WITHHELD) {
        conceal(tx, subject)?;
    }
    Ok(amended)
}

/// How an entry was before a batch changed it; none when the batch has not, or has added it.
pub fn before_in(
    snapshot: &mut Snapshot<'_>,
    batch: Id<Batch>,
    subject: &str,
) -> Result<Option<Record>, StoreError> {
    let same = change::batch_id.eq(batch.to_string()).and(change::subject_id.eq(subject));
    let changed = same.and(change::deed.eq(ChangeKind::Changed.code()));
    let before: Option<Option<String>> =
        change::table.filter(changed).select(change::before).first(snapshot.0).optional()?;
    before.flatten().map(|text| column::from_json(&text, TABLE, "before")).transpose()
}

fn into_part(row: PartRow) -> Result<Part, StoreError> {
    Ok(Part {
        id: column::id(&row.id, TABLE, "id")?,
        back: into_back(row.back.as_deref())?,
        change: into_change(row.change)?,
    })
}

fn into_back(code: Option<&str>) -> Result<Option<Back>, StoreError> {
    code.map(|code| column::code(Back::from_code(code), TABLE, "back")).transpose()
}

fn into_change(row: Row) -> Result<Change, StoreError> {
    let read = |text: Option<String>, name: &'static str| -> Result<Option<Record>, StoreError> {
        text.map(|text| column::from_json(&text, TABLE, name)).transpose()
    };
    Ok(Change {
        noun: column::code(EntityKind::from_code(&row.noun), TABLE, "noun")?,
        subject: row.subject_id,
        agency: column::id_if(row.agency_id.as_deref(), TABLE, "agency_id")?,
        deed: column::code(ChangeKind::from_code(&row.deed), TABLE, "deed")?,
        at: Timestamp::from_utc(row.at),
        staff: column::id_if(row.staff_id.as_deref(), TABLE, "staff_id")?,
        batch: column::id_if(row.batch_id.as_deref(), TABLE, "batch_id")?,
        before: read(row.before, "before")?,
        after: read(row.after, "after")?,
    })
}
