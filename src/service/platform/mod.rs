//! What whoever runs the site keeps right.

pub mod audit;
pub mod content;
pub mod file;
pub mod helpline;
pub mod outbox;
