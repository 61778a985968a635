//! What an agency’s own people see of the register, and what their lead keeps right.

pub mod contact;
pub mod engagement;
pub mod material;
pub mod owner;
