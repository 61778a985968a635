//! The database behind a deployment, touched directly: what somebody with the disk or the database account
//! can do.

use std::path::{Path, PathBuf};

use candour::store::Address;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection, sql_query};

use super::postgres;

/// The two engines that every promise holds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Both of them.
pub(crate) const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

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
    /// An empty one on this engine: a file that is to be in `folder`, or one in the cluster that the tests
    /// share.
    pub(crate) fn empty(engine: Engine, folder: &Path) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(folder.join("candour.db")),
            Engine::Postgres => Self::Postgres(postgres::postgres().new_database()),
        }
    }

    /// What the store opens.
    pub(crate) fn address(&self) -> Address {
        match self {
            Self::Sqlite(file) => Address::Sqlite(file.clone()),
            Self::Postgres(url) => Address::Postgres(url.clone()),
        }
    }

    /// Every row of these tables, with the columns that are named for each, in one order on each engine.
    pub(crate) fn rows<'a>(&self, tables: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>) -> Vec<String> {
        let quoted = |column: &&str| match self {
            Self::Sqlite(_) => format!("quote(\"{column}\")"),
            Self::Postgres(_) => format!("quote_nullable(\"{column}\"::text)"),
        };
        let rows = tables.into_iter().map(|(table, columns)| {
            let values: Vec<String> = columns.iter().map(quoted).collect();
            format!("SELECT '{table}: ' || {} AS line FROM \"{table}\"", values.join(" || ', ' || "))
        });
        let rows: Vec<String> = rows.collect();
        self.lines(&format!("{} ORDER BY 1", rows.join(" UNION ALL ")))
    }

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

    /// Lets every change of this kind to the row with this name fail, until [`Self::mend`].
    pub(crate) fn break_at(&self, deed: &str, table: &str, name: &str) {
        let row = if deed == "DELETE" { "OLD" } else { "NEW" };
        match self {
            Self::Sqlite(_) => {
                self.run(&format!(
                    "CREATE TRIGGER fault BEFORE {deed} ON {table} WHEN {row}.name = '{name}'
                     BEGIN SELECT RAISE(ABORT, 'a fault'); END"
                ));
            }
            Self::Postgres(_) => {
                self.run(
                    "CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql
                     AS $$ BEGIN RAISE EXCEPTION 'a fault'; END $$",
                );
                self.run(&format!(
                    "CREATE TRIGGER fault BEFORE {deed} ON {table} FOR EACH ROW WHEN ({row}.name = '{name}')
                     EXECUTE FUNCTION fault()"
                ));
            }
        }
    }

    /// Ends the fault that [`Self::break_at`] put into this table.
    pub(crate) fn mend(&self, table: &str) {
        match self {
            Self::Sqlite(_) => self.run("DROP TRIGGER fault"),
            Self::Postgres(_) => self.run(&format!("DROP TRIGGER fault ON {table}")),
        };
    }

    /// Begins a transaction of somebody else that has run these statements and has not ended: whoever reads
    /// meanwhile sees what was there before, whoever writes waits until it is over.
    pub(crate) fn hold(&self, statements: &[String]) -> Held {
        let mut held = match self {
            Self::Sqlite(file) => Held::Sqlite(sqlite(file)),
            Self::Postgres(url) => Held::Postgres(postgres(url)),
        };
        match self {
            Self::Sqlite(_) => held.run("BEGIN IMMEDIATE"),
            // Nobody else writes anywhere until it is over.
            Self::Postgres(_) => {
                let tables = self.lines(
                    "SELECT string_agg(quote_ident(tablename), ', ') AS line FROM pg_tables WHERE schemaname = 'public'",
                );
                held.run(&format!("BEGIN; LOCK TABLE {} IN EXCLUSIVE MODE", tables.concat()));
            }
        }
        for statement in statements {
            held.run(statement);
        }
        held
    }

    /// The engine.
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

/// A transaction that has not ended: see [`Database::hold`]. Dropped, it is undone.
pub(crate) enum Held {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Held {
    /// Ends it: what it did stands.
    pub(crate) fn commit(mut self) {
        self.run("COMMIT");
    }

    fn run(&mut self, statement: &str) {
        let done = match self {
            Self::Sqlite(connection) => connection.batch_execute(statement),
            Self::Postgres(connection) => connection.batch_execute(statement),
        };
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
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
