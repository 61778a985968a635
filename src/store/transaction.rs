//! What a read and a write are handed.

use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::platform::time::Timestamp;

use crate::backend::Db;

/// What a read sees: one moment of the database.
pub struct Snapshot<'a>(pub(super) &'a mut Db);

/// An open write transaction. It can do all that a [`Snapshot`] can, and stamps what it writes down. A write
/// that runs again has another moment, and draws other identifiers.
pub struct Tx<'a>(pub(super) Snapshot<'a>, pub(super) Stamp<'a>);

/// What rows are stamped with.
#[derive(Clone, Copy)]
pub(super) struct Stamp<'a> {
    /// The moment of the write.
    pub(super) now: Timestamp,
    /// What identifiers are drawn from.
    pub(super) random: &'a dyn Random,
}

impl Tx<'_> {
    /// The same transaction at another moment: a demonstration has a past.
    pub fn at(&mut self, now: Timestamp) -> Tx<'_> {
        Tx(Snapshot(self.0.0), Stamp { now, ..self.1 })
    }

    /// The moment of the write.
    pub fn now(&self) -> Timestamp {
        self.1.now
    }

    /// The same, a little later each time: what is written down one after another keeps its order.
    pub(super) fn tick(&mut self) -> Timestamp {
        let now = self.1.now;
        self.1.now = now.later_than(now);
        now
    }

    /// A new identifier.
    pub fn id<T>(&self) -> Id<T> {
        Id::random(self.1.random)
    }
}

impl<'a> std::ops::Deref for Tx<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.0
    }
}

impl<'a> std::ops::DerefMut for Tx<'a> {
    fn deref_mut(&mut self) -> &mut Snapshot<'a> {
        &mut self.0
    }
}
