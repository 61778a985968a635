//! Agencies, their people, and what is done together with them. Nothing here names a concern or a case.

pub mod agency;
pub mod agency_request;
pub mod batch;
pub mod calendar;
pub mod call_list;
pub mod campaign;
pub mod change;
pub mod contact;
pub mod coverage;
pub mod digest;
pub mod engagement;
pub mod engagement_form;
pub mod feedback;
pub mod follow_up;
pub mod import;
pub mod material;
pub mod part;
pub mod survey;
