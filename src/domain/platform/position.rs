//! Where a place stands on a tile map: a row and a column.

use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::reason::register::DistrictReason;

/// The name of the field for the row.
pub const ROW: Key = Key::new("row");
/// The name of the field for the column.
pub const COLUMN: Key = Key::new("column");

/// A cell of the grid: both count from one, rows from the north, columns from the west.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// At most [`Position::MAX_ROW`].
    pub row: u8,
    /// At most [`Position::MAX_COLUMN`].
    pub column: u8,
}

impl Position {
    /// The last row.
    pub const MAX_ROW: u8 = 12;
    /// The last column: as many tiles as stand beside each other on a sheet of paper and can still be read.
    pub const MAX_COLUMN: u8 = 10;

    /// Reads what was typed; none when both are empty.
    ///
    /// # Errors
    /// One for each field that will not do.
    pub fn parse(row: &str, column: &str) -> Result<Option<Self>, Errors> {
        let (row, column) = (row.trim(), column.trim());
        match (row.is_empty(), column.is_empty()) {
            (true, true) => return Ok(None),
            (true, false) => return Err(Errors::one(ROW, DistrictReason::RowAlone)),
            (false, true) => return Err(Errors::one(COLUMN, DistrictReason::ColumnAlone)),
            (false, false) => (),
        }
        let within = |typed: &str, last: u8| typed.parse().ok().filter(|number| (1..=last).contains(number));
        match (within(row, Self::MAX_ROW), within(column, Self::MAX_COLUMN)) {
            (Some(row), Some(column)) => Ok(Some(Self { row, column })),
            (row, column) => {
                let mut errors = Errors::default();
                if row.is_none() {
                    errors.add(ROW, DistrictReason::RowOutside { last: Self::MAX_ROW });
                }
                if column.is_none() {
                    errors.add(COLUMN, DistrictReason::ColumnOutside { last: Self::MAX_COLUMN });
                }
                Err(errors)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(row: &str, column: &str) -> Vec<&'static str> {
        let errors = Position::parse(row, column).expect_err("refused");
        errors.iter().map(|(place, _)| if place.key == ROW { "row" } else { "column" }).collect()
    }

    #[test]
    fn a_position_is_both_numbers_or_none() {
        assert_eq!(Position::parse(" ", ""), Ok(None));
        assert_eq!(Position::parse(" 12", "10 "), Ok(Some(Position { row: 12, column: 10 })));
        assert_eq!(reasons("", "3"), ["row"]);
        assert_eq!(reasons("3", ""), ["column"]);
    }

    #[test]
    fn a_position_lies_within_the_grid() {
        for outside in ["0", "13", "-1", "2.5", "300", "north", "１"] {
            assert_eq!(reasons(outside, "1"), ["row"], "{outside}");
        }
        assert_eq!(reasons("1", "11"), ["column"]);
        assert_eq!(reasons("0", "11"), ["row", "column"]);
    }
}
