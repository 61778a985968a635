//! What a desk does with a concern.

pub mod approval;
pub mod case;
pub mod new_member;
pub mod source_review;
