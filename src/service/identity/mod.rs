//! Accounts: being invited, signing in, adding passkeys.

pub mod application;
pub mod desk;
mod lock;
pub mod passkey;
pub mod practitioner;
pub mod proof;
pub mod qr;
pub mod session;
pub mod setup;
pub mod staff;
pub mod throttle;
