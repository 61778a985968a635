//! What people of registered agencies see: the practitioners' area, in the look of the pages for reporters.

pub mod account;
pub mod anonymous;
pub mod application;
pub mod ask;
pub mod colleagues;
pub mod contacts;
pub mod done;
pub mod engagements;
pub mod feedback;
pub mod help;
pub mod home;
pub mod join;
pub mod materials;
pub mod options;
pub mod page;
pub mod report;
pub mod reports;
pub mod sign_in;
pub mod signs;
pub mod survey;
