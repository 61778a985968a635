//! The tables as the program's own schema has them.

use std::collections::BTreeSet;

/// Those that both worlds share, and casework.
pub(crate) const CASEWORK: &str = include_str!("../../../src/store/schema.rs");
/// The register and the ledger.
pub(crate) const REGISTER: &str = include_str!("../../../src/store/schema/register.rs");
/// The agencies' own door.
pub(crate) const DOOR: &str = include_str!("../../../src/store/schema/door.rs");

/// A column: table, name, type as the schema writes it, whether it may be null, its place in the primary key (0: none).
pub(crate) type Column = (String, String, String, bool, usize);

/// The columns of every table. Reads `table! { name (key, …) { column -> Type, … } }`.
pub(crate) fn columns(text: &str) -> BTreeSet<Column> {
    let mut columns = BTreeSet::new();
    for table in text.split("diesel::table! {").skip(1) {
        let (head, body) = table.split_once('{').expect("a body");
        let (name, keys) = head.trim().trim_end_matches(')').split_once(" (").expect("a name and keys");
        let keys: Vec<&str> = keys.split(", ").map(|key| key.trim_end_matches(')')).collect();
        let body = body.split_once('}').expect("an end").0;
        for (column, kind) in body.lines().filter_map(|line| line.trim().split_once(" -> ")) {
            let kind = kind.trim_end_matches(',');
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let place = keys.iter().position(|key| *key == column).map_or(0, |place| place + 1);
            let kind = (inner.unwrap_or(kind).to_owned(), inner.is_some());
            columns.insert((name.to_owned(), column.to_owned(), kind.0, kind.1, place));
        }
    }
    columns
}
