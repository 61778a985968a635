//! What lists are sorted by that no column holds as it is.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::{Date, Integer, Nullable, Text};
use time::Date as Day;

diesel::define_sql_function! {
    /// Text without the difference of capitals.
    fn lower(text: Text) -> Text;
}

diesel::define_sql_function! {
    /// The text, or the other where there is none: the engines do not agree on where nothing sorts.
    #[sql_name = "coalesce"]
    fn text_or(text: Nullable<Text>, other: Text) -> Text;
}

diesel::define_sql_function! {
    /// The day, or the other where there is none.
    #[sql_name = "coalesce"]
    fn day_or(day: Nullable<Date>, other: Date) -> Date;
}

/// A day before all others, that both engines know: nothing was ever done.
pub(super) const NEVER: Day = match Day::from_ordinal_date(1, 1) {
    Ok(day) => day,
    Err(_) => Day::MIN,
};

/// The place of a column's code among these: codes are stored, and people sort by what they mean.
pub(super) fn rank(column: &'static str, codes: impl Iterator<Item = &'static str>) -> SqlLiteral<Integer> {
    let place = |(place, code): (usize, &str)| format!(" WHEN '{code}' THEN {place}");
    let places: String = codes.enumerate().map(place).collect();
    sql(&format!("CASE {column}{places} END"))
}
