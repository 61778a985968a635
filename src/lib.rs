//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod crypto;
pub mod domain;
pub mod path;
pub mod view;
