//! How much is stored: rows of every table, and sealed files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The number of rows by table, and of files under `files`, in a data folder with an embedded database.
pub(crate) fn tally(data: &Path) -> BTreeMap<String, i64> {
    let file = data.join("candour.db");
    let mut db =
        SqliteConnection::establish(file.to_str().expect("a path in UTF-8")).expect("open the database");
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let tables: Vec<Name> = diesel::sql_query(tables).load(&mut db).expect("list the tables");
    let mut counts: BTreeMap<String, i64> =
        tables.into_iter().map(|Name { name }| (name.clone(), rows(&mut db, &name))).collect();
    counts.insert("files".into(), files(&data.join("files")));
    counts
}

/// The number of files below a folder, unfinished ones too.
fn files(folder: &Path) -> i64 {
    let entries = fs::read_dir(folder).expect("read a folder").flatten();
    entries.map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { 1 }).sum()
}

fn rows(db: &mut SqliteConnection, table: &str) -> i64 {
    let query = format!("SELECT count(*) AS count FROM \"{table}\"");
    diesel::sql_query(query).get_result::<Count>(db).expect("count the rows").count
}
