//! The pages that reporters see. Plain English; titles, like addresses, say nothing.

pub mod accessibility;
pub mod before;
pub mod check;
pub mod cookies;
pub mod danger;
pub mod delete;
pub mod files;
pub mod gone;
pub mod help;
pub mod mailbox;
pub mod privacy;
pub mod question;
pub mod reply;
pub mod safety;
pub mod sent;
pub mod signs;
pub mod start;
