//! Which cases an inbox shows, as its address says it.

use domain::casework::status::Status;
use domain::report::concern::Risk;

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
/// The field for the order.
pub const ORDER: &str = "order";
/// The value of [`ORDER`] that puts the newest first.
pub const NEWEST: &str = "newest";
/// The field for the number of the page.
pub const PAGE: &str = "page";
/// The value of a ticked box.
pub const YES: &str = "yes";

/// Which cases were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "boxes that are ticked or not, each by itself")]
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
    /// Newest first; otherwise highest risk first.
    pub newest: bool,
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
            newest: value(ORDER) == NEWEST,
        };
        (chosen, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// The address of a page of these cases.
    pub fn href(self, page: usize) -> String {
        let page = (page > 1).then(|| page.to_string());
        let pairs = [
            (STATUS, self.status.map(|status| status.code().to_owned())),
            (RISK, self.risk.map(|risk| risk.code().to_owned())),
            (MINE, self.mine.then(|| YES.to_owned())),
            (NEW, self.new.then(|| YES.to_owned())),
            (UNASSIGNED, self.unassigned.then(|| YES.to_owned())),
            (ORDER, self.newest.then(|| NEWEST.to_owned())),
            (PAGE, page),
        ];
        let given = pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        let query = given.collect::<Vec<_>>().join("&");
        let inbox = path::staff::inbox();
        if query.is_empty() { inbox } else { format!("{inbox}?{query}") }
    }

    /// Whether nothing narrows the list.
    pub fn is_all(self) -> bool {
        Self { newest: false, ..self } == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (Chosen, usize) {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        Chosen::read(&pairs)
    }

    #[test]
    fn an_address_is_read_back() {
        for status in Status::ALL.map(Some).into_iter().chain([None]) {
            for flags in 0_u8..16 {
                let chosen = Chosen {
                    status,
                    risk: status.map(|_| Risk::Raised),
                    mine: flags & 1 > 0,
                    new: flags & 2 > 0,
                    newest: flags & 4 > 0,
                    unassigned: flags & 8 > 0,
                };
                let href = chosen.href(3);
                assert_eq!(read(href.split_once('?').unwrap().1), (chosen, 3), "{href}");
            }
        }
    }

    #[test]
    fn nonsense_is_all_cases_from_the_first_page() {
        let (chosen, page) = read("status=lost&risk=9&mine=maybe&page=-2");
        assert_eq!((chosen, page), (Chosen::default(), 1));
        assert_eq!(read("page=0").1, 1);
        assert_eq!(chosen.href(1), "/staff/cases");
    }
}
