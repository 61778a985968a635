//! How failures to sign in slow down whoever guesses, and nobody else.
//!
//! Whoever knows an address can fail for it. If each failure made the account wait, they could keep its owner
//! out for ever with one guess in a quarter of an hour. Therefore a try goes by a *lane*, of which each has
//! waits of its own, and the owner has lanes that nobody can use up for them (after OWASP, "Slow Down Online
//! Guessing Attacks with Device Cookies"):
//!
//! | lane | who goes by it | how long somebody waits |
//! | --- | --- | --- |
//! | device | a browser that signed in to this account before and shows its cookie | after 5 failures of one cookie a day |
//! | codes | whoever shows two correct codes one after the other | after 3, doubling to an hour |
//! | unknown | anybody | after 3, doubling to half an hour |
//! | session | somebody who is signed in and gives the present password again | after 3, doubling to a quarter of an hour |
//! | passkey | nobody waits: a signature cannot be guessed. Only lines of the log are counted | – |
//!
//! **Guessing is as slow as when there was one lane with a quarter of an hour: 96 tries a day.** Without a
//! cookie and without the second factor there are 48. Whoever has the second factor has 24 more, and 5 for
//! each browser that they stole: 92 with four.
//!
//! **Two codes, because one is no hurdle.** A code costs nothing to check, before any password is stretched,
//! so whoever has no lane may try as many as the server answers. Two steps are open at a time (this and the
//! last one): a guess is right with 2 in 10⁶, two in a row with 4 in 10¹². With one code, a try a second
//! would be let through to the password 63 times a year. With two, whoever tries 400 times *a second* for a
//! year is let through 0.05 times; the 48 tries a day, for somebody who knows the password and guesses the
//! code (3 in 10⁶), come to 0.05 successes a year as well: together what one try in a quarter of an hour came
//! to. What the first code was worth stands in the page that refuses, sealed, so that nobody learns whether
//! it was right; a refusal is the same for everything. To its owner the second try with the next code is what
//! people do anyway.

use crate::platform::random::Random;
use crate::platform::time::{Day, Timestamp};

/// The failure of one day from which on the owner is told: one's own slips send no letter.
const TOLD_AT: u32 = 5;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// The earliest that the letter about a day's failures goes out on the next, seconds after midnight.
const LETTER_FROM: i64 = 6 * 3_600;
/// For how many seconds from then on, at random. Nobody is to read from a letter's arrival when somebody was
/// here.
const LETTER_WITHIN: u64 = 3 * 3_600;
/// The most steps of half a minute between two codes that count as one after the other: time to look, type
/// and read.
const APART: i64 = 10;

/// By which way a try goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// From a browser that signed in to this account before.
    Device,
    /// After two correct codes, one after the other.
    Codes,
    /// From anybody.
    Unknown,
    /// From a session: the present password once more.
    Session,
    /// With a passkey.
    Passkey,
}

impl Lane {
    /// Seconds to wait after so many failures before the next try by this lane counts.
    pub fn wait(self, failures: u32) -> i64 {
        let doubling = |longest: i64| match failures {
            0..=3 => 0,
            _ => (1_i64 << (failures - 3).min(20)).min(longest),
        };
        match self {
            Self::Device if failures < 5 => 0,
            Self::Device => DAY,
            Self::Codes => doubling(3_600),
            Self::Unknown => doubling(1_800),
            Self::Session | Self::Passkey => doubling(900),
        }
    }
}

/// What is counted of one lane's failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many, since a day without any.
    pub failures: u32,
    /// When the next try counts.
    pub retry: Timestamp,
    /// The day of the last one.
    pub day: Day,
    /// How many on that day.
    pub of_day: u32,
}

impl Count {
    /// The count after one failure more.
    #[must_use]
    pub fn after(before: Option<Self>, lane: Lane, now: Timestamp) -> Self {
        let failures = before.map_or(0, |count| count.failures).saturating_add(1);
        let today = before.filter(|count| count.day == now.day()).map_or(0, |count| count.of_day);
        let retry = now.plus_seconds(lane.wait(failures));
        Self { failures, retry, day: now.day(), of_day: today.saturating_add(1) }
    }

    /// Whether whoever tries now has to wait.
    pub fn is_shut(&self, now: Timestamp) -> bool {
        self.retry > now
    }

    /// Whether this failure is the one of the day that the owner is told of.
    pub fn is_told(&self) -> bool {
        self.of_day == TOLD_AT
    }
}

/// The first of these lanes that is not shut; none when whoever tries has to wait.
pub fn open_lane(lanes: &[(Lane, Option<Count>)], now: Timestamp) -> Option<Lane> {
    let open = lanes.iter().find(|(_, count)| count.is_none_or(|count| !count.is_shut(now)));
    open.map(|(lane, _)| *lane)
}

/// Whether the code of `step` came one after that of `before`; 0 stands for none.
pub fn follows(before: i64, step: i64) -> bool {
    before > 0 && before < step && step <= before.saturating_add(APART)
}

/// When a letter about the failures of today goes out: in the early hours of tomorrow.
pub fn letter_due(now: Timestamp, random: &dyn Random) -> Timestamp {
    let into = now.seconds().rem_euclid(DAY);
    let late = i64::try_from(random.below(LETTER_WITHIN)).unwrap_or(0);
    now.plus_seconds(DAY - into + LETTER_FROM + late)
}

#[cfg(test)]
mod tests;
