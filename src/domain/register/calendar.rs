//! A calendar of the engagement side: what falls on which day.

use std::fmt;

use time::{Date, Month as Name};

use super::agency::Agency;
use super::engagement::Engagement;
use super::follow_up::FollowUp;
use crate::platform::id::Id;
use crate::platform::time::Day;

/// Something that falls on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The day.
    pub day: Day,
    /// What it is.
    pub what: What,
    /// What it is called: never anything that was said or written down about it.
    pub title: String,
    /// Where it is; empty when that is not known or must not be told.
    pub place: String,
}

/// What can fall on a day, and which entry it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// An engagement.
    Engagement(Id<Engagement>),
    /// The next contact that was agreed at an engagement.
    NextContact(Id<Engagement>),
    /// Something is to be done by then.
    FollowUp(Id<FollowUp>),
    /// The entry of an agency is to be reviewed.
    Review(Id<Agency>),
}

impl What {
    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Engagement(_) => "Engagement",
            Self::NextContact(_) => "Next contact",
            Self::FollowUp(_) => "Follow-up due",
            Self::Review(_) => "Review due",
        }
    }

    /// A name that no other occasion has, the same each time.
    pub fn mark(self) -> String {
        match self {
            Self::Engagement(id) => format!("engagement-{id}"),
            Self::NextContact(id) => format!("next-{id}"),
            Self::FollowUp(id) => format!("follow-up-{id}"),
            Self::Review(id) => format!("review-{id}"),
        }
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(Day);

impl Month {
    /// The month that a day is in.
    pub fn of(day: Day) -> Self {
        Self(Day(day.0.replace_day(1).unwrap_or(day.0)))
    }

    /// Reads `2026-11`.
    pub fn parse(code: &str) -> Option<Self> {
        let (year, month) = code.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse::<u8>().ok()?);
        let first = Date::from_calendar_date(year, Name::try_from(month).ok()?, 1).ok()?;
        (1900..=2200).contains(&year).then_some(Self(Day(first)))
    }

    /// The month as `2026-11`.
    pub fn code(self) -> String {
        format!("{:04}-{:02}", self.0.0.year(), u8::from(self.0.0.month()))
    }

    /// Its first day.
    pub fn first(self) -> Day {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.next().first().plus_days(-1)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.plus_months(1))
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.plus_months(-1))
    }

    /// Its weeks, each from Monday to Sunday; the first and the last hold days of the months beside it.
    pub fn weeks(self) -> Vec<Vec<Day>> {
        let before = i64::from(self.first().0.weekday().number_days_from_monday());
        let monday = self.first().plus_days(-before);
        let weeks = (self.last().days_since(monday) / 7) + 1;
        (0..weeks).map(|week| (0..7).map(|day| monday.plus_days(week * 7 + day)).collect()).collect()
    }

    /// Whether a day is in it.
    pub fn holds(self, day: Day) -> bool {
        Self::of(day) == self
    }
}

impl fmt::Display for Month {
    /// `November 2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.0.month(), self.0.0.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    #[test]
    fn a_month_has_its_weeks() {
        let month = Month::parse("2026-11").unwrap();
        assert_eq!(month.to_string(), "November 2026");
        assert_eq!(
            (month.previous().code(), month.next().next().code()),
            ("2026-10".into(), "2027-01".into())
        );
        let weeks = month.weeks();
        assert_eq!((weeks.len(), weeks[0][0]), (6, Day(date!(2026 - 10 - 26))));
        assert_eq!(Month::parse("2027-02").unwrap().weeks().len(), 4);
        for wrong in ["2026-13", "2026", "-", "", "9999-01", "2026-00"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_day_of_a_month_stands_in_it_once(year in 1900..=2200_i32, month in 1..=12_u8) {
            let month = Month::parse(&format!("{year}-{month}")).unwrap();
            let days: Vec<Day> = month.weeks().concat().into_iter().filter(|day| month.holds(*day)).collect();
            prop_assert_eq!(days.first().copied(), Some(month.first()));
            prop_assert_eq!(days.last().copied(), Some(month.last()));
            prop_assert!(days.windows(2).all(|pair| pair[1].days_since(pair[0]) == 1));
            prop_assert_eq!(Month::of(month.last()), month);
        }
    }
}
