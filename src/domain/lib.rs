//! Floor 0: the rules and the words. No input or output, no database, no web, no HTML.
//!
//! Time and randomness are arguments ([`platform::time::Clock`], [`platform::random::Random`]), so that every
//! rule can be tested at any moment and with any luck.

pub mod casework;
pub mod form;
pub mod identity;
pub mod platform;
pub mod register;
pub mod report;
