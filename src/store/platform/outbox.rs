//! Mail that is waiting to be sent: written in the transaction that gives cause for it, sent by lease.

use diesel::prelude::*;

use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::time::{Day, Timestamp};

use crate::backend::Db;
use crate::error::StoreError;
use crate::schema::outbox;
use crate::{Snapshot, Tx, column};

/// A letter in the outbox.
#[derive(Clone, Debug)]
pub struct QueuedEmail {
    /// Its identifier: the same at every attempt.
    pub id: Id<QueuedEmail>,
    /// What it tells.
    pub notice: Notice,
    /// Whom it goes to.
    pub to: Addressee,
    /// An OpenPGP message, when this letter is a copy; the numbers, when it is a reminder; the sealed token
    /// of the link, when it is an invitation.
    pub copy: Option<Vec<u8>>,
    /// When it was first due.
    pub first_due: Timestamp,
    /// When it is next due.
    pub due: Timestamp,
    /// How often it has been tried.
    pub attempts: i32,
    /// Why the last attempt failed, as a code; empty when none has.
    pub reason: String,
}

type Row = (
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Vec<u8>>,
    time::PrimitiveDateTime,
    time::PrimitiveDateTime,
    i32,
    String,
);

const COLUMNS: Columns = (
    outbox::id,
    outbox::notice,
    outbox::desk_id,
    outbox::staff_id,
    outbox::practitioner_id,
    outbox::application_id,
    outbox::copy,
    outbox::first_due,
    outbox::due_at,
    outbox::attempts,
    outbox::reason,
);
type Columns = (
    outbox::id,
    outbox::notice,
    outbox::desk_id,
    outbox::staff_id,
    outbox::practitioner_id,
    outbox::application_id,
    outbox::copy,
    outbox::first_due,
    outbox::due_at,
    outbox::attempts,
    outbox::reason,
);

/// Puts a letter into the outbox.
pub fn enqueue(tx: &mut Tx<'_>, letter: &QueuedEmail) -> Result<(), StoreError> {
    let (mut desk, mut staff, mut practitioner, mut application) = (None, None, None, None);
    match letter.to {
        Addressee::Desk(id) => desk = Some(id.to_string()),
        Addressee::Staff(id) => staff = Some(id.to_string()),
        Addressee::Practitioner(id) => practitioner = Some(id.to_string()),
        Addressee::Application(id) => application = Some(id.to_string()),
    }
    let row = (
        outbox::id.eq(letter.id.to_string()),
        outbox::notice.eq(letter.notice.code()),
        outbox::desk_id.eq(desk),
        outbox::staff_id.eq(staff),
        outbox::practitioner_id.eq(practitioner),
        outbox::application_id.eq(application),
        outbox::copy.eq(&letter.copy),
        outbox::first_due.eq(letter.first_due.as_utc()),
        outbox::due_at.eq(letter.due.as_utc()),
        outbox::attempts.eq(letter.attempts),
        outbox::state.eq("waiting"),
        outbox::reason.eq(&letter.reason),
    );
    diesel::insert_into(outbox::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Takes out the letters that still wait for a practitioner: what they would bring works no more.
pub fn forget(tx: &mut Tx<'_>, practitioner: Id<Practitioner>) -> Result<(), StoreError> {
    let theirs = outbox::table.filter(outbox::practitioner_id.eq(practitioner.to_string()));
    diesel::delete(theirs).execute(tx.0.0)?;
    Ok(())
}

/// Takes up to `most` letters that are due, for the holder of `token` alone, until `until`. Whoever sends
/// takes no more than they begin to send at once: what lies with them must not be due to others before its
/// turn has come.
pub fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    until: Timestamp,
    token: &str,
    most: i64,
) -> Result<Vec<QueuedEmail>, StoreError> {
    let due = outbox::table
        .filter(outbox::state.eq("waiting").and(outbox::due_at.le(now.as_utc())))
        .filter(outbox::lease_until.is_null().or(outbox::lease_until.le(now.as_utc())))
        .order(outbox::due_at)
        .limit(most)
        .select(outbox::id);
    // Nodes that share a database skip the rows that another is just taking; an embedded one has a single
    // writer.
    let ids: Vec<String> = match &mut *tx.0.0 {
        Db::Postgres(connection) => due.for_update().skip_locked().load(connection)?,
        Db::Sqlite(connection) => due.load(connection)?,
    };
    let set = (
        outbox::lease_token.eq(Some(token)),
        outbox::lease_until.eq(Some(until.as_utc())),
        outbox::attempts.eq(outbox::attempts + 1),
    );
    diesel::update(outbox::table.filter(outbox::id.eq_any(&ids))).set(set).execute(tx.0.0)?;
    let rows: Vec<Row> = outbox::table.filter(outbox::id.eq_any(&ids)).select(COLUMNS).load(tx.0.0)?;
    rows.into_iter().map(into_waiting).collect()
}

/// Takes a letter out that was sent, or that nobody wants; false when it is not the holder's any more.
pub fn settle_gone(tx: &mut Tx<'_>, id: Id<QueuedEmail>, token: &str) -> Result<bool, StoreError> {
    let mine = outbox::table.filter(outbox::id.eq(id.to_string()).and(outbox::lease_token.eq(token)));
    Ok(diesel::delete(mine).execute(tx.0.0)? == 1)
}

/// Puts a letter back after a failure: due again at `next`, or dead when there is none; false when it is not
/// the holder's any more.
pub fn settle_failed(
    tx: &mut Tx<'_>,
    id: Id<QueuedEmail>,
    token: &str,
    next: Option<Timestamp>,
    reason: &str,
) -> Result<bool, StoreError> {
    let mine = outbox::table.filter(outbox::id.eq(id.to_string()).and(outbox::lease_token.eq(token)));
    let free = (
        outbox::lease_token.eq(None::<String>),
        outbox::lease_until.eq(None::<time::PrimitiveDateTime>),
        outbox::reason.eq(reason),
    );
    let settled = match next {
        Some(next) => diesel::update(mine).set((free, outbox::due_at.eq(next.as_utc()))).execute(tx.0.0)?,
        None => diesel::update(mine).set((free, outbox::state.eq("dead"))).execute(tx.0.0)?,
    };
    Ok(settled == 1)
}

/// Makes the letters due again that were given up before this moment; says how many.
pub fn revive(tx: &mut Tx<'_>, before: Timestamp, now: Timestamp) -> Result<usize, StoreError> {
    let dead = outbox::table.filter(outbox::state.eq("dead").and(outbox::due_at.lt(before.as_utc())));
    let set = (
        outbox::state.eq("waiting"),
        outbox::first_due.eq(now.as_utc()),
        outbox::due_at.eq(now.as_utc()),
        outbox::attempts.eq(0),
        outbox::reason.eq(""),
    );
    Ok(diesel::update(dead).set(set).execute(tx.0.0)?)
}

/// The letters that were given up before this moment: the day of each, and why. Nothing says what one was
/// about or for whom.
pub fn given_up(snapshot: &mut Snapshot<'_>, before: Timestamp) -> Result<Vec<(Day, String)>, StoreError> {
    let rows: Vec<(time::PrimitiveDateTime, String)> = outbox::table
        .filter(outbox::state.eq("dead").and(outbox::due_at.lt(before.as_utc())))
        .select((outbox::due_at, outbox::reason))
        .load(snapshot.0)?;
    Ok(rows.into_iter().map(|(at, reason)| (Timestamp::from_utc(at).day(), reason)).collect())
}

/// The letters that still wait though they were due before this moment: why the last attempt at each failed;
/// empty when there was none.
pub fn late(snapshot: &mut Snapshot<'_>, before: Timestamp) -> Result<Vec<String>, StoreError> {
    let late = outbox::table.filter(outbox::state.eq("waiting").and(outbox::first_due.lt(before.as_utc())));
    Ok(late.select(outbox::reason).load(snapshot.0)?)
}

/// When the next letter is due, or was, whoever holds it.
pub fn next_due(snapshot: &mut Snapshot<'_>) -> Result<Option<Timestamp>, StoreError> {
    let due: Option<time::PrimitiveDateTime> = outbox::table
        .filter(outbox::state.eq("waiting"))
        .select(diesel::dsl::min(outbox::due_at))
        .first(snapshot.0)?;
    Ok(due.map(Timestamp::from_utc))
}

fn into_waiting(
    (id, notice, desk, staff, practitioner, application, copy, first_due, due, attempts, reason): Row,
) -> Result<QueuedEmail, StoreError> {
    let desk = column::id_if(desk.as_deref(), "outbox", "desk_id")?.map(Addressee::Desk);
    let staff = column::id_if(staff.as_deref(), "outbox", "staff_id")?.map(Addressee::Staff);
    let practitioner =
        column::id_if(practitioner.as_deref(), "outbox", "practitioner_id")?.map(Addressee::Practitioner);
    let application =
        column::id_if(application.as_deref(), "outbox", "application_id")?.map(Addressee::Application);
    let to = column::code(desk.or(staff).or(practitioner).or(application), "outbox", "desk_id")?;
    Ok(QueuedEmail {
        id: column::id(&id, "outbox", "id")?,
        notice: column::code(Notice::from_code(&notice), "outbox", "notice")?,
        to,
        copy,
        first_due: Timestamp::from_utc(first_due),
        due: Timestamp::from_utc(due),
        attempts,
        reason,
    })
}
