//! Approvals, always through the eyes of who asks: one that they may not see does not exist.

use diesel::prelude::*;

use domain::casework::approval::decision::Decided;
use domain::casework::approval::purpose::Purpose;
use domain::casework::approval::{Approval, State, StoredApproval};
use domain::identity::staff::Actor;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use super::case::conflicts_of;
use crate::error::StoreError;
use crate::schema::approval;
use crate::{Snapshot, Tx, column};

/// How many approvals a list shows.
const LISTED: i64 = 100;
/// How many approvals are marked as expired at a time.
const SWEPT: i64 = 500;

#[derive(Queryable)]
struct Row {
    id: String,
    purpose: String,
    subject: String,
    desk_id: Option<String>,
    first_staff: String,
    asked_at: time::PrimitiveDateTime,
    second_staff: Option<String>,
    decided_at: Option<time::PrimitiveDateTime>,
    state: String,
    expires_at: time::PrimitiveDateTime,
    version: i64,
    used_at: Option<time::PrimitiveDateTime>,
}

/// Writes an approval as it was decided; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, decided: &Decided) -> Result<(), StoreError> {
    let Some(before) = decided.before else { return insert(tx, &decided.approval) };
    let changed = &decided.approval;
    let row = approval::id.eq(changed.id().to_string()).and(approval::version.eq(before));
    let set = (
        approval::second_staff.eq(changed.second().map(|id| id.to_string())),
        approval::decided_at.eq(changed.decided().map(Timestamp::as_utc)),
        approval::state.eq(changed.stored_state().code()),
        approval::used_at.eq(changed.used().map(Timestamp::as_utc)),
        approval::version.eq(changed.version()),
    );
    column::one_changed(diesel::update(approval::table.filter(row)).set(set).execute(tx.0.0)?)
}

fn insert(tx: &mut Tx<'_>, new: &Approval) -> Result<(), StoreError> {
    let row = (
        approval::id.eq(new.id().to_string()),
        approval::purpose.eq(new.purpose().code),
        approval::subject.eq(new.subject()),
        approval::desk_id.eq(new.desk().map(|id| id.to_string())),
        approval::first_staff.eq(new.first().to_string()),
        approval::asked_at.eq(new.asked().as_utc()),
        approval::state.eq(new.stored_state().code()),
        approval::expires_at.eq(new.expires().as_utc()),
        approval::version.eq(new.version()),
    );
    diesel::insert_into(approval::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Whether an approval with this identifier was asked for.
pub fn is_there(snapshot: &mut Snapshot<'_>, id: Id<Approval>) -> Result<bool, StoreError> {
    let row = approval::table.find(id.to_string()).select(approval::id);
    Ok(row.first::<String>(snapshot.0).optional()?.is_some())
}

/// An approval, if this person may see it.
pub fn find(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    id: Id<Approval>,
) -> Result<Option<Approval>, StoreError> {
    let row: Option<Row> =
        visible_to(actor).filter(approval::id.eq(id.to_string())).first(snapshot.0).optional()?;
    row.map(into_approval).transpose()
}

/// What others asked for and this person may decide on, what runs out first before the rest.
pub fn waiting_for(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Approval>, StoreError> {
    let rows: Vec<Row> = visible_to(actor)
        .filter(approval::state.eq(State::Waiting.code()))
        .filter(approval::expires_at.gt(now.as_utc()))
        .filter(approval::first_staff.ne(actor.id.to_string()))
        .order((approval::expires_at, approval::id))
        .limit(LISTED)
        .load(snapshot.0)?;
    rows.into_iter().map(into_approval).collect()
}

/// What this person asked for, newest first.
pub fn asked_by(snapshot: &mut Snapshot<'_>, actor: &Actor) -> Result<Vec<Approval>, StoreError> {
    let rows: Vec<Row> = visible_to(actor)
        .filter(approval::first_staff.eq(actor.id.to_string()))
        .order((approval::asked_at.desc(), approval::id))
        .limit(LISTED)
        .load(snapshot.0)?;
    rows.into_iter().map(into_approval).collect()
}

/// What people asked for of this kind and is not over: what waits, and what was approved and not done.
/// Whoever asks says for whom: nothing is left out here.
pub fn open_of(
    snapshot: &mut Snapshot<'_>,
    purpose: &Purpose,
    now: Timestamp,
) -> Result<Vec<Approval>, StoreError> {
    let waiting = approval::state.eq(State::Waiting.code()).and(approval::expires_at.gt(now.as_utc()));
    let approved = approval::state.eq(State::Approved.code()).and(approval::used_at.is_null());
    let rows: Vec<Row> = approval::table
        .filter(approval::purpose.eq(purpose.code))
        .filter(waiting.or(approved))
        .order((approval::asked_at, approval::id))
        .limit(LISTED)
        .load(snapshot.0)?;
    rows.into_iter().map(into_approval).collect()
}

type Boxed<'a> = approval::BoxedQuery<'a, crate::backend::MultiBackend>;

/// Those of the person's desks, or of no desk, that they asked for or that people of their role decide on;
/// and none about a case that they are kept out of.
fn visible_to(actor: &Actor) -> Boxed<'static> {
    let desks: Vec<String> = actor.desks.iter().map(ToString::to_string).collect();
    let decided: Vec<&str> = Purpose::decided_by(actor.role).map(|purpose| purpose.code).collect();
    approval::table
        .filter(approval::subject.ne_all(conflicts_of(actor.id.to_string())))
        .filter(approval::desk_id.is_null().or(approval::desk_id.eq_any(desks)))
        .filter(approval::first_staff.eq(actor.id.to_string()).or(approval::purpose.eq_any(decided)))
        .into_boxed()
}

diesel::alias!(
    const OVER: Alias<Over> = approval as over;
);

/// Marks approvals as expired that nobody decided on in time: a bounded number at a time.
pub fn expire(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let over = OVER
        .filter(OVER.field(approval::state).eq(State::Waiting.code()))
        .filter(OVER.field(approval::expires_at).le(now.as_utc()))
        .order(OVER.field(approval::expires_at))
        .limit(SWEPT)
        .select(OVER.field(approval::id));
    let set = (approval::state.eq(State::Expired.code()), approval::version.eq(approval::version + 1));
    diesel::update(approval::table.filter(approval::id.eq_any(over))).set(set).execute(tx.0.0)?;
    Ok(())
}

fn into_approval(row: Row) -> Result<Approval, StoreError> {
    const TABLE: &str = "approval";
    Ok(Approval::restore(StoredApproval {
        id: column::id(&row.id, TABLE, "id")?,
        purpose: column::code(Purpose::from_code(&row.purpose), TABLE, "purpose")?,
        subject: row.subject,
        desk: column::id_if(row.desk_id.as_deref(), TABLE, "desk_id")?,
        first: column::id(&row.first_staff, TABLE, "first_staff")?,
        asked: Timestamp::from_utc(row.asked_at),
        second: column::id_if(row.second_staff.as_deref(), TABLE, "second_staff")?,
        decided: row.decided_at.map(Timestamp::from_utc),
        state: column::code(State::from_code(&row.state), TABLE, "state")?,
        expires: Timestamp::from_utc(row.expires_at),
        used: row.used_at.map(Timestamp::from_utc),
        version: row.version,
    }))
}
