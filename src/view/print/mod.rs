//! What is printed: the leaflet and the poster, as tagged PDF that screen readers can read (PDF/UA-1, ISO
//! 14289-1).
//!
//! [`sheet`] says what is on the [`paper`], [`layout`] where it goes, [`pdf`] writes it down. No crest, no
//! picture but the code to scan.

pub mod face;
pub mod layout;
pub mod paper;
pub mod pdf;
pub mod sheet;
