//! Components of the GOV.UK Design System (version 6.6 of its npm package) and of the Ministry of Justice
//! design patterns (names that begin `moj-` in the markup), one file each.
//!
//! What takes many inputs is a struct that is drawn by `(it)` in markup; what takes up to three is a
//! function. Form controls share a [`form_group::FormGroup`]: name, label, hint and error.

pub mod authenticator;
pub mod back_link;
pub mod button;
pub mod call_999;
pub mod character_count;
pub mod checkboxes;
pub mod comparison;
pub mod credentials;
pub mod demonstration;
pub mod details;
pub mod done;
pub mod elsewhere;
pub mod error_message;
pub mod error_summary;
pub mod exit_this_page;
pub mod fieldset;
pub mod file_list;
pub mod file_upload;
pub mod fingerprint;
pub mod footer;
pub mod form_group;
pub mod generic_header;
pub mod hint;
pub mod input;
pub mod inset_text;
pub mod item;
pub mod label;
pub mod name;
pub mod notification_banner;
mod number;
pub mod panel;
pub mod passkey;
pub mod password_input;
pub mod prose;
pub mod radios;
pub mod reason;
pub mod select;
pub mod set_up;
pub mod sheet_head;
pub mod sign_in;
pub mod skip_link;
pub mod staff;
pub mod summary_list;
pub mod table;
pub mod tag;
pub mod task_list;
pub mod term_list;
pub mod textarea;
pub mod timeout;
pub mod token;
pub mod warning_text;
