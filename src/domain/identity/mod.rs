//! Who may come in, as whom, and what they may do.

pub mod application;
pub mod desk;
pub mod field;
pub mod form_draft;
pub mod passkey;
pub mod practitioner;
pub mod role;
pub mod staff;
pub mod throttle;
