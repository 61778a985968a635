//! Components that only people with an account see. They stand apart so that the style sheet of reporters'
//! pages need not carry them.

pub mod account_header;
pub mod breadcrumbs;
pub mod control;
pub mod dense_table;
pub mod filter;
pub mod form_draft;
pub mod list_head;
pub mod marking;
pub mod pagination;
pub mod progress;
pub mod service_navigation;
pub mod session_end;
pub mod side_navigation;
pub mod sortable_table;
pub mod sub_navigation;
pub mod tile;
pub mod timeline;
