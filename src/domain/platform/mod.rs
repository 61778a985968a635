//! What every context stands on: identifiers, time, files, audit, mail.

pub mod agency_type;
pub mod attachment;
pub mod audit;
pub mod content;
pub mod force;
pub mod id;
pub mod order;
pub mod outbox;
pub mod position;
pub mod quarter;
pub mod random;
pub mod time;
