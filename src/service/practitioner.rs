//! Practitioners: people of registered agencies who have an account.

pub mod account;
pub mod colleague;
pub mod contact;
pub mod engagement;
pub mod invitation;
pub mod join;
pub mod material;
pub mod roll;
pub mod session;
