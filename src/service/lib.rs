//! Floor 4: one use case for each function.
//!
//! Each reads the same way: authorise, load, decide, seal, then one write that checks again what may have
//! changed, and that writes its audit event and its letters in the same transaction. Permission is checked
//! here, against the [`Actor`](domain::identity::staff::Actor); what an actor may not see looks exactly like
//! what does not exist.

pub mod casework;
pub mod identity;
pub mod platform;
pub mod register;
pub mod report;

pub mod app;
pub mod problem;

pub use app::App;
pub use problem::Problem;

#[cfg(any(test, feature = "trial"))]
pub mod trial;
