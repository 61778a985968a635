//! Commits on a shared database, and what became of one whose answer was lost.
//!
//! A connection may be cut after the server was told to commit and before it answered. The transaction then
//! stands or does not; the server knows which (`pg_xact_status`), as long as it has not been started again.

use diesel::r2d2::Pool;

use crate::backend::{Db, Outcome};
use crate::error::{StoreError, WriteError};
use crate::pool::{self, Manager};

/// What became of one try to write.
pub(super) enum Attempt<T, E> {
    /// It is over, one way or the other.
    Done(Result<T, E>),
    /// The work was done and the commit was asked for, but not answered.
    Unanswered(T, Asked),
}

/// A commit that was asked for.
#[derive(Clone)]
pub(super) struct Asked {
    /// The number that the server gave the transaction.
    pub(super) transaction: String,
    /// How many connections had been opened before.
    opened: u64,
    /// Why there was no answer.
    pub(super) cause: String,
}

/// Runs `work` in a transaction of a lent connection, and commits.
pub(super) fn attempt<T, E, F>(pool: &Pool<Manager>, work: &mut F) -> Attempt<T, E>
where
    E: WriteError,
    F: FnMut(&mut Db) -> Result<T, E>,
{
    let mut lent = match pool::lend(pool, Db::begin_write) {
        Ok(lent) => lent,
        Err(error) => return Attempt::Done(Err(error.into())),
    };
    let opened = lent.opened_count();
    let db = &mut lent.db;
    // The number is asked for before the commit: an error up to here means that nothing was kept.
    let done = work(db).and_then(|value| Ok((value, db.transaction_number()?)));
    let attempt = match done {
        Ok((value, transaction)) => match db.commit().map_err(StoreError::of_commit) {
            Ok(()) => return Attempt::Done(Ok(value)),
            Err(StoreError::Unconfirmed(cause)) => match transaction {
                Some(transaction) => Attempt::Unanswered(value, Asked { transaction, opened, cause }),
                // It wrote nothing: there is nothing that could be lost.
                None => Attempt::Done(Ok(value)),
            },
            Err(error) => Attempt::Done(Err(error.into())),
        },
        Err(error) => Attempt::Done(Err(error)),
    };
    // The first error is the cause; a connection that cannot roll back is not lent again.
    drop(db.roll_back());
    attempt
}

/// What became of a transaction. Only a connection that was there before its commit is believed: a server
/// that was started again after a loss of power gives numbers that never reached its log to other
/// transactions.
pub(super) fn outcome(pool: &Pool<Manager>, asked: &Asked) -> Result<Outcome, StoreError> {
    let mut newer = Vec::new();
    for _ in 0..=pool.state().idle_connections {
        let mut lent = pool::lend(pool, Db::begin_read)?;
        let outcome = (lent.number < asked.opened).then(|| lent.db.outcome_of(&asked.transaction));
        // A read has nothing to keep.
        drop(lent.db.roll_back());
        match outcome {
            Some(outcome) => return outcome,
            None => newer.push(lent),
        }
    }
    Ok(Outcome::Forgotten)
}
