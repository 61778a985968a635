//! The days on which people work.

use domain::platform::time::{Day, Timestamp};

/// Days of every year on which nobody meets: month and day.
const HOLIDAYS: [&str; 4] = ["-12-25", "-12-26", "-12-24", "-01-01"];

/// How many days after its Monday a day is.
fn weekday(day: Day) -> i64 {
    // The day from which time is counted was a Thursday.
    (day.days_since(Timestamp::from_micros(0).day()) + 3).rem_euclid(7)
}

/// Whether people are at work on a day.
pub(super) fn is_working(day: Day) -> bool {
    weekday(day) < 5 && !is_holiday(day)
}

/// Whether a stall can stand on a day: from Monday to Saturday.
pub(super) fn is_market(day: Day) -> bool {
    weekday(day) < 6 && !is_holiday(day)
}

fn is_holiday(day: Day) -> bool {
    let written = day.iso();
    HOLIDAYS.iter().any(|holiday| written.ends_with(holiday))
}

/// This day or the last before it that fits.
pub(super) fn on_or_before(day: Day, fits: fn(Day) -> bool) -> Day {
    (0..10).map(|ago| day.plus_days(-ago)).find(|day| fits(*day)).unwrap_or(day)
}

/// This day or the next after it that fits.
pub(super) fn on_or_after(day: Day, fits: fn(Day) -> bool) -> Day {
    (0..10).map(|ahead| day.plus_days(ahead)).find(|day| fits(*day)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_works_at_weekends_or_at_christmas() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        for (given, before, after) in [
            ("2026-11-30", "2026-11-30", "2026-11-30"),
            ("2026-11-28", "2026-11-27", "2026-11-30"),
            ("2026-11-29", "2026-11-27", "2026-11-30"),
            ("2026-12-26", "2026-12-23", "2026-12-28"),
            ("2027-01-01", "2026-12-31", "2027-01-04"),
        ] {
            assert_eq!(on_or_before(day(given), is_working), day(before), "{given}");
            assert_eq!(on_or_after(day(given), is_working), day(after), "{given}");
        }
        assert_eq!(on_or_before(day("2026-11-29"), is_market), day("2026-11-28"));
    }
}
