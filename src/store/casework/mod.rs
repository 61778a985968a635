//! Cases.

pub mod case;
pub mod source_review;
