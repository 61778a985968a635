//! Accounts, keys, sessions.

pub mod application;
pub mod ceremony;
pub mod desk;
pub mod form_draft;
pub mod lock;
pub mod passkey;
pub mod practitioner;
pub mod register_access;
pub mod session;
pub mod staff;
pub mod throttle;
