//! What people type: fields, choices, problems.

pub mod choice;
pub mod errors;
pub mod field;
pub mod key;
pub mod normalise;
pub mod reason;
pub mod record;
pub mod text;
pub mod values;
