//! Floor 3: the database. The only place where diesel is named.
//!
//! [`Store::write`] is the only way to write, [`Store::read`] the only way to read. A write is a job that may
//! run more than once: it does no input or output, no hashing and no sealing; what is slow is prepared
//! before, what must hold is checked inside. It is acknowledged after its commit is durable, never before.

pub mod casework;
pub mod identity;
pub mod platform;
pub mod register;
pub mod report;

mod backend;
mod column;
mod commit;
mod error;
mod expression;
mod pool;
mod schema;
mod store;
mod transaction;
mod writer;

pub use backend::Address;
pub use error::{StoreError, WriteError};
pub use store::{Store, StoreSettings, migrate};
pub use transaction::{Snapshot, Tx};
