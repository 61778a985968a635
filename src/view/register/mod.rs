//! Pages of the engagement side: agencies, contacts, engagements, coverage. Nothing here knows of a report.

pub mod agencies;
pub mod agency;
pub mod batch;
pub mod batches;
pub mod calling;
mod chart;
pub mod contact;
pub mod coverage;
pub mod districts;
pub mod form;
pub mod merge;
pub mod picked;
pub mod snooze;
