//! Components that only people with an account see. They stand apart so that the style sheet of reporters' pages
//! need not carry them.

pub mod breadcrumbs;
pub mod filter;
pub mod pagination;
pub mod password_input;
pub mod side_navigation;
pub mod sub_navigation;
pub mod timeline;
