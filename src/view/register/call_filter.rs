//! Which agencies the call list shows, as its address says it.

use domain::form::record::Area;
use domain::register::agency::Tier;

use super::agency_filter::{AREA, PAGE, TIER, YES};
use super::engagement_filter::paged;

/// The field for one's own agencies.
pub const MINE: &str = "mine";

/// Which calls were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Only one's own agencies.
    pub mine: bool,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only those that work in this area.
    pub area: Option<Area>,
}

impl Called {
    /// Reads the address's query, and the page asked for (from 1). What makes no sense counts as not given.
    pub fn read(query: &[(String, String)]) -> (Self, usize) {
        let value = |field: &str| path::value(query, field);
        let called = Self {
            mine: value(MINE) == YES,
            tier: Tier::from_code(value(TIER)),
            area: Area::from_code(value(AREA)),
        };
        (called, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// What the address says of them, without a page.
    pub fn query(&self) -> String {
        path::query(&[
            (MINE, if self.mine { YES } else { "" }),
            (TIER, self.tier.map_or("", Tier::code)),
            (AREA, &self.area.as_ref().map(Area::code).unwrap_or_default()),
        ])
    }

    /// The address of a page of these calls.
    pub fn href(&self, page: usize) -> String {
        paged(&path::register::calls(), &self.query(), page)
    }
}
