//! Practitioners: people of registered agencies who have an account.

pub mod account;
pub mod colleague;
pub mod invitation;
pub mod join;
pub mod kept_list;
pub mod roll;
pub mod session;
