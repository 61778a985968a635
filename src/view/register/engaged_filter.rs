//! Which agencies the matrix of who has been engaged shows, as its address says it.

use domain::platform::order::Order;
use domain::register::agency::AgencySort;

use super::agency_filter::Picked;

/// What the matrix can be sorted by: its own columns.
pub const SORTED_BY: [AgencySort; 3] = [AgencySort::Name, AgencySort::Met, AgencySort::Informed];

/// Which agencies are asked for, and the page. Only what the page offers narrows or sorts it.
pub fn read(query: &[(String, String)]) -> (Picked, usize) {
    let (picked, number) = Picked::read(query);
    let order = if SORTED_BY.contains(&picked.order.by) { picked.order } else { Order::default() };
    let Picked { words, kind, area, .. } = picked;
    (Picked { words, kind, area, order, ..Picked::default() }, number)
}

/// The address of a page of the matrix.
pub fn href(picked: &Picked, page: usize) -> String {
    picked.href_in(&path::register::engaged(), page)
}
