//! Which engagements a list shows, as its address says it.

use domain::platform::order::{DIRECTION, Order, SORT};
use domain::platform::time::Day;
use domain::register::engagement::EngagementSort;

use super::agency_filter::PAGE;

/// The field for words to look for.
pub const WORDS: &str = "q";
/// The field for a kind.
pub const KIND: &str = "kind";
/// The field for the first day.
pub const FROM: &str = "from";
/// The field for the last day.
pub const TO: &str = "to";
/// The field for who led it.
pub const LEAD: &str = "lead";
/// The field for an agency.
pub const AGENCY: &str = "agency";

/// Which engagements were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Words to look for, as typed.
    pub words: String,
    /// Only this kind, by code.
    pub kind: String,
    /// Only on this day or later.
    pub from: Option<Day>,
    /// Only on this day or earlier.
    pub to: Option<Day>,
    /// Only those that this person led, by identifier.
    pub lead: String,
    /// Only those with this agency, by identifier.
    pub agency: String,
    /// How they are sorted.
    pub order: Order<EngagementSort>,
}

impl Sought {
    /// Reads the address's query, and the page asked for (from 1). What makes no sense counts as not given.
    pub fn read(query: &[(String, String)]) -> (Self, usize) {
        let value = |field: &str| path::value(query, field);
        let sought = Self {
            words: value(WORDS).trim().chars().take(200).collect(),
            kind: value(KIND).to_owned(),
            from: Day::parse(value(FROM)),
            to: Day::parse(value(TO)),
            lead: value(LEAD).to_owned(),
            agency: value(AGENCY).to_owned(),
            order: Order::from_codes(value(SORT), value(DIRECTION)),
        };
        (sought, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// What the address says of these engagements, without a page.
    pub fn query(&self) -> String {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        let (from, to) = (day(self.from), day(self.to));
        let [sort, direction] = self.order.codes();
        path::query(&[
            (WORDS, &self.words),
            (KIND, &self.kind),
            (FROM, &from),
            (TO, &to),
            (LEAD, &self.lead),
            (AGENCY, &self.agency),
            sort,
            direction,
        ])
    }

    /// The address of a page of these engagements.
    pub fn href(&self, page: usize) -> String {
        paged(&path::register::engagements(), &self.query(), page)
    }

    /// Whether nothing narrows the list.
    pub fn is_all(&self) -> bool {
        self.cleared() == *self
    }

    /// All of them, in the same order.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { order: self.order, ..Self::default() }
    }
}

/// The address of a page of a list.
pub(super) fn paged(list: &str, query: &str, page: usize) -> String {
    match (query.is_empty(), page) {
        (true, 0 | 1) => list.to_owned(),
        (true, _) => format!("{list}?{PAGE}={page}"),
        (false, 0 | 1) => format!("{list}?{query}"),
        (false, _) => format!("{list}?{query}&{PAGE}={page}"),
    }
}

#[cfg(test)]
mod tests {
    use domain::platform::order::Direction;

    use super::*;

    #[test]
    fn an_address_is_read_back() {
        let sought = Sought {
            words: "café & more".into(),
            kind: "BRF".into(),
            from: Day::parse("2026-01-02"),
            to: Day::parse("2026-11-22"),
            lead: "3f2b8c1e-0000-4000-8000-000000000001".into(),
            agency: "3f2b8c1e-0000-4000-8000-000000000002".into(),
            order: Order { by: EngagementSort::Lead, direction: Direction::Descending },
        };
        let href = sought.href(2);
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(href.split_once('?').unwrap().1).unwrap();
        assert_eq!(Sought::read(&pairs), (sought, 2), "{href}");
        assert_eq!(Sought::default().href(1), "/staff/engagements");
    }
}
