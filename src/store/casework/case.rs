//! Cases, always through the eyes of who asks: a case that they may not see does not exist.

use diesel::prelude::*;

use domain::casework::case::decision::Decided;
use domain::casework::case::{Case, CaseSort, StoredCase};
use domain::casework::status::Status;
use domain::identity::staff::{Actor, Staff};
use domain::platform::id::Id;
use domain::platform::order::Order;
use domain::platform::time::Day;
use domain::report::concern::{Concern, Risk};
use domain::report::reference::Reference;

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::expression::{lower, rank, text_or};
use crate::schema::{attestation, case_opening, case_record, session, staff as person};
use crate::{Snapshot, Tx, column};

/// Up to where cases are counted.
pub const COUNTED: i64 = 10_000;

/// Which cases an inbox shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only this status.
    pub status: Option<Status>,
    /// Only this risk.
    pub risk: Option<Risk>,
    /// Only those that this person works on.
    pub assignee: Option<Id<Staff>>,
    /// Only those that nobody works on.
    pub unassigned: bool,
    /// Only those with something new from the reporter.
    pub unread: bool,
    /// How they are sorted.
    pub order: Order<CaseSort>,
}

#[derive(Queryable)]
#[expect(clippy::struct_excessive_bools, reason = "columns, as the table has them")]
struct Row {
    id: String,
    concern_id: String,
    desk_id: String,
    reference: String,
    status: String,
    assignee_id: Option<String>,
    risk: String,
    received: time::Date,
    language: String,
    has_files: bool,
    has_mailbox: bool,
    has_source: bool,
    unread: bool,
    conflict: bool,
    version: i64,
}

/// Adds a case.
pub fn insert(tx: &mut Tx<'_>, new: &Case) -> Result<(), StoreError> {
    let row = (
        case_record::id.eq(new.id().to_string()),
        case_record::concern_id.eq(new.concern().to_string()),
        case_record::desk_id.eq(new.desk().to_string()),
        case_record::reference.eq(new.reference().as_str()),
        case_record::status.eq(new.status().code()),
        case_record::assignee_id.eq(new.assignee().map(|id| id.to_string())),
        case_record::risk.eq(new.risk().code()),
        case_record::received.eq(new.received().0),
        case_record::language.eq(new.language()),
        case_record::has_files.eq(new.has_files()),
        case_record::has_mailbox.eq(new.has_mailbox()),
        case_record::has_source.eq(new.has_source()),
        case_record::unread.eq(new.is_unread()),
        case_record::conflict.eq(new.has_conflict()),
        case_record::version.eq(new.version()),
    );
    diesel::insert_into(case_record::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a case as it was decided; [`StoreError::Stale`] when somebody else changed it meanwhile. Nothing is
/// written when nothing in its row changed.
pub fn save(tx: &mut Tx<'_>, decided: &Decided) -> Result<(), StoreError> {
    if !decided.is_changed() {
        return Ok(());
    }
    let changed = &decided.case;
    let before = case_record::id.eq(changed.id().to_string()).and(case_record::version.eq(decided.before));
    let set = (
        case_record::status.eq(changed.status().code()),
        case_record::assignee_id.eq(changed.assignee().map(|id| id.to_string())),
        case_record::has_files.eq(changed.has_files()),
        case_record::has_mailbox.eq(changed.has_mailbox()),
        case_record::unread.eq(changed.is_unread()),
        case_record::conflict.eq(changed.has_conflict()),
        case_record::version.eq(changed.version()),
    );
    column::one_changed(diesel::update(case_record::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// A case, if this person may see it: it is their desk's and they declared no conflict.
pub fn find(snapshot: &mut Snapshot<'_>, actor: &Actor, id: Id<Case>) -> Result<Option<Case>, StoreError> {
    let row: Option<Row> =
        visible_to(actor).filter(case_record::id.eq(id.to_string())).first(snapshot.0).optional()?;
    row.map(into_case).transpose()
}

/// Those of these cases that this person may see.
pub fn some(snapshot: &mut Snapshot<'_>, actor: &Actor, ids: &[Id<Case>]) -> Result<Vec<Case>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = visible_to(actor).filter(case_record::id.eq_any(ids)).load(snapshot.0)?;
    rows.into_iter().map(into_case).collect()
}

/// The case of a concern, for what follows from a reporter's own doing.
pub fn of_concern(snapshot: &mut Snapshot<'_>, concern: Id<Concern>) -> Result<Case, StoreError> {
    let row = case_record::table.filter(case_record::concern_id.eq(concern.to_string())).first(snapshot.0)?;
    into_case(row)
}

/// A page of the inbox, and how many cases there are in all: exactly up to [`COUNTED`], and [`COUNTED`] for
/// more.
pub fn inbox(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    filter: &CaseFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Case>, i64), StoreError> {
    let total = count(snapshot, actor, filter)?;
    let ordered = sorted(matching(actor, filter), filter.order).select(case_record::id);
    // An index holds all that it takes to find the identifiers: only the rows that are shown are read
    // themselves.
    let ids: Vec<String> = ordered.offset(offset).limit(limit).load(snapshot.0)?;
    let rows: Vec<Row> = case_record::table.filter(case_record::id.eq_any(&ids)).load(snapshot.0)?;
    let mut cases = rows.into_iter().map(into_case).collect::<Result<Vec<_>, _>>()?;
    cases.sort_by_cached_key(|case| ids.iter().position(|id| *id == case.id().to_string()));
    Ok((cases, total))
}

/// The case with this reference, if this person may see it.
pub fn find_reference(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    reference: &Reference,
) -> Result<Option<Case>, StoreError> {
    let row: Option<Row> = visible_to(actor)
        .filter(case_record::reference.eq(reference.as_str()))
        .first(snapshot.0)
        .optional()?;
    row.map(into_case).transpose()
}

/// How many cases `filter` picks: exactly up to [`COUNTED`], and [`COUNTED`] for more. Counting has an end:
/// it would otherwise take longer with every year.
pub fn count(snapshot: &mut Snapshot<'_>, actor: &Actor, filter: &CaseFilter) -> Result<i64, StoreError> {
    let last = matching(actor, filter).select(case_record::id).offset(COUNTED - 1);
    let found: Option<String> = last.first(snapshot.0).optional()?;
    match found {
        Some(_) => Ok(COUNTED),
        None => Ok(matching(actor, filter).count().get_result(snapshot.0)?),
    }
}

type Boxed<'a> = case_record::BoxedQuery<'a, crate::backend::MultiBackend>;

/// The cases about a person whom a member of staff, by their identifier, said that they know.
#[diesel::dsl::auto_type]
pub(super) fn conflicts_of(staff: String) -> _ {
    attestation::table
        .filter(attestation::staff_id.eq(staff))
        .filter(attestation::conflict.eq(true))
        .select(attestation::case_id)
}

fn visible_to(actor: &Actor) -> Boxed<'static> {
    let desks: Vec<String> = actor.desks.iter().map(ToString::to_string).collect();
    // Few: looked up once, not for each case.
    let kept_from = conflicts_of(actor.id.to_string());
    let query = case_record::table.filter(case_record::id.ne_all(kept_from)).into_boxed();
    match desks.as_slice() {
        // PostgreSQL reads an index in its order only for one value, and nearly everybody has one desk.
        [only] => query.filter(case_record::desk_id.eq(only.clone())),
        _ => query.filter(case_record::desk_id.eq_any(desks)),
    }
}

fn matching(actor: &Actor, filter: &CaseFilter) -> Boxed<'static> {
    let mut query = visible_to(actor);
    if let Some(status) = filter.status {
        query = query.filter(case_record::status.eq(status.code()));
    }
    if let Some(risk) = filter.risk {
        query = query.filter(case_record::risk.eq(risk.code()));
    }
    if let Some(assignee) = filter.assignee {
        query = query.filter(case_record::assignee_id.eq(assignee.to_string()));
    }
    if filter.unassigned {
        query = query.filter(case_record::assignee_id.is_null());
    }
    if filter.unread {
        // As the index says it.
        query = query.filter(case_record::unread);
    }
    query
}

/// Cases alike in what they are sorted by are listed newest first, whichever way the list runs.
fn sorted(query: Boxed<'static>, order: Order<CaseSort>) -> Boxed<'static> {
    let (falls, newest) = (order.is_descending(), (case_record::received.desc(), case_record::id));
    let status = rank("case_record.status", Status::ALL.into_iter().map(Status::code));
    let names = person::table.filter(person::id.nullable().eq(case_record::assignee_id));
    let who = text_or(names.select(lower(person::name)).single_value(), "");
    match order.by {
        // The codes of risks run from the highest down.
        CaseSort::Risk if falls => query.order((case_record::risk, newest)),
        CaseSort::Risk => query.order((case_record::risk.desc(), newest)),
        CaseSort::Received if falls => query.order(newest),
        CaseSort::Received => query.order((case_record::received, case_record::id)),
        CaseSort::Status if falls => query.order((status.desc(), newest)),
        CaseSort::Status => query.order((status, newest)),
        CaseSort::Assignee if falls => query.order((who.desc(), newest)),
        CaseSort::Assignee => query.order((who, newest)),
    }
}

/// Writes down whether somebody knows the person. Once they have said that they do, that stands whatever is
/// said later, and the case is open in no session of theirs.
pub fn attest(tx: &mut Tx<'_>, id: Id<Case>, staff: Id<Staff>, conflict: bool) -> Result<(), StoreError> {
    let conflict = conflict || is_conflicted(tx, id, staff)?;
    if conflict {
        let theirs = session::table.filter(session::staff_id.eq(staff.to_string())).select(session::lookup);
        let theirs: Vec<String> = theirs.load(tx.0.0)?;
        let open = case_opening::case_id.eq(id.to_string()).and(case_opening::session.eq_any(theirs));
        diesel::delete(case_opening::table.filter(open)).execute(tx.0.0)?;
    }
    let row = (
        attestation::case_id.eq(id.to_string()),
        attestation::staff_id.eq(staff.to_string()),
        attestation::conflict.eq(conflict),
    );
    let insert = diesel::insert_into(attestation::table).values(row);
    let (key, set) = ((attestation::case_id, attestation::staff_id), attestation::conflict.eq(conflict));
    on_backend!(tx.0.0, connection => insert.on_conflict(key).do_update().set(set).execute(connection))?;
    Ok(())
}

/// Writes down why somebody opens a case in this session.
pub fn open(tx: &mut Tx<'_>, session: &str, id: Id<Case>, reason: &str) -> Result<(), StoreError> {
    diesel::delete(case_opening::table.find((session, id.to_string()))).execute(tx.0.0)?;
    let row = (
        case_opening::session.eq(session),
        case_opening::case_id.eq(id.to_string()),
        case_opening::reason.eq(reason),
    );
    diesel::insert_into(case_opening::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The reason that was given in this session; none when the case has not been opened in it.
pub fn opening(
    snapshot: &mut Snapshot<'_>,
    session: &str,
    id: Id<Case>,
) -> Result<Option<String>, StoreError> {
    let reason =
        case_opening::table.find((session, id.to_string())).select(case_opening::reason).first(snapshot.0);
    Ok(reason.optional()?)
}

fn into_case(row: Row) -> Result<Case, StoreError> {
    const TABLE: &str = "case_record";
    Ok(Case::restore(StoredCase {
        id: column::id(&row.id, TABLE, "id")?,
        concern: column::id(&row.concern_id, TABLE, "concern_id")?,
        desk: column::id(&row.desk_id, TABLE, "desk_id")?,
        reference: column::code(row.reference.parse::<Reference>().ok(), TABLE, "reference")?,
        status: column::code(Status::from_code(&row.status), TABLE, "status")?,
        assignee: column::id_if(row.assignee_id.as_deref(), TABLE, "assignee_id")?,
        risk: column::code(Risk::from_code(&row.risk), TABLE, "risk")?,
        received: Day(row.received),
        language: row.language,
        has_files: row.has_files,
        has_mailbox: row.has_mailbox,
        has_source: row.has_source,
        unread: row.unread,
        conflict: row.conflict,
        version: row.version,
    }))
}

/// Whether somebody said that they know the person a case is about.
pub fn is_conflicted(
    snapshot: &mut Snapshot<'_>,
    id: Id<Case>,
    staff: Id<Staff>,
) -> Result<bool, StoreError> {
    let said = attestation::table.find((id.to_string(), staff.to_string())).select(attestation::conflict);
    Ok(said.first(snapshot.0).optional()?.unwrap_or(false))
}

/// Everybody who said that they know the person a case is about.
pub fn conflicted(snapshot: &mut Snapshot<'_>, id: Id<Case>) -> Result<Vec<Id<Staff>>, StoreError> {
    let ids: Vec<String> = attestation::table
        .filter(attestation::case_id.eq(id.to_string()).and(attestation::conflict.eq(true)))
        .select(attestation::staff_id)
        .load(snapshot.0)?;
    ids.iter().map(|id| column::id(id, "attestation", "staff_id")).collect()
}

/// A case of which somebody said that they know the person it is about; none when they did not say so.
pub fn declared(
    snapshot: &mut Snapshot<'_>,
    id: Id<Case>,
    staff: Id<Staff>,
) -> Result<Option<Case>, StoreError> {
    if !is_conflicted(snapshot, id, staff)? {
        return Ok(None);
    }
    let row: Option<Row> = case_record::table.find(id.to_string()).first(snapshot.0).optional()?;
    row.map(into_case).transpose()
}
