//! Quarters of the year: the time for which one key issues unlinkable tokens.

use std::fmt;

use time::Month;

use super::time::Day;

/// How many days of a new quarter the tokens of the one before are still taken. A report that was begun
/// before midnight can be sent after it; a tab in which a token waits longer has lost its draft anyway. Not
/// more, since such a token says that it was issued before the quarter ended, and fewer people can have had
/// one with every day.
const GRACE: i64 = 1;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u8,
}

impl Quarter {
    /// The quarter that a day (UTC) is in.
    pub fn of(day: Day) -> Self {
        Self { year: day.0.year(), number: (u8::from(day.0.month()) - 1) / 3 + 1 }
    }

    /// What is stored: `2026Q4`. Codes sort by time.
    pub fn code(self) -> String {
        format!("{:04}Q{}", self.year, self.number)
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        let (year, number) = code.split_once('Q')?;
        let quarter = Self { year: year.parse().ok()?, number: number.parse().ok()? };
        ((1..=4).contains(&quarter.number) && quarter.code() == code).then_some(quarter)
    }

    /// The quarter before.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.number {
            1 => Self { year: self.year - 1, number: 4 },
            number => Self { number: number - 1, ..self },
        }
    }

    /// The quarters whose tokens are taken on a day, the likeliest first: its own, and on the first day of a
    /// quarter the one before.
    pub fn taken_on(day: Day) -> impl Iterator<Item = Self> {
        let own = Self::of(day);
        let before = (Self::of(day.plus_days(-GRACE)) != own).then(|| own.previous());
        std::iter::once(own).chain(before)
    }

    fn months(self) -> (Month, Month) {
        match self.number {
            1 => (Month::January, Month::March),
            2 => (Month::April, Month::June),
            3 => (Month::July, Month::September),
            _ => (Month::October, Month::December),
        }
    }
}

impl fmt::Display for Quarter {
    /// `October to December 2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.months();
        write!(f, "{first} to {last} {}", self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    fn day(date: time::Date) -> Day {
        Day(date)
    }

    #[test]
    fn a_quarter_has_a_code_and_a_name() {
        let quarter = Quarter::of(day(date!(2026 - 11 - 22)));
        assert_eq!(
            (quarter.code().as_str(), quarter.to_string().as_str()),
            ("2026Q4", "October to December 2026")
        );
        assert_eq!(Quarter::of(day(date!(2027 - 01 - 01))).previous(), quarter);
        assert_eq!(quarter.previous().code(), "2026Q3");
        assert_eq!(Quarter::from_code("2026Q4"), Some(quarter));
        for code in ["", "2026", "2026Q5", "2026Q0", "26Q4", "2026Q04"] {
            assert_eq!(Quarter::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn the_one_before_is_taken_for_a_day() {
        let taken = |date| Quarter::taken_on(day(date)).map(Quarter::code).collect::<Vec<_>>();
        assert_eq!(taken(date!(2026 - 12 - 31)), ["2026Q4"]);
        assert_eq!(taken(date!(2027 - 01 - 01)), ["2027Q1", "2026Q4"]);
        assert_eq!(taken(date!(2027 - 01 - 02)), ["2027Q1"]);
    }

    proptest! {
        #[test]
        fn quarters_follow_each_other(days in 0..40_000_i64) {
            let today = day(date!(1990 - 01 - 01)).plus_days(days);
            let (one, next) = (Quarter::of(today), Quarter::of(today.plus_months(3)));
            prop_assert_eq!(next.previous(), one);
            prop_assert!(one < next && one.code() < next.code());
            prop_assert_eq!(Quarter::of(today.plus_months(12)).code()[4..].to_owned(), one.code()[4..].to_owned());
        }
    }
}
