//! Candour: a confidential reporting and partner-agency engagement portal.

pub mod blob;
pub mod command;
pub mod config;
pub mod crypto;
pub mod domain;
pub mod mail;
pub mod path;
pub mod service;
pub mod store;
pub mod view;
pub mod web;
