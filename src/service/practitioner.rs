//! Practitioners: people of registered agencies who have an account.

pub mod session;
