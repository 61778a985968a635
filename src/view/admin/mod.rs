//! The pages of those who run the site, keep its words right, or read its log. None shows a case.

pub mod audit;
pub mod audit_filter;
pub mod health;
pub mod helpline;
pub mod helplines;
pub mod mail;
pub mod week;
