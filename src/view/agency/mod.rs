//! What people of registered agencies see: their own door, in the look of the pages for reporters.

pub mod home;
pub mod page;
