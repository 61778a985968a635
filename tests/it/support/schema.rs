//! The tables as the program's own schema has them.

use std::collections::BTreeSet;

/// What all stand on.
pub(crate) const PLATFORM: &str = include_str!("../../../src/store/schema/platform.rs");
/// Who may come in.
pub(crate) const IDENTITY: &str = include_str!("../../../src/store/schema/identity.rs");
/// What reporters say.
pub(crate) const REPORT: &str = include_str!("../../../src/store/schema/report.rs");
/// What desks do with it.
pub(crate) const CASEWORK: &str = include_str!("../../../src/store/schema/casework.rs");
/// The register and the ledger.
pub(crate) const REGISTER: &str = include_str!("../../../src/store/schema/register.rs");
/// All of them.
pub(crate) const ALL: [&str; 5] = [PLATFORM, IDENTITY, REPORT, CASEWORK, REGISTER];

/// A column: table, name, type as the schema writes it, whether it may be null, its place in the primary key
/// (0: none).
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
