//! What the pages of the register share: words for what was just done, and how lists are divided.

use domain::platform::id::Id;

/// How often the page of work that goes on is asked for, seconds.
pub(super) const AGAIN: u32 = 2;

/// How many entries stand before a page, from 1.
pub(super) fn offset(page: usize, per_page: i64) -> i64 {
    i64::try_from(page - 1).unwrap_or(0).saturating_mul(per_page)
}

/// How many pages so many entries fill; at least one.
pub(super) fn pages(total: i64, per_page: i64) -> usize {
    usize::try_from((total + per_page - 1) / per_page).unwrap_or(1).max(1)
}

/// Identifiers as text, with their names.
pub(super) fn texts<T>(named: &[(Id<T>, String)]) -> Vec<(String, String)> {
    named.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}
