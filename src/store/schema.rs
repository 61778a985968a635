//! The tables, once for both databases. A test holds both migrated databases against these files.

mod casework;
mod identity;
mod platform;
mod register;
mod report;

pub(super) use casework::*;
pub(super) use identity::*;
pub(super) use platform::*;
pub(super) use register::*;
pub(super) use report::*;
