//! The pages of the police side: signing in, casework, desks.

pub mod account;
pub mod approval;
pub mod broken;
pub mod case;
pub mod case_filter;
pub mod concern_copy;
pub mod conflict;
pub mod conflict_check;
pub mod desk;
pub mod desks;
pub mod done;
pub mod enrol;
pub mod event_row;
pub mod inbox;
pub mod mark;
pub mod sign_in;
pub mod source_review;
pub mod waiting;
