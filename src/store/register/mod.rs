//! Agencies and the ledger of engagements.

pub mod agency;
pub mod agency_request;
pub mod batch;
pub mod calendar;
pub mod campaign;
pub mod change;
pub mod contact;
pub mod coverage;
pub mod digest;
pub mod engaged;
pub mod engagement;
pub mod engagement_file;
pub mod feed;
pub mod feedback;
pub mod filter;
pub mod follow_up;
pub mod import;
pub mod material;
pub mod survey;
