//! Audit, mail, leases, settings.

pub mod audit;
pub mod content;
pub mod force;
pub mod helpline;
pub mod lease;
pub mod outbox;
pub mod setting;
