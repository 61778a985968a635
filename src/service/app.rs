//! What every use case is handed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use blob::Blobs;
use crypto::content::ContentKey;
use crypto::device::DeviceKey;
use crypto::kdf::Memory;
use crypto::secret::Secret;
use crypto::server_key::ServerKey;
use crypto::stack;
use crypto::token::FormKey;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice, arrival_delay};
use domain::platform::random::Random;
use domain::platform::time::{Clock, FixedClock, Timestamp};
use store::platform::outbox::QueuedEmail;
use store::{Snapshot, Store, StoreError, Tx};

use crate::problem::{Problem, TxError};

/// How many requests for unlinkable tokens are worked on at a time: some milliseconds of one core each.
const EVALUATED: usize = 2;

/// How many tries to sign in from unknown browsers may wait for their turn at once: some seconds of work.
const STRANGERS: usize = 64;

/// Times and limits that a deployment may choose.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Seconds after which an idle visit is wiped.
    pub visit_idle: i64,
    /// Seconds after which an idle staff session ends.
    pub staff_idle: i64,
    /// The least seconds a letter about a reporter's doing is held back.
    pub delay_least: u32,
    /// The most.
    pub delay_most: u32,
    /// How many passwords may be stretched at a time (64 MiB each).
    pub passwords: usize,
    /// How many phrases may be stretched at a time (8 MiB each).
    pub phrases: usize,
    /// Under how many practitioners who could have sent it a report is not offered the mark of one.
    pub fewest_practitioners: u32,
}

/// A place among those whose passwords are stretched.
#[derive(Debug)]
pub(super) struct Turn(#[expect(dead_code, reason = "held, not read")] Vec<OwnedSemaphorePermit>);

/// What every use case is handed: the store, the files, the clock, and the server's own keys. None of them
/// opens a past concern.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The sealed files.
    pub blobs: Blobs,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for identifiers and delays.
    pub random: Arc<dyn Random>,
    /// Times and limits.
    pub rules: Rules,
    /// Proves that a form came from our own page.
    pub forms: FormKey,
    pub(super) pepper: Secret<32>,
    pub(super) throttle: FormKey,
    /// What keys are sealed under that are lent for work which any node may go on with.
    pub(super) work: ContentKey,
    /// Seals a one-time link while its letter waits.
    pub(super) links: ContentKey,
    /// Seals the keys that unlinkable tokens are issued with.
    pub(super) issuing: ContentKey,
    /// Makes and checks the cookies of browsers that signed in before.
    pub(super) devices: DeviceKey,
    /// Seals second factors once more.
    pub(super) factors: ContentKey,
    /// Seals the note in a page that refuses somebody who signs in.
    pub(super) notes: ContentKey,
    passwords: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    waiting_strangers: Arc<Semaphore>,
    phrases: Arc<Semaphore>,
    tokens: Arc<Semaphore>,
    /// Tells the worker of this process that there is something to go on with. One of another node looks by
    /// itself.
    begun: Arc<Notify>,
    /// Memory that phrases were stretched in, for the next ones: never more than are stretched at a time.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl App {
    /// Puts the application together.
    pub fn new(
        store: Store,
        blobs: Blobs,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        (rules, key): (Rules, &ServerKey),
    ) -> Self {
        Self {
            store,
            blobs,
            clock,
            random,
            rules,
            forms: key.form_key(),
            pepper: key.pepper(),
            throttle: key.throttle_key(),
            work: key.work_key(),
            links: key.link_key(),
            issuing: key.issuer_key(),
            devices: key.device_key(),
            factors: key.factor_key(),
            notes: key.note_key(),
            passwords: Arc::new(Semaphore::new(rules.passwords)),
            strangers: Arc::new(Semaphore::new(rules.passwords)),
            waiting_strangers: Arc::new(Semaphore::new(STRANGERS)),
            phrases: Arc::new(Semaphore::new(rules.phrases)),
            tokens: Arc::new(Semaphore::new(EVALUATED)),
            begun: Arc::default(),
            memories: Arc::default(),
        }
    }

    /// Runs `work` in a write transaction: see [`Store::write`]. What ends it for a reason of its own keeps
    /// nothing.
    ///
    /// # Errors
    /// What `work` refuses; that the store does not work.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, TxError> + Send + 'static,
    {
        Ok(self.store.write(work).await?)
    }

    /// Runs `query` on one moment of the database: see [`Store::read`].
    ///
    /// # Errors
    /// That the store does not work.
    pub async fn read<T, F>(&self, query: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&mut Snapshot<'_>) -> Result<T, StoreError> + Send + 'static,
    {
        Ok(self.store.read(query).await?)
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The same application at another moment: a demonstration has a past.
    #[must_use]
    pub fn at(&self, moment: Timestamp) -> Self {
        let clock = Arc::new(FixedClock::new(moment));
        Self { store: self.store.with_clock(clock.clone()), clock, ..self.clone() }
    }

    /// Says that a request has left something for a worker to go on with.
    pub(super) fn wake_worker(&self) {
        self.begun.notify_one();
    }

    /// Waits until a request of this process has left something to go on with.
    pub async fn has_begun(&self) {
        self.begun.notified().await;
    }

    /// A new identifier.
    pub fn id<T>(&self) -> Id<T> {
        Id::random(self.random.as_ref())
    }

    /// Stretches a password without starving the rest.
    pub(super) async fn stretch_password<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        bounded(&self.passwords, work).await
    }

    /// A turn at stretching a password, for somebody who has shown something that not everybody has.
    pub(super) async fn turn(&self) -> Result<Arc<Turn>, Problem> {
        let place = Arc::clone(&self.passwords).acquire_owned().await.map_err(|_| Problem::Busy)?;
        Ok(Arc::new(Turn(vec![place])))
    }

    /// A turn for anybody else; none when too many wait. However many they are, whoever comes by
    /// [`App::turn`] has no more of them before them than are stretched at a time.
    pub(super) async fn turn_of_stranger(&self) -> Result<Option<Arc<Turn>>, Problem> {
        let Ok(waiting) = Arc::clone(&self.waiting_strangers).try_acquire_owned() else { return Ok(None) };
        let stranger = Arc::clone(&self.strangers).acquire_owned().await.map_err(|_| Problem::Busy)?;
        drop(waiting);
        let place = Arc::clone(&self.passwords).acquire_owned().await.map_err(|_| Problem::Busy)?;
        Ok(Some(Arc::new(Turn(vec![stranger, place]))))
    }

    /// All places of strangers who wait, taken.
    #[cfg(test)]
    pub(super) async fn all_waiting_strangers(&self) -> Turn {
        let all = u32::try_from(STRANGERS).unwrap();
        Turn(vec![Arc::clone(&self.waiting_strangers).acquire_many_owned(all).await.unwrap()])
    }

    /// Stretches a password in a turn. The turn lasts until this is done and whoever took it has let go of
    /// it.
    pub(super) async fn stretch_in<T: Send + 'static>(
        &self,
        turn: &Arc<Turn>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(turn);
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        done.await.map_err(|_| Problem::Busy)
    }

    /// Stretches a phrase without starving the rest.
    pub(super) async fn stretch_phrase<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let memories = Arc::clone(&self.memories);
        let with_memory = move || {
            let mut memory = lock_memories(&memories).pop().unwrap_or_default();
            let result = work(&mut memory);
            lock_memories(&memories).push(memory);
            result
        };
        bounded(&self.phrases, with_memory).await
    }

    /// Issues or checks unlinkable tokens without starving the rest.
    pub(super) async fn evaluate<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        bounded(&self.tokens, work).await
    }

    /// A letter. One that follows from what a reporter does is held back for a while, so that its arrival
    /// does not tell when they sat at the form.
    pub(super) fn letter(&self, to: Addressee, notice: Notice, copy: Option<Vec<u8>>) -> QueuedEmail {
        let delay = if notice.follows_a_reporter() {
            arrival_delay(self.random.as_ref(), self.rules.delay_least, self.rules.delay_most)
        } else {
            0
        };
        let due = self.now().plus_seconds(delay);
        QueuedEmail {
            id: self.id(),
            notice,
            to,
            copy,
            first_due: due,
            due,
            attempts: 0,
            reason: String::new(),
        }
    }

    /// Writes down that a sealed record did not open, then says so.
    pub(super) async fn seal_broken(
        &self,
        actor: Option<Id<Staff>>,
        object: &(dyn ToString + Sync),
    ) -> Problem {
        let event = AuditEvent::new(actor, AuditAction::SealBroken, object);
        tracing::error!("a sealed record did not open");
        match self.record(event).await {
            Ok(()) => Problem::Sealed,
            Err(problem) => problem,
        }
    }

    /// Writes one audit event by itself.
    pub(super) async fn record(&self, event: AuditEvent) -> Result<(), Problem> {
        self.write(move |tx| Ok(tx.record(event.clone())?)).await
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

fn lock_memories(memories: &Mutex<Vec<Memory>>) -> MutexGuard<'_, Vec<Memory>> {
    memories.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn bounded<T: Send + 'static>(
    places: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let place = Arc::clone(places).acquire_owned().await.map_err(|_| Problem::Busy)?;
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        // What was worked on there opens something.
        stack::wipe();
        drop(place);
        result
    });
    done.await.map_err(|_| Problem::Busy)
}
