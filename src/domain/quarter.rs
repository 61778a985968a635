//! Quarters of a year: what is counted and renewed four times a year goes by them.

use super::time::Day;

/// A quarter of a calendar year, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i32,
    /// From 1 to 4.
    number: u8,
}

impl Quarter {
    /// The quarter that a day lies in.
    pub fn of(day: Day) -> Self {
        Self { year: day.0.year(), number: (u8::from(day.0.month()) - 1) / 3 + 1 }
    }

    /// What is stored and shown: `2026Q4`.
    pub fn code(self) -> String {
        format!("{:04}Q{}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four() {
        let code = |day: &str| Quarter::of(Day::parse_iso(day).unwrap()).code();
        for (day, expected) in [
            ("2026-01-01", "2026Q1"),
            ("2026-03-31", "2026Q1"),
            ("2026-04-01", "2026Q2"),
            ("2026-09-30", "2026Q3"),
            ("2026-12-31", "2026Q4"),
        ] {
            assert_eq!(code(day), expected);
        }
    }
}
