//! Concerns, their mailboxes, and visits of reporters.

pub mod attachment;
pub mod concern;
pub mod issuer;
pub mod message;
pub mod visit;
