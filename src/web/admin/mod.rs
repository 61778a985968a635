//! What staff can reach.

use super::route::Entry;

/// The routes.
pub(super) static TABLE: &[Entry] = &[];
