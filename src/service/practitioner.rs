//! Practitioners: people of registered agencies who have an account.

pub mod account;
pub mod colleague;
pub mod contact;
pub mod invitation;
pub mod join;
pub mod roll;
pub mod session;
