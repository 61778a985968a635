//! Moments and days, and the clock that is handed to whoever needs one.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, macros::format_description};

/// A moment: whole microseconds, UTC. Both databases keep exactly this much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(PrimitiveDateTime);

impl Timestamp {
    /// The moment `micros` microseconds after 1970 began, UTC. Out-of-range values become 1970.
    pub fn from_micros(micros: i64) -> Self {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self(PrimitiveDateTime::new(moment.date(), moment.time()))
    }

    /// Microseconds since 1970 began, UTC.
    pub fn micros(self) -> i64 {
        i64::try_from(self.0.assume_utc().unix_timestamp_nanos() / 1_000).unwrap_or(0)
    }

    /// Whole seconds since 1970 began, UTC.
    pub fn seconds(self) -> i64 {
        self.0.assume_utc().unix_timestamp()
    }

    /// The moment as the database column holds it.
    pub fn as_utc(self) -> PrimitiveDateTime {
        self.0
    }

    /// A moment read from the database.
    pub fn from_utc(moment: PrimitiveDateTime) -> Self {
        Self::from_micros(Self(moment).micros())
    }

    /// The calendar day, UTC.
    pub fn day(self) -> Day {
        Day(self.0.date())
    }

    /// This moment plus `seconds`.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(Duration::seconds(seconds)))
    }
}

impl fmt::Display for Timestamp {
    /// `21 November 2026, 14:05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute]");
        f.write_str(&self.0.format(form).map_err(|_| fmt::Error)?)
    }
}

/// A calendar day. The only time that is kept in clear with a concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub Date);

impl fmt::Display for Day {
    /// `21 November 2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = format_description!("[day padding:none] [month repr:long] [year]");
        f.write_str(&self.0.format(form).map_err(|_| fmt::Error)?)
    }
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still until told: for tests and for stepping the worker.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.micros()))
    }

    /// Moves the clock on by `seconds`.
    pub fn step(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}
