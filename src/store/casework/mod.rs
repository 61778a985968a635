//! Cases.

pub mod approval;
pub mod case;
pub mod source_review;
