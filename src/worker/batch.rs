//! Going on with what changes much at once: lists that are tried and written, batches that are undone.
//!
//! A request only writes down that something is to be done. One node at a time does it, by lease, in parts
//! that each are one short write; between two parts it looks whether it is to stop. Whoever goes on after a
//! stop or a crash goes on with the part that was next: the parts themselves say how far they are, so a node
//! whose lease ran out does no harm.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use domain::platform::time::Timestamp;
use service::register::batch::Undoer;
use service::register::import::Importer;
use service::{App, Problem};
use store::platform::lease;
use store::register::{batch, import};
use store::{Snapshot, StoreError, Tx};

use crate::holder::Holder;

/// What the lease is called.
const NAME: &str = "batches";
/// Seconds for which a node keeps this work to itself: far longer than any part takes.
const LEASE: i64 = 60;
/// How often to look for what was begun on another node.
const LOOK: Duration = Duration::from_secs(2);

/// A node that goes on with batches.
#[derive(Debug)]
pub struct Batches {
    holder: Holder,
    /// Until when the lease is this node's.
    until: Timestamp,
    importer: Importer,
    undoer: Undoer,
}

impl Batches {
    /// One that has begun nothing.
    #[expect(clippy::new_without_default, reason = "each is another holder")]
    pub fn new() -> Self {
        Self {
            holder: Holder::new(),
            until: Timestamp::from_micros(0),
            importer: Importer::default(),
            undoer: Undoer::default(),
        }
    }

    /// Does a part of what waits, if there is something and it is this node's turn; whether there may be
    /// more.
    ///
    /// # Errors
    /// When the store does not work.
    pub async fn step(&mut self, app: &App) -> Result<bool, Problem> {
        // Looking costs a read; only work costs a lease.
        if !app.store.read(waits).await? || !self.keep(app).await? {
            return Ok(false);
        }
        let imported = self.importer.step(app).await?;
        Ok(self.undoer.step(app).await? || imported)
    }

    /// Takes the lease or, when half of it is over, renews it; whether it is this node's.
    async fn keep(&mut self, app: &App) -> Result<bool, Problem> {
        let now = app.now();
        if now.plus_seconds(LEASE / 2) <= self.until {
            return Ok(true);
        }
        let (until, token) = (now.plus_seconds(LEASE), self.holder.token());
        let ours = app.store.write(move |tx| lease::take(tx, NAME, &token, now, until)).await?;
        if ours {
            self.until = until;
        } else {
            // What is known here of a list that is being tried, another finds out by itself.
            self.importer = Importer::default();
        }
        Ok(ours)
    }

    /// Gives the lease up, so that another node goes on at once.
    ///
    /// # Errors
    /// When the store does not work.
    pub async fn release(self, app: &App) -> Result<(), Problem> {
        let token = self.holder.token();
        let write = move |tx: &mut Tx<'_>| lease::release(tx, NAME, &token);
        Ok(app.store.write::<_, StoreError, _>(write).await?)
    }
}

fn waits(snapshot: &mut Snapshot<'_>) -> Result<bool, StoreError> {
    Ok(!import::waiting(snapshot)?.is_empty() || !batch::undoing(snapshot)?.is_empty())
}

/// Goes on with what waits until `stop`. A part that has begun is finished.
pub async fn run(app: &App, stop: &CancellationToken) {
    let mut batches = Batches::new();
    while !stop.is_cancelled() {
        match batches.step(app).await {
            // There may be more: look again at once.
            Ok(true) => continue,
            Ok(false) => {}
            Err(problem) => tracing::error!(cause = %problem, "batches could not be gone on with"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.has_begun() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
    if let Err(problem) = batches.release(app).await {
        tracing::warn!(cause = %problem, "another node goes on with batches when the lease ends");
    }
}

#[cfg(test)]
mod tests;
