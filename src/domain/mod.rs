//! Floor 0: the rules and the words. No input or output, no database, no web, no HTML.
//!
//! Time and randomness are arguments ([`time::Clock`], [`random::Random`]), so that every rule
//! can be tested at any moment and with any luck.

pub mod agency;
pub mod application;
pub mod attachment;
pub mod audit;
pub mod batch;
pub mod calendar;
pub mod calling;
pub mod campaign;
pub mod case;
pub mod change;
pub mod choice;
pub mod concern;
pub mod contact;
pub mod content;
pub mod coverage;
pub mod desk;
pub mod digest;
pub mod engagement;
pub mod feedback;
pub mod follow_up;
pub mod force;
pub mod form;
pub mod formula;
pub mod id;
pub mod import;
pub mod log;
pub mod material;
pub mod message;
pub mod outbox;
pub mod passkey;
pub mod practitioner;
pub mod quarter;
pub mod question;
pub mod random;
pub mod reach;
pub mod record;
pub mod reference;
pub mod referral;
pub mod request;
pub mod role;
pub mod sender;
pub mod sign;
pub mod source_review;
pub mod staff;
pub mod survey;
pub mod text;
pub mod throttle;
pub mod time;
