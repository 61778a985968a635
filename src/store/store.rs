//! The store: the only way to write, and the only one to read.

use std::sync::Arc;
use std::time::Duration;

use diesel::r2d2::Pool;

use domain::platform::random::Random;
use domain::platform::time::Clock;

use crate::backend::{Address, Db, Outcome};
use crate::commit::{self, Attempt};
use crate::error::{StoreError, WriteError};
use crate::pool::{self, Manager};
use crate::transaction::{Snapshot, Stamp, Tx};
use crate::writer::Writer;

/// How often a write is tried again when PostgreSQL finds that two could not both be right.
const TRIES: u32 = 10;

/// What a store needs to know.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// Where the data lives.
    pub address: Address,
    /// Connections for reading (and, on PostgreSQL, for writing).
    pub connections: u32,
    /// How many writes may wait before more are refused as busy.
    pub waiting: usize,
}

/// The database, ready for use. Cloning shares it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
    clock: Arc<dyn Clock>,
}

struct Inner {
    pool: Pool<Manager>,
    writer: Option<Writer>,
    random: Arc<dyn Random>,
}

impl Store {
    /// Opens the database. An embedded one is created and migrated by itself; a shared one must have been
    /// migrated by the `migrate` command.
    ///
    /// # Errors
    /// When it cannot be reached or written, or when the tables are not as this program expects.
    pub fn open(
        settings: &StoreSettings,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, StoreError> {
        let address = &settings.address;
        if let Address::Sqlite(_) = address {
            migrate(address)?;
        } else if !connect(address)?.is_current()? {
            return Err(StoreError::Migration(
                "the tables are of another version: run `candour migrate`".into(),
            ));
        }
        let writer = match address {
            Address::Sqlite(_) => Some(Writer::start(address, settings.waiting)?),
            Address::Postgres(_) => None,
        };
        let pool = pool::open(address, settings.connections, Duration::from_secs(5));
        Ok(Self { inner: Arc::new(Inner { pool, writer, random }), clock })
    }

    /// The same store with another clock, from which writes take their moment.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self { inner: Arc::clone(&self.inner), clock }
    }

    /// Runs `work` in a write transaction and returns after the commit is durable.
    ///
    /// # Errors
    /// What `work` returns (nothing of it is kept then); [`StoreError::Busy`] when too much is waiting;
    /// [`StoreError::Unconfirmed`] when it may have been kept, and nobody can tell.
    pub async fn write<T, E, F>(&self, mut work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (clock, random) = (Arc::clone(&self.clock), Arc::clone(&self.inner.random));
        let work = move |db: &mut Db| {
            let stamp = Stamp { now: clock.now(), random: random.as_ref() };
            work(&mut Tx(Snapshot(db), stamp))
        };
        match &self.inner.writer {
            Some(writer) => writer.write(work).await,
            None => self.write_pooled(work).await,
        }
    }

    /// Runs `query` on one moment of the database.
    ///
    /// # Errors
    /// What `query` returns, or that the database cannot be reached.
    pub async fn read<T, E, F>(&self, query: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Snapshot<'_>) -> Result<T, E> + Send + 'static,
    {
        let pool = self.inner.pool.clone();
        blocking(move || {
            let mut lent = pool::lend(&pool, Db::begin_read)?;
            let result = query(&mut Snapshot(&mut lent.db));
            // A read has nothing to keep: its own result stands even if ending it fails.
            drop(lent.db.roll_back());
            result
        })
        .await
    }

    /// Whether the database answers and its tables are as expected.
    pub async fn is_ready(&self) -> bool {
        let pool = self.inner.pool.clone();
        blocking(move || pool::lend(&pool, |_| Ok(()))?.db.is_current()).await.unwrap_or(false)
    }

    async fn write_pooled<T, E, F>(&self, mut work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut Db) -> Result<T, E> + Send + 'static,
    {
        for attempt in 0..TRIES {
            let pool = self.inner.pool.clone();
            let (back, result) = blocking_always(move || {
                let result = commit::attempt(&pool, &mut work);
                (work, result)
            })
            .await
            .map_err(E::from)?;
            work = back;
            match result {
                Attempt::Done(Err(error)) if matches!(error.store(), Some(StoreError::Again)) => {
                    self.pause(attempt).await;
                }
                // A rival may have committed the same key between this attempt's look and its insert, which
                // PostgreSQL reports as a conflict. Looking again tells the caller what is there by now.
                Attempt::Done(Err(error))
                    if attempt == 0 && matches!(error.store(), Some(StoreError::Conflict(_))) =>
                {
                    self.pause(attempt).await;
                }
                Attempt::Done(result) => return result,
                Attempt::Unanswered(value, asked) => {
                    if self.stands(&asked).await? {
                        return Ok(value);
                    }
                    self.pause(attempt).await;
                }
            }
        }
        Err(StoreError::Busy.into())
    }

    /// Whether a commit took place whose answer was lost.
    async fn stands(&self, asked: &commit::Asked) -> Result<bool, StoreError> {
        for attempt in 0..TRIES {
            let (pool, asked) = (self.inner.pool.clone(), asked.clone());
            match blocking(move || commit::outcome(&pool, &asked)).await {
                Ok(Outcome::Committed) => return Ok(true),
                Ok(Outcome::Aborted) => return Ok(false),
                Ok(Outcome::InProgress) => self.pause(attempt).await,
                Ok(Outcome::Forgotten) | Err(_) => break,
            }
        }
        Err(StoreError::Unconfirmed(asked.cause.clone()))
    }

    /// A little longer after each failure, and never twice the same, so that rivals do not meet again.
    async fn pause(&self, attempt: u32) {
        let most = 4_u64 << attempt.min(6);
        let milliseconds = 1 + self.inner.random.below(most);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

/// Brings the tables up to date.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub fn migrate(address: &Address) -> Result<(), StoreError> {
    connect(address)?.migrate()
}

fn connect(address: &Address) -> Result<Db, StoreError> {
    address.connect().map_err(|error| StoreError::Unavailable(error.to_string()))
}

async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    blocking_always(work).await.unwrap_or_else(|error| Err(error.into()))
}

async fn blocking_always<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StoreError> {
    let stopped = |_| StoreError::Unconfirmed("the work was stopped".into());
    tokio::task::spawn_blocking(work).await.map_err(stopped)
}
