//! Moments and days, and the clock that is handed to whoever needs one.

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::tz::TimeZone;
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

    /// This moment, or the one right after `before` if that is later: two turns at one thing never bear the
    /// same moment.
    #[must_use]
    pub fn later_than(self, before: Self) -> Self {
        self.max(Self::from_micros(before.micros() + 1))
    }
}

impl fmt::Display for Timestamp {
    /// `21 November 2026, 14:05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute]");
        f.write_str(&self.0.format(form).map_err(|_| fmt::Error)?)
    }
}

/// How clocks go in the United Kingdom: an hour ahead from the last Sunday of March to the last of October.
/// (The Summer Time Order 2002; the changes come at 01:00 UTC.)
static UNITED_KINGDOM: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").unwrap_or(TimeZone::UTC));

/// A moment as clocks in the United Kingdom show it. It is for reading alone: what is stored and compared is
/// the [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime(PrimitiveDateTime);

impl Timestamp {
    /// The moment as clocks in the United Kingdom show it.
    pub fn local(self) -> LocalTime {
        LocalTime(self.0.saturating_add(Duration::seconds(offset(self))))
    }
}

/// How far clocks in the United Kingdom are ahead, in seconds.
fn offset(at: Timestamp) -> i64 {
    let moment = jiff::Timestamp::from_second(at.seconds()).unwrap_or_default();
    i64::from(UNITED_KINGDOM.to_offset(moment).seconds())
}

impl Day {
    /// When it begins in the United Kingdom.
    pub fn begins_locally(self) -> Timestamp {
        // Clocks change at one in the morning: at midnight both sides of a day agree.
        let begins = self.begins();
        begins.plus_seconds(-offset(begins.plus_seconds(-offset(begins))))
    }
}

impl fmt::Display for LocalTime {
    /// `21 November 2026, 14:05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Timestamp(self.0), f)
    }
}

/// A calendar day. The only time that is kept in clear with a concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub Date);

impl Day {
    /// The day as `2026-11-21`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// Reads `2026-11-21`, perhaps followed by a time of day.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        let mut parts = day.split('-');
        let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = rest.is_empty() || rest.starts_with(['T', ' ']);
        if !fits || parts.next().is_some() || [year, month, of_month].iter().any(|part| part.starts_with('+'))
        {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?)
    }

    /// Reads a day as people in the United Kingdom write it: `2026-11-21`, `21/11/2026`, `21.11.26`,
    /// `21 Nov 2026`, `Saturday 21st November 2026`, `November 21, 2026`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = Self::parse_iso(text.trim()) {
            return Some(day);
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !is_weekday(word))
            .collect();
        let words = words.get(..3).filter(|_| words.len() == 3)?;
        match [month(words.first()?), month(words.get(1)?)] {
            [Some(month), None] => Self::of(year(words.get(2)?)?, month, of_month(words.get(1)?)?),
            [None, Some(month)] => Self::of(year(words.get(2)?)?, month, of_month(words.first()?)?),
            _ => Self::of(year(words.get(2)?)?, words.get(1)?.parse().ok()?, words.first()?.parse().ok()?),
        }
    }

    fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        (1900..=2200).contains(&date.year()).then_some(Self(date))
    }

    /// When it begins, UTC.
    pub fn begins(self) -> Timestamp {
        Timestamp(self.0.midnight())
    }

    /// The month it is in: `November 2026`.
    pub fn month_words(self) -> String {
        let form = format_description!("[month repr:long] [year]");
        self.0.format(form).unwrap_or_default()
    }

    /// This day plus `days`.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(Duration::days(days)))
    }

    /// The same day `months` months on; the last of the month where that month is shorter.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let count = self.0.year() * 12 + i32::from(u8::from(self.0.month())) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let month = u8::try_from(month).ok().and_then(|month| time::Month::try_from(month).ok());
        let Some(month) = month else { return self };
        let day = self.0.day().min(month.length(year));
        Date::from_calendar_date(year, month, day).map_or(self, Self)
    }

    /// How many days this day is after `other`; negative before it.
    pub fn days_since(self, other: Self) -> i64 {
        (self.0 - other.0).whole_days()
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> Option<u8> {
    if word.len() < 3 {
        return None;
    }
    let place =
        MONTHS.iter().position(|name| name.starts_with(word) || (word == "sept" && *name == "september"))?;
    u8::try_from(place + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && DAYS.iter().any(|name| name.starts_with(word)) || word == "thur" || word == "thurs"
}

fn year(word: &str) -> Option<i32> {
    match (word.len(), word.parse::<u16>().ok()?) {
        (4, year) => Some(i32::from(year)),
        (2, year) => Some(2000 + i32::from(year)),
        _ => None,
    }
}

fn of_month(word: &str) -> Option<u8> {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Day(date!(2026 - 03 - 07));
        for text in [
            "2026-03-07",
            "7/3/2026",
            "07.03.26",
            "7 3 2026",
            "7 March 2026",
            "7th Mar 26",
            "Saturday 7th March 2026",
            "March 7, 2026",
            "Sat, 7 March 2026",
            " 2026-03-07 ",
            "2026-03-07T09:00:00",
            "7-Mar-2026",
        ] {
            assert_eq!(Day::parse(text), Some(day), "{text}");
        }
        for text in [
            "",
            "soon",
            "7 March",
            "31/2/2026",
            "2026",
            "13/13/2026",
            "7 Ma 2026",
            "7 March 20266",
            "2026-3-7x",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::parse("1 Sept 2026"), Some(Day(date!(2026 - 09 - 01))));
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(Day(date!(2026 - 08 - 31)).plus_months(6), Day(date!(2027 - 02 - 28)));
        assert_eq!(Day(date!(2026 - 01 - 15)).plus_months(-13), Day(date!(2024 - 12 - 15)));
    }

    proptest! {
        #[test]
        fn any_day_is_read_back(days in -20_000..60_000_i64) {
            let day = Day(date!(1970 - 01 - 01)).plus_days(days);
            prop_assert_eq!(Day::parse_iso(&day.iso()), Some(day));
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        }

        #[test]
        fn any_text_is_a_day_or_none(text in "\\PC{0,30}") {
            let _ = Day::parse(&text);
        }
    }

    #[test]
    fn clocks_go_forward_and_back_as_in_the_united_kingdom() {
        let at = |day: &str, seconds: i64| Day::parse(day).unwrap().begins().plus_seconds(seconds);
        for (day, seconds, shown) in [
            ("2026-01-15", 14 * 3_600, "15 January 2026, 14:00"),
            ("2026-07-15", 14 * 3_600, "15 July 2026, 15:00"),
            ("2026-07-15", 23 * 3_600 + 1_800, "16 July 2026, 00:30"),
            // The hour in March that is not, and the one in October that is twice.
            ("2026-03-29", 3_599, "29 March 2026, 00:59"),
            ("2026-03-29", 3_600, "29 March 2026, 02:00"),
            ("2026-10-25", 3_599, "25 October 2026, 01:59"),
            ("2026-10-25", 3_600, "25 October 2026, 01:00"),
        ] {
            assert_eq!(at(day, seconds).local().to_string(), shown);
        }
        for (day, before) in
            [("2026-01-15", 0), ("2026-07-15", 3_600), ("2026-03-29", 0), ("2026-10-25", 3_600)]
        {
            let day = Day::parse(day).unwrap();
            assert_eq!(day.begins_locally(), day.begins().plus_seconds(-before), "{day}");
        }
    }
}
