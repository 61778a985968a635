//! Connections that are lent out.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};

use super::backend::{Address, Db};
use super::error::StoreError;

/// Opens connections to one engine, and only to that.
#[derive(Debug)]
pub(super) struct Manager(pub(super) Address);

/// A lent connection.
pub(super) type Lent = PooledConnection<Manager>;

impl ManageConnection for Manager {
    type Connection = Db;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Db, Self::Error> {
        self.0.connect().map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, db: &mut Db) -> Result<(), Self::Error> {
        db.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, db: &mut Db) -> bool {
        std::thread::panicking() || !in_order(db)
    }
}

/// Whether no transaction was left open.
fn in_order(db: &mut Db) -> bool {
    use diesel::connection::{AnsiTransactionManager, TransactionManager};
    let depth = super::backend::on_backend!(db, connection => {
        AnsiTransactionManager::transaction_manager_status_mut(connection).transaction_depth().ok().flatten()
    });
    depth.is_none()
}

/// A pool of `size` connections that are opened when first needed.
pub(super) fn open(address: &Address, size: u32, wait: Duration) -> Pool<Manager> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(wait)
        // A lost server is noticed by the statement itself; checking each time would cost a round trip.
        .test_on_check_out(false)
        .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
        .build_unchecked(Manager(address.clone()))
}

/// Lends a connection, or says that there is none to be had.
pub(super) fn lend(pool: &Pool<Manager>) -> Result<Lent, StoreError> {
    pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))
}
