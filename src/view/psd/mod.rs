//! The pages of the police side: signing in, casework, desks.

pub mod account;
pub mod approval;
pub mod broken;
pub mod case;
pub mod chosen;
pub mod conflict;
pub mod desk;
pub mod desks;
pub mod enrol;
pub mod gate;
pub mod happening;
pub mod home;
pub mod inbox;
pub mod mark;
pub mod refusal;
pub mod sign_in;
pub mod source_review;
