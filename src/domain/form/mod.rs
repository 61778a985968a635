//! What people type: fields, choices, problems.

pub mod choice;
pub mod errors;
pub mod normalise;
pub mod record;
pub mod text;
