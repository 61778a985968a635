//! What all pages of the police side share: the shell around them, and the pages that say what went wrong.

pub mod error;
pub mod help;
pub mod home;
pub mod list_place;
pub mod nav_item;
pub mod page;
