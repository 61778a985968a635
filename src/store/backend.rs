//! Two engines behind one connection type.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::{Nullable, Text};
use diesel::{Connection, ConnectionError, PgConnection, RunQueryDsl, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::error::StoreError;

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// The number under which nodes take turns to migrate a shared PostgreSQL database.
const MIGRATION_LOCK: i64 = 0x0043_616e_646f_7572;

/// A connection to either engine. Most queries are written once against it.
#[derive(diesel::MultiConnection)]
pub(super) enum Db {
    /// PostgreSQL, for several nodes.
    Postgres(PgConnection),
    /// SQLite, embedded.
    Sqlite(SqliteConnection),
}

/// What the engine says of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stands.
    Committed,
    /// It was undone.
    Aborted,
    /// It has not ended.
    InProgress,
    /// It cannot tell.
    Forgotten,
}

/// The same expression, compiled for each engine: for statements that the shared type cannot express
/// (upserts).
macro_rules! on_backend {
    ($db:expr, $connection:ident => $body:expr) => {
        match $db {
            $crate::backend::Db::Postgres($connection) => $body,
            $crate::backend::Db::Sqlite($connection) => $body,
        }
    };
}
pub(super) use on_backend;

/// Where the data lives.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file.
    Sqlite(std::path::PathBuf),
    /// A `postgresql://` URL.
    Postgres(String),
}

impl std::fmt::Debug for Address {
    /// Without the URL: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        })
    }
}

impl Address {
    /// Opens a connection to exactly this engine. Trying one engine after the other, as the derived
    /// `establish` does, would quietly write to a stray file when PostgreSQL is down.
    pub(super) fn connect(&self) -> Result<Db, ConnectionError> {
        match self {
            Self::Postgres(url) => PgConnection::establish(url).map(Db::Postgres),
            Self::Sqlite(file) => {
                close_to_others(file).map_err(|error| ConnectionError::BadConnection(error.to_string()))?;
                let mut connection = SqliteConnection::establish(&file.to_string_lossy())?;
                connection.batch_execute(PRAGMAS).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Db::Sqlite(connection))
            }
        }
    }
}

/// Makes the database file, if it is not there, for this user alone, and takes it from others where it was
/// open to them. Its companions (`-wal`, `-shm`) are made by SQLite with the rights of the file itself; those
/// that are there already are closed too.
fn close_to_others(file: &Path) -> std::io::Result<()> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(file) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    for end in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(end);
        let Ok(known) = fs::metadata(&path) else { continue };
        if known.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(&path, fs::Permissions::from_mode(OWNER_ONLY))?;
        }
    }
    Ok(())
}

/// Readable and writable by the owner, by nobody else.
const OWNER_ONLY: u32 = 0o600;

/// A commit is on the disk before it is acknowledged (FULL), deleted content is overwritten, and nothing is
/// spilled to temporary files.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;";

impl Db {
    /// An embedded database as it is, for a look that writes nothing; none when there is none yet, or it is
    /// shared. One that nobody has open has no log beside it: it does not change while it is looked at.
    pub(super) fn look_at(address: &Address) -> Option<Self> {
        let Address::Sqlite(file) = address else { return None };
        let log = file.with_file_name(format!("{}-wal", file.file_name()?.to_str()?));
        let mode = if log.exists() { "mode=ro" } else { "immutable=1" };
        let url = format!("file:{}?{mode}", file.to_str().filter(|path| !path.contains(['?', '#', '%']))?);
        let known = file.exists().then(|| SqliteConnection::establish(&url).ok());
        known.flatten().map(Self::Sqlite)
    }

    /// A database that lives in memory alone, with its tables.
    pub(super) fn in_memory() -> Result<Self, StoreError> {
        let connection = SqliteConnection::establish(":memory:")
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let mut db = Self::Sqlite(connection);
        db.migrate()?;
        Ok(db)
    }

    /// Begins a transaction that may write.
    pub(super) fn begin_write(&mut self) -> Result<(), StoreError> {
        let result = match self {
            Self::Sqlite(connection) => begin(connection, "BEGIN IMMEDIATE"),
            Self::Postgres(connection) => begin(connection, "BEGIN ISOLATION LEVEL SERIALIZABLE"),
        };
        result.map_err(StoreError::from)
    }

    /// Begins a transaction that sees one moment and writes nothing.
    pub(super) fn begin_read(&mut self) -> Result<(), StoreError> {
        let result = match self {
            Self::Sqlite(connection) => begin(connection, "BEGIN DEFERRED"),
            Self::Postgres(connection) => {
                begin(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        };
        result.map_err(StoreError::from)
    }

    /// Begins a savepoint within a transaction.
    pub(super) fn begin_savepoint(&mut self) -> Result<(), StoreError> {
        on_backend!(self, connection => nest(connection)).map_err(StoreError::from)
    }

    /// Commits the transaction, or releases the savepoint.
    pub(super) fn commit(&mut self) -> Result<(), StoreError> {
        on_backend!(self, connection => end(connection, true)).map_err(StoreError::from)
    }

    /// Undoes the transaction, or what was done since the savepoint.
    pub(super) fn roll_back(&mut self) -> Result<(), StoreError> {
        on_backend!(self, connection => end(connection, false)).map_err(StoreError::from)
    }

    /// The number of the open transaction, by which it can be asked about later; none when it has written
    /// nothing, or when nobody but this process could tell.
    pub(super) fn transaction_number(&mut self) -> Result<Option<String>, StoreError> {
        let Self::Postgres(connection) = self else { return Ok(None) };
        let number = sql::<Nullable<Text>>("pg_current_xact_id_if_assigned()::text");
        Ok(diesel::select(number).get_result(connection)?)
    }

    /// What became of the transaction with this number.
    pub(super) fn outcome_of(&mut self, transaction: &str) -> Result<Outcome, StoreError> {
        let Self::Postgres(connection) = self else { return Ok(Outcome::Forgotten) };
        let status = sql::<Nullable<Text>>("pg_xact_status(").bind::<Text, _>(transaction).sql("::xid8)");
        let status: Option<String> = diesel::select(status).get_result(connection)?;
        Ok(match status.as_deref() {
            Some("committed") => Outcome::Committed,
            Some("aborted") => Outcome::Aborted,
            Some(_) => Outcome::InProgress,
            None => Outcome::Forgotten,
        })
    }

    /// Brings the tables up to date. Nodes that share a database take turns.
    pub(super) fn migrate(&mut self) -> Result<(), StoreError> {
        let failed =
            |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Migration(error.to_string());
        match self {
            Self::Sqlite(connection) => {
                connection.run_pending_migrations(SQLITE_MIGRATIONS).map(|_| ()).map_err(failed)
            }
            Self::Postgres(connection) => {
                connection.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))?;
                let done = connection.run_pending_migrations(POSTGRES_MIGRATIONS).map(|_| ()).map_err(failed);
                connection.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"))?;
                done
            }
        }
    }

    /// Whether the tables are as this program expects.
    pub(super) fn is_current(&mut self) -> Result<bool, StoreError> {
        let pending = match self {
            Self::Sqlite(connection) => connection.has_pending_migration(SQLITE_MIGRATIONS),
            Self::Postgres(connection) => connection.has_pending_migration(POSTGRES_MIGRATIONS),
        };
        pending.map(|pending| !pending).map_err(|error| StoreError::Migration(error.to_string()))
    }
}

use diesel::connection::{AnsiTransactionManager, TransactionManager};

type Manager = AnsiTransactionManager;

fn begin<C>(connection: &mut C, statement: &str) -> diesel::QueryResult<()>
where
    C: Connection<TransactionManager = Manager>,
    C::Backend: 'static,
{
    Manager::begin_transaction_sql(connection, statement)
}

fn nest<C: Connection<TransactionManager = Manager>>(connection: &mut C) -> diesel::QueryResult<()> {
    <Manager as TransactionManager<C>>::begin_transaction(connection)
}

fn end<C: Connection<TransactionManager = Manager>>(
    connection: &mut C,
    keep: bool,
) -> diesel::QueryResult<()> {
    if keep {
        <Manager as TransactionManager<C>>::commit_transaction(connection)
    } else {
        <Manager as TransactionManager<C>>::rollback_transaction(connection)
    }
}
