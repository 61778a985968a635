//! Which cases an inbox shows, as its address says it.

use domain::casework::case::CaseSort;
use domain::casework::status::Status;
use domain::platform::order::{DIRECTION, Order, SORT};
use domain::report::concern::Risk;

use crate::staff::list_place::ListPlace;

/// The field for a status.
pub const STATUS: &str = "status";
/// The field for a risk.
pub const RISK: &str = "risk";
/// The field for one's own cases.
pub const MINE: &str = "mine";
/// The field for cases with something new from the reporter.
pub const NEW: &str = "new";
/// The field for cases that nobody works on.
pub const UNASSIGNED: &str = "unassigned";
/// The field for the number of the page.
pub const PAGE: &str = "page";
/// The value of a ticked box.
pub const YES: &str = "yes";

/// Which cases were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Only this status.
    pub status: Option<Status>,
    /// Only this risk.
    pub risk: Option<Risk>,
    /// Only those that the person works on.
    pub mine: bool,
    /// Only those with something new from the reporter.
    pub new: bool,
    /// Only cases that nobody works on.
    pub unassigned: bool,
    /// How they are sorted: danger first when nobody asked.
    pub order: Order<CaseSort>,
}

impl Chosen {
    /// Reads the address's query, and the page asked for (from 1). What makes no sense counts as not given.
    pub fn read(query: &[(String, String)]) -> (Self, usize) {
        let value = |field: &str| path::value(query, field);
        let chosen = Self {
            status: Status::from_code(value(STATUS)),
            risk: Risk::from_code(value(RISK)),
            mine: value(MINE) == YES,
            new: value(NEW) == YES,
            unassigned: value(UNASSIGNED) == YES,
            order: Order::from_codes(value(SORT), value(DIRECTION)),
        };
        (chosen, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// The address of a page of these cases.
    pub fn href(self, page: usize) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let yes = |is: bool| if is { YES } else { "" };
        let [sort, direction] = self.order.codes();
        let query = path::query(&[
            (STATUS, self.status.map_or("", Status::code)),
            (RISK, self.risk.map_or("", Risk::code)),
            (MINE, yes(self.mine)),
            (NEW, yes(self.new)),
            (UNASSIGNED, yes(self.unassigned)),
            sort,
            direction,
            (PAGE, &page),
        ]);
        let inbox = path::staff::inbox();
        if query.is_empty() { inbox } else { format!("{inbox}?{query}") }
    }

    /// Whether nothing narrows the list.
    pub fn is_all(self) -> bool {
        self.cleared() == self
    }

    /// All of them, in the same order.
    #[must_use]
    pub fn cleared(self) -> Self {
        Self { order: self.order, ..Self::default() }
    }

    /// A page of these cases, for the way back from one of them.
    pub fn place(self, page: usize) -> ListPlace {
        ListPlace::new("Cases", self.href(page))
    }

    /// The inbox as an address of it says, for the way back from one of its cases; none for any other
    /// address.
    pub fn place_of(list: &str, query: &[(String, String)]) -> Option<ListPlace> {
        let (chosen, page) = Self::read(query);
        (list == path::staff::inbox()).then(|| chosen.place(page))
    }
}

#[cfg(test)]
mod tests {
    use domain::platform::order::{Direction, SortKey};

    use super::*;

    fn read(query: &str) -> (Chosen, usize) {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.replace("%5F", "_")))
            .collect();
        Chosen::read(&pairs)
    }

    #[test]
    fn an_address_is_read_back() {
        let orders =
            CaseSort::ALL.iter().flat_map(|by| Direction::ALL.map(|direction| Order { by: *by, direction }));
        for (order, status) in orders.zip(Status::ALL.map(Some).into_iter().chain([None]).cycle()) {
            for flags in 0_u8..8 {
                let chosen = Chosen {
                    status,
                    risk: status.map(|_| Risk::Raised),
                    mine: flags & 1 > 0,
                    new: flags & 2 > 0,
                    unassigned: flags & 4 > 0,
                    order,
                };
                let href = chosen.href(3);
                assert_eq!(read(href.split_once('?').unwrap().1), (chosen, 3), "{href}");
            }
        }
    }

    #[test]
    fn nonsense_is_all_cases_from_the_first_page() {
        let (chosen, page) = read("status=lost&risk=9&mine=maybe&sort=words&direction=up&page=-2");
        assert_eq!((chosen, page), (Chosen::default(), 1));
        assert_eq!(read("page=0").1, 1);
        assert_eq!(chosen.href(1), "/staff/cases");
    }
}
