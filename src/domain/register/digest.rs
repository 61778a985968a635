//! The daily reminder: how many things of each kind wait for somebody. Numbers alone: never whom they are
//! about.

use serde::{Deserialize, Serialize};

use crate::platform::time::{Day, Timestamp};

/// The hour (UTC) from which reminders go out.
const HOUR: i64 = 7;

/// For how many days ahead agreed contacts are told of, today counted.
pub const AHEAD: i64 = 7;

/// How many things wait for one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Follow-ups of theirs that are due or overdue.
    pub follow_ups: i64,
    /// Agencies of theirs that were not met in time.
    pub overdue: i64,
    /// Agencies of theirs whose entry is due for review.
    pub reviews: i64,
    /// Contacts agreed for the next days, after engagements that they led.
    pub contacts: i64,
    /// Agencies that applied and wait for somebody to decide: for whoever takes it up first.
    #[serde(default)]
    pub applications: i64,
}

impl Tally {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A line for each kind of which something waits.
    pub fn lines(&self) -> Vec<String> {
        let all = [
            (self.follow_ups, "follow-up due", "follow-ups due"),
            (self.overdue, "organisation not met in time", "organisations not met in time"),
            (self.reviews, "entry due for review", "entries due for review"),
            (self.contacts, "contact agreed for the next 7 days", "contacts agreed for the next 7 days"),
            (self.applications, "application to decide", "applications to decide"),
        ];
        let line = |(number, one, many): &(i64, &str, &str)| match *number {
            1 => format!("1 {one}"),
            number => format!("{number} {many}"),
        };
        all.iter().filter(|(number, ..)| *number > 0).map(line).collect()
    }
}

/// The day for which reminders are to be made at this moment; none before the hour.
pub fn day(now: Timestamp) -> Option<Day> {
    (now.seconds().rem_euclid(86_400) >= HOUR * 3_600).then(|| now.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_wait_for_the_morning() {
        let midnight = Timestamp::from_micros(20_000 * 86_400 * 1_000_000);
        assert_eq!(day(midnight), None);
        assert_eq!(day(midnight.plus_seconds(7 * 3_600 - 1)), None);
        assert_eq!(day(midnight.plus_seconds(7 * 3_600)), Some(midnight.day()));
        assert_eq!(day(midnight.plus_seconds(86_399)), Some(midnight.day()));
    }

    #[test]
    fn only_what_waits_is_told() {
        assert!(Tally::default().is_empty() && Tally::default().lines().is_empty());
        let tally = Tally { follow_ups: 1, reviews: 3, ..Tally::default() };
        assert_eq!(tally.lines(), ["1 follow-up due", "3 entries due for review"]);
    }
}
