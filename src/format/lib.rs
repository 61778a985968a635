//! Floor 1: file formats, in and out: what a file is, tables out of files, tables into files.
//!
//! What a table means is not known here: that is [`domain::register::import`].

pub mod attachment;
pub mod csv;
pub mod formula;
pub mod open_referral;
pub mod sheet;
pub mod xlsx;
pub mod zip;
