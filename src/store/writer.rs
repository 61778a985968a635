//! The writer of an embedded database: one thread that commits waiting jobs together.
//!
//! SQLite lets one writer in at a time and hands the turn out unfairly: a pool of writers has outliers of
//! seconds. One thread with a savepoint for each job and one commit for all of them is both faster and even.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::backend::{Address, Db};
use crate::error::{StoreError, WriteError};

/// The most jobs that share a commit.
const BATCH: usize = 256;

/// A job as the thread sees it.
trait Job: Send {
    /// Runs within its savepoint; says whether to keep what it did.
    fn run(&mut self, db: &mut Db) -> bool;
    /// Tells the caller, after the commit.
    fn settle(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Waiting<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Waiting<T, E, F>
where
    T: Send,
    E: WriteError,
    F: FnMut(&mut Db) -> Result<T, E> + Send,
{
    fn run(&mut self, db: &mut Db) -> bool {
        // A job that panics must not take the thread, and with it every other writer, along.
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(db)));
        let result = result.unwrap_or_else(|_| Err(StoreError::Other("a write panicked".into()).into()));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn settle(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(StoreError::Busy.into()),
        };
        // The caller may have gone away; the commit stands all the same.
        drop(self.caller.send(result));
    }
}

/// The thread and its queue.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. At most `waiting` jobs queue up; more are refused as busy.
    pub(super) fn start(address: &Address, waiting: usize) -> Result<Self, StoreError> {
        let db = address.connect().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let (queue, jobs) = sync_channel(waiting);
        let again = address.clone();
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(db, &again, &jobs))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Queues a job and waits until it is committed.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut Db) -> Result<T, E> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Waiting { work, result: None, caller });
        match self.queue.as_ref().map(|queue| queue.try_send(job)) {
            Some(Ok(())) => {}
            Some(Err(TrySendError::Full(_))) => return Err(StoreError::Busy.into()),
            Some(Err(TrySendError::Disconnected(_))) | None => {
                return Err(StoreError::Unavailable("the writer has stopped".into()).into());
            }
        }
        // The thread has the job: it may have ended before or after the commit.
        answer.await.unwrap_or_else(|_| Err(StoreError::Unconfirmed("the writer has stopped".into()).into()))
    }
}

impl Drop for Writer {
    /// Finishes what is queued, then ends the thread.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn run(mut db: Db, address: &Address, jobs: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(jobs.try_iter().take(BATCH - 1));
        let committed = commit(&mut db, &mut batch);
        for job in batch {
            job.settle(committed.as_ref().map_err(StoreError::share).copied());
        }
        if let Err(error) = committed {
            tracing::error!(cause = %error, "a commit failed");
            // A connection that failed to commit may not know any more whether it is in a transaction.
            if let Ok(fresh) = address.connect() {
                db = fresh;
            }
        }
    }
}

fn commit(db: &mut Db, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    db.begin_write()?;
    let done = batch.iter_mut().try_for_each(|job| savepoint(db, job.as_mut()));
    let done = done.and_then(|()| db.commit().map_err(StoreError::of_commit));
    if done.is_err() {
        // Nothing to add when this fails too: the first error is the cause.
        drop(db.roll_back());
    }
    done
}

fn savepoint(db: &mut Db, job: &mut dyn Job) -> Result<(), StoreError> {
    db.begin_savepoint()?;
    let keep = job.run(db);
    if keep { db.commit() } else { db.roll_back() }
}
