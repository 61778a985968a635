//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod crypto;
pub mod domain;
pub mod mail;
pub mod path;
pub mod store;
