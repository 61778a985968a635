//! What a reporter says: concerns, the questions of the form, messages, the warning signs.

pub mod concern;
pub mod form;
pub mod message;
pub mod question;
pub mod reference;
pub mod sender;
pub mod sign;
