//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod blob;
pub mod crypto;
pub mod domain;
pub mod path;
pub mod store;
pub mod mail;
pub mod view;
pub mod command;
pub mod config;
pub mod web;
