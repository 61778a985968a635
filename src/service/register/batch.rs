//! What was done as one, and undoing it.
//!
//! Undoing is a worker's ([`Undoer`]), a part at a time: each part is a short write, so that nobody who
//! writes meanwhile waits for the whole, and is durable. Any node goes on with it, so one that stops leaves
//! nothing half undone.

mod back;

use std::collections::HashMap;

use domain::form::reason::register::RegisterReason;
use domain::identity::role::Permission;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::batch::{Batch, BatchState, UNDO};
use domain::register::part::{Only, Part, Total};
use store::Tx;
use store::register::{batch as rows, change as changes, import as imports};

use super::history::HISTORY;
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// How many changes a page shows.
pub const PAGE: i64 = 50;
/// How many changes are undone in one write. On SQLite the time of a write grows with the square of what it
/// changes.
const PART: i64 = 50;
/// Seconds for which a batch is left alone whose undoing could not be gone on with: it must not keep the
/// others.
const PAUSE: i64 = 30;

/// The latest batches, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<Batch>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(|snapshot| rows::list(snapshot, HISTORY)).await
}

/// A batch.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(app: &App, signed: &Signed, id: Id<Batch>) -> Result<Batch, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// A batch and a page of what was changed in it.
#[derive(Debug)]
pub struct BatchView {
    /// The batch.
    pub batch: Batch,
    /// How many changes there are of each kind.
    pub totals: Vec<Total>,
    /// The changes on this page, by the name of each entry.
    pub parts: Vec<Part>,
    /// How many of those that were asked for there are on all pages.
    pub total: i64,
    /// While it is being written: how many rows are, and of how many.
    pub written: Option<(i32, i32)>,
    /// The merge that has to be undone before this one can be.
    pub first: Option<Batch>,
}

/// A batch and a page of what was changed in it: of some of it or of all.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(
    app: &App,
    signed: &Signed,
    id: Id<Batch>,
    only: Option<Only>,
    offset: i64,
) -> Result<BatchView, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let Some(batch) = rows::find(snapshot, id)? else { return Ok(None) };
        let totals = changes::totals(snapshot, id)?;
        let asked = totals.iter().filter(|total| only.is_none_or(|only| only.takes(total)));
        let total = asked.map(|total| total.count).sum();
        let parts = changes::of_batch(snapshot, id, only, (offset, PAGE))?;
        let written = match batch.state {
            BatchState::Making => imports::of_batch(snapshot, id)?,
            _ => None,
        };
        let first = rows::merged_since(snapshot, &batch)?;
        Ok(Some(BatchView { batch, totals, parts, total, written, first }))
    })
    .await?
    .ok_or(Problem::Missing)
}

/// Begins to undo a batch, and says whether that was all: if not, the rest is a worker's ([`Undoer`]). Every
/// entry that was added in it goes, every field that it changed is as it was before. A field that somebody
/// has changed since keeps their words; an entry that something refers to by now stays. Such entries are
/// marked as [left](domain::register::part::Back::Left).
///
/// # Errors
/// [`Problem::Stale`] when it does not stand: it is being written, or was undone already;
/// [`Problem::Invalid`] when the entry that a merge kept was merged again since, for what that moved could
/// not be told apart.
pub async fn undo(app: &App, signed: &Signed, id: Id<Batch>) -> Result<bool, Problem> {
    signed.require(Permission::Engage)?;
    let (me, now) = (signed.actor.id, app.now());
    let all = app
        .write(move |tx| {
            let batch = rows::find(tx, id)?.ok_or(Problem::Missing)?;
            if batch.state != BatchState::Made {
                return Err(TxError::Problem(Problem::Stale));
            }
            if rows::merged_since(tx, &batch)?.is_some() {
                return Err(TxError::Problem(Problem::invalid(UNDO, RegisterReason::LaterMerge)));
            }
            let (total, touched) = (changes::count_to_undo(tx, id)?, batch.touched);
            let begun = Batch {
                state: BatchState::Undoing,
                total: i32::try_from(total).unwrap_or(i32::MAX),
                touched: now.later_than(touched),
                undone: Some(now),
                undone_by: Some(me),
                ..batch
            };
            rows::save(tx, &begun, touched)?;
            tx.record(AuditEvent::new(Some(me), AuditAction::BatchUndone, &id).detailed(&total.to_string()))?;
            // At once: a merge that was begun to be undone must not meet another of the same entries.
            part(tx, id, now)
        })
        .await?;
    if !all {
        app.wake_worker();
    }
    Ok(all)
}

fn part(tx: &mut Tx<'_>, id: Id<Batch>, now: Timestamp) -> Result<bool, TxError> {
    let batch = rows::find(tx, id)?.ok_or(Problem::Missing)?;
    if batch.state != BatchState::Undoing {
        return Ok(true);
    }
    let parts = changes::to_undo(tx, id, PART)?;
    for part in &parts {
        let back = back::put(tx, part, (batch.undone_by, now))?;
        changes::set_back(tx, part.id, back)?;
    }
    let (many, touched) = (i64::try_from(parts.len()).unwrap_or(PART), batch.touched);
    let further = Batch {
        state: if many < PART { BatchState::Undone } else { BatchState::Undoing },
        done: batch.done.saturating_add(i32::try_from(many).unwrap_or(0)),
        touched: now.later_than(touched),
        ..batch
    };
    rows::save(tx, &further, touched)?;
    Ok(many < PART)
}

/// Goes on undoing batches. Whoever holds the lease runs one; where two do, each part is taken once.
#[derive(Debug, Default)]
pub struct Undoer {
    /// Until when some are left alone.
    paused: HashMap<Id<Batch>, Timestamp>,
}

impl Undoer {
    /// Undoes a part of the batch that has waited longest; whether there was one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn step(&mut self, app: &App) -> Result<bool, Problem> {
        let now = app.now();
        self.paused.retain(|_, until| *until > now);
        let waiting = app.read(rows::undoing).await?;
        let Some(id) = waiting.into_iter().find(|id| !self.paused.contains_key(id)) else {
            return Ok(false);
        };
        if let Err(problem) = app.write(move |tx| part(tx, id, now)).await {
            tracing::warn!(cause = %problem, "undoing stands still for a while");
            self.paused.insert(id, now.plus_seconds(PAUSE));
        }
        Ok(true)
    }
}
