//! Pages of the engagement side: agencies, contacts, engagements, coverage. Nothing here knows of a report.

pub mod agencies;
pub mod agency;
pub mod batch;
pub mod batches;
pub mod calling;
pub mod campaign;
pub mod campaigns;
mod chart;
pub mod contact;
pub mod content;
pub mod coverage;
pub mod districts;
pub mod filter;
pub mod form;
pub mod material;
pub mod materials;
pub mod merge;
pub mod picked;
pub mod snooze;
pub mod targets;
