//! A reporter’s journey, from the first page to the mailbox.

pub(crate) mod answers;
pub mod attachment;
pub mod concern;
pub mod draft;
pub mod issuer;
pub mod kept_reports;
pub mod mailbox;
pub mod practitioner_report;
pub mod thread;
pub mod visit;
