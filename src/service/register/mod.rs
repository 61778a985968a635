//! Keeping the register and the ledger of engagements. Nothing here names a concern or a case.

pub mod agency;
pub mod agency_request;
pub mod batch;
pub mod calendar;
pub mod call_list;
pub mod campaign;
pub mod contact;
pub mod coverage;
pub mod digest;
pub mod district;
pub mod edition;
pub mod engaged;
pub mod engagement;
pub mod engagement_file;
pub mod entry;
pub mod export;
pub mod feedback;
pub mod filter;
pub mod follow_up;
pub mod history;
pub mod import;
#[cfg(test)]
mod ledger_tests;
pub mod material;
pub mod survey;
pub mod workspace;
