//! What a desk does with a concern.

pub mod approval;
pub mod case;
pub mod source_review;
