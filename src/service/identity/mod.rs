//! Accounts: being invited, signing in, adding passkeys.

pub mod application;
pub mod area;
pub mod desk;
pub mod form_draft;
pub mod lock;
pub mod passkey;
pub mod practitioner;
pub mod proof;
pub mod qr;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod staff;
pub mod throttle;
