//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod config;
pub mod crypto;
pub mod domain;
