//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod blob;
pub mod crypto;
pub mod domain;
pub mod path;
pub mod view;
pub mod store;
pub mod mail;
pub mod command;
pub mod config;
pub mod web;
