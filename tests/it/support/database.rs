//! The database behind a deployment, touched directly: what somebody with the disk or the database account can do.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection, sql_query};

/// The two engines that every promise holds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A database. Each statement opens a connection of its own, so that none is held while the server works.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgresql://` URL.
    Postgres(String),
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Database {
    /// Runs a statement and tells how many rows it changed.
    pub(crate) fn run(&self, statement: &str) -> usize {
        let changed = match self {
            Self::Sqlite(file) => sql_query(statement).execute(&mut sqlite(file)),
            Self::Postgres(url) => sql_query(statement).execute(&mut postgres(url)),
        };
        changed.unwrap_or_else(|error| panic!("{statement}: {error}"))
    }

    /// Runs a query that selects one text called `line` from each row.
    pub(crate) fn lines(&self, query: &str) -> Vec<String> {
        let rows: diesel::QueryResult<Vec<Line>> = match self {
            Self::Sqlite(file) => sql_query(query).load(&mut sqlite(file)),
            Self::Postgres(url) => sql_query(query).load(&mut postgres(url)),
        };
        rows.unwrap_or_else(|error| panic!("{query}: {error}")).into_iter().map(|row| row.line).collect()
    }

    /// The only line of a query: see [`Self::lines`].
    pub(crate) fn line(&self, query: &str) -> String {
        let mut lines = self.lines(query);
        assert_eq!(lines.len(), 1, "{query}: {lines:?}");
        lines.remove(0)
    }

    /// How many rows there are `of` (a table, perhaps with a condition).
    pub(crate) fn count(&self, of: &str) -> usize {
        self.line(&format!("SELECT cast(count(*) AS text) AS line FROM {of}")).parse().expect("a number")
    }

    /// The bytes of a column in the only row that matches.
    pub(crate) fn bytes(&self, table: &str, column: &str, row: &str) -> Vec<u8> {
        let hex = match self {
            Self::Sqlite(_) => format!("hex({column})"),
            Self::Postgres(_) => format!("encode({column}, 'hex')"),
        };
        let text = self.line(&format!("SELECT {hex} AS line FROM {table} WHERE {row}"));
        data_encoding::HEXLOWER_PERMISSIVE.decode(text.as_bytes()).expect("hexadecimal digits")
    }

    /// Writes the bytes of a column in the only row that matches.
    pub(crate) fn set_bytes(&self, table: &str, column: &str, row: &str, bytes: &[u8]) {
        let hex = data_encoding::HEXLOWER.encode(bytes);
        let literal = match self {
            Self::Sqlite(_) => format!("x'{hex}'"),
            Self::Postgres(_) => format!("'\\x{hex}'::bytea"),
        };
        assert_eq!(self.run(&format!("UPDATE {table} SET {column} = {literal} WHERE {row}")), 1, "{row}");
    }

    /// The engine.
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

/// A connection to an SQLite file that waits its turn.
pub(crate) fn sqlite(file: &Path) -> SqliteConnection {
    let mut connection =
        SqliteConnection::establish(file.to_str().expect("a path in UTF-8")).expect("open the database");
    connection.batch_execute("PRAGMA busy_timeout = 20000").expect("set the patience");
    connection
}

fn postgres(url: &str) -> PgConnection {
    PgConnection::establish(url).expect("reach the database")
}
