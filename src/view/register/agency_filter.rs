//! Which agencies a list shows, as its address says it.

use domain::form::record::Area;
use domain::platform::order::{DIRECTION, Order, SORT};
use domain::register::agency::{AgencySort, Standing, Tier};

/// The field for words to look for.
pub const WORDS: &str = "q";
/// The field for a type.
pub const KIND: &str = "type";
/// The field for a force or district.
pub const AREA: &str = "area";
/// The field for a tier.
pub const TIER: &str = "tier";
/// The field for a standing.
pub const STANDING: &str = "status";
/// The field for agencies that count in coverage.
pub const ACTIVE: &str = "active";
/// The field for an owner.
pub const OWNER: &str = "owner";
/// The field for agencies beyond their tier's time.
pub const OVERDUE: &str = "overdue";
/// The field for agencies with ([`YES`]) or without ([`NO`]) a single point of contact.
pub const SPOC: &str = "spoc";
/// The field for agencies that were never met.
pub const NEVER: &str = "never";
/// The field for a language.
pub const LANGUAGE: &str = "language";
/// The field for the number of the page.
pub const PAGE: &str = "page";
/// The value of a ticked box.
pub const YES: &str = "yes";
/// The value for those that lack something.
pub const NO: &str = "no";

/// Which agencies were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Words to look for, as typed.
    pub words: String,
    /// Only this type, by code.
    pub kind: String,
    /// Only those that work here.
    pub area: Option<Area>,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only this standing.
    pub standing: Option<Standing>,
    /// Only those that count in coverage: neither paused nor left.
    pub active: bool,
    /// Only this owner's, by identifier.
    pub owner: String,
    /// Only those beyond their tier's time.
    pub overdue: bool,
    /// Only those with or without a single point of contact.
    pub spoc: Option<bool>,
    /// Only those that were never met.
    pub never: bool,
    /// Only those that speak this language, by code.
    pub language: String,
    /// How they are sorted.
    pub order: Order<AgencySort>,
}

impl Picked {
    /// Reads the address's query, and the page asked for (from 1). What makes no sense counts as not given.
    pub fn read(query: &[(String, String)]) -> (Self, usize) {
        let value = |field: &str| path::value(query, field);
        let picked = Self {
            words: value(WORDS).trim().chars().take(200).collect(),
            kind: value(KIND).to_owned(),
            area: Area::from_code(value(AREA)),
            tier: Tier::from_code(value(TIER)),
            standing: Standing::from_code(value(STANDING)),
            active: value(ACTIVE) == YES,
            owner: value(OWNER).to_owned(),
            overdue: value(OVERDUE) == YES,
            spoc: match value(SPOC) {
                YES => Some(true),
                NO => Some(false),
                _ => None,
            },
            never: value(NEVER) == YES,
            language: value(LANGUAGE).to_owned(),
            order: Order::from_codes(value(SORT), value(DIRECTION)),
        };
        (picked, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// What the address says of these agencies, without a page.
    pub fn query(&self) -> String {
        let spoc = self.spoc.map(|has| if has { YES } else { NO });
        let area = self.area.as_ref().map(Area::code).unwrap_or_default();
        let [sort, direction] = self.order.codes();
        let pairs = [
            (WORDS, self.words.as_str()),
            (KIND, &self.kind),
            (AREA, &area),
            (TIER, self.tier.map_or("", Tier::code)),
            (STANDING, self.standing.map_or("", Standing::code)),
            (ACTIVE, if self.active { YES } else { "" }),
            (OWNER, &self.owner),
            (OVERDUE, if self.overdue { YES } else { "" }),
            (SPOC, spoc.unwrap_or_default()),
            (NEVER, if self.never { YES } else { "" }),
            (LANGUAGE, &self.language),
            sort,
            direction,
        ];
        path::query(&pairs)
    }

    /// The address of a page of these agencies.
    pub fn href(&self, page: usize) -> String {
        self.href_in(&path::register::agencies(), page)
    }

    /// The address of a page of these agencies in another list.
    pub fn href_in(&self, list: &str, page: usize) -> String {
        let query = self.query();
        match (query.is_empty(), page) {
            (true, 0 | 1) => list.to_owned(),
            (true, _) => format!("{list}?{PAGE}={page}"),
            (false, 0 | 1) => format!("{list}?{query}"),
            (false, _) => format!("{list}?{query}&{PAGE}={page}"),
        }
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

#[cfg(test)]
mod tests {
    use domain::platform::order::Direction;

    use super::*;

    fn read(query: &str) -> (Picked, usize) {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        Picked::read(&pairs)
    }

    #[test]
    fn an_address_is_read_back() {
        let picked = Picked {
            words: "café & more".into(),
            kind: "DA-REF".into(),
            area: Area::from_code("northmere"),
            tier: Some(Tier::B),
            standing: Some(Standing::Paused),
            active: true,
            owner: "3f2b8c1e-0000-4000-8000-000000000001".into(),
            overdue: true,
            spoc: Some(false),
            never: true,
            language: "cy".into(),
            order: Order { by: AgencySort::Met, direction: Direction::Descending },
        };
        let href = picked.href(3);
        assert_eq!(read(href.split_once('?').unwrap().1), (picked, 3), "{href}");
        assert_eq!(Picked::default().href(1), "/staff/agencies");
        assert_eq!(read("tier=Z&page=-1&spoc=maybe"), (Picked::default(), 1));
    }
}
