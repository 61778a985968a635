//! Connections that are lent out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};

use crate::backend::{Address, Db, on_backend};
use crate::error::StoreError;

/// Opens connections to one engine, and only to that.
#[derive(Debug)]
pub(super) struct Manager {
    address: Address,
    /// How many it has opened.
    opened: Arc<AtomicU64>,
}

/// A connection that knows whether it can be lent again.
pub(super) struct Connection {
    /// The connection.
    pub(super) db: Db,
    /// How many were opened before it.
    pub(super) number: u64,
    opened: Arc<AtomicU64>,
    lost: bool,
}

impl Connection {
    /// How many have been opened by now. One that lives and has a smaller number has been there all the time
    /// since: the server has not been started again meanwhile, since that ends every connection.
    pub(super) fn opened_count(&self) -> u64 {
        self.opened.load(Ordering::SeqCst)
    }
}

/// A lent connection.
pub(super) type Lent = PooledConnection<Manager>;

impl ManageConnection for Manager {
    type Connection = Connection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Connection, Self::Error> {
        let db = self.address.connect().map_err(diesel::r2d2::Error::ConnectionError)?;
        let number = self.opened.fetch_add(1, Ordering::SeqCst);
        Ok(Connection { db, number, opened: Arc::clone(&self.opened), lost: false })
    }

    fn is_valid(&self, connection: &mut Connection) -> Result<(), Self::Error> {
        connection.db.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        connection.lost || std::thread::panicking() || !in_order(&mut connection.db)
    }
}

/// Whether no transaction was left open or broken.
fn in_order(db: &mut Db) -> bool {
    on_backend!(db, connection => {
        let status = AnsiTransactionManager::transaction_manager_status_mut(connection);
        matches!(status.transaction_depth(), Ok(None))
    })
}

/// How many connections to a shared database lie ready. When one is cut, another that was there before tells
/// what became of its transaction.
const SPARE: u32 = 2;

/// A pool of `size` connections, most of which are opened when first needed.
pub(super) fn open(address: &Address, size: u32, wait: Duration) -> Pool<Manager> {
    let spare = match address {
        Address::Postgres(_) => SPARE.min(size),
        Address::Sqlite(_) => 0,
    };
    Pool::builder()
        .max_size(size)
        .min_idle(Some(spare))
        .connection_timeout(wait)
        // A lost server is noticed when a transaction begins; asking before each would cost a round trip.
        .test_on_check_out(false)
        .error_handler(Box::new(diesel::r2d2::NopErrorHandler))
        .build_unchecked(Manager { address: address.clone(), opened: Arc::default() })
}

/// Lends a connection on which `begin` has succeeded. Those that were lost while they lay in the pool (the
/// server was started again) are put aside and the next is tried; after the last a new one is opened.
pub(super) fn lend(
    pool: &Pool<Manager>,
    begin: impl Fn(&mut Db) -> Result<(), StoreError>,
) -> Result<Lent, StoreError> {
    let mut others = pool.state().idle_connections;
    loop {
        let mut lent = pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        match begin(&mut lent.db) {
            Ok(()) => return Ok(lent),
            Err(error) if others == 0 => {
                lent.lost = true;
                return Err(error);
            }
            Err(_) => {
                lent.lost = true;
                others -= 1;
            }
        }
    }
}
