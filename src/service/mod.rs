//! Floor 4: one use case for each function.
//!
//! Each reads the same way: authorise, load, decide, seal, then one write that checks again what may have changed,
//! and that writes its audit event and its letters in the same transaction. Permission is checked here, against the
//! [`Actor`](crate::domain::staff::Actor); what an actor may not see looks exactly like what does not exist.

pub mod agency;
pub mod application;
pub mod audit;
pub mod batch;
pub mod calendar;
pub mod calling;
pub mod campaign;
pub mod case;
pub mod concern;
pub mod contact;
pub mod content;
pub mod coverage;
pub mod demo;
pub mod desk;
pub mod digest;
pub mod district;
pub mod draft;
pub mod edition;
pub mod engaged;
pub mod engagement;
pub mod entry;
pub mod evidence;
pub mod export;
pub mod feedback;
pub mod file;
pub mod filter;
pub mod follow_up;
pub mod helpline;
pub mod house;
pub mod import;
pub mod issuer;
pub mod kept;
pub mod mailbox;
pub mod material;
pub mod outbox;
pub mod passkey;
pub mod practitioner;
pub mod problem;
mod proof;
pub mod qr;
pub mod register;
pub mod report;
pub mod reports;
pub mod request;
pub mod session;
pub mod setup;
pub mod source_review;
pub mod staff;
pub mod survey;
pub mod thread;
pub mod throttle;
pub mod visit;

pub use house::House;
pub use problem::Problem;

#[cfg(test)]
mod ledger_tests;
#[cfg(test)]
pub(crate) mod trial;
