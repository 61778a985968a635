//! Which follow-ups a list shows, as its address says it.

use domain::platform::order::{DIRECTION, Order, SORT};
use domain::register::follow_up::FollowUpSort;

use super::agency_filter::{PAGE, YES};
use super::engagement_filter::paged;

/// The field for whose follow-ups are listed; [`ALL`] for everybody's.
pub const WHO: &str = "who";
/// Everybody.
pub const ALL: &str = "all";
/// The field for those that are due today or overdue.
pub const DUE: &str = "due";
/// The field for what agencies asked for themselves.
pub const ASKED: &str = "asked";

/// Which follow-ups were asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Everybody's; otherwise one's own.
    pub everybody: bool,
    /// Only those that are open, and due today or overdue.
    pub due: bool,
    /// Only what agencies asked for themselves and still wait for.
    pub asked: bool,
    /// How they are sorted.
    pub order: Order<FollowUpSort>,
}

impl Wanted {
    /// Reads the address's query, and the page asked for (from 1). What makes no sense counts as not given.
    pub fn read(query: &[(String, String)]) -> (Self, usize) {
        let value = |field: &str| path::value(query, field);
        let wanted = Self {
            everybody: value(WHO) == ALL,
            due: value(DUE) == YES,
            asked: value(ASKED) == YES,
            order: Order::from_codes(value(SORT), value(DIRECTION)),
        };
        (wanted, value(PAGE).parse().unwrap_or(1).max(1))
    }

    /// What the address says of them, without a page.
    pub fn query(self) -> String {
        let yes = |is: bool| if is { YES } else { "" };
        let [sort, direction] = self.order.codes();
        path::query(&[
            (WHO, if self.everybody { ALL } else { "" }),
            (DUE, yes(self.due)),
            (ASKED, yes(self.asked)),
            sort,
            direction,
        ])
    }

    /// The address of a page of these follow-ups.
    pub fn href(self, page: usize) -> String {
        paged(&path::register::follow_ups(), &self.query(), page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back() {
        for flags in 0_u8..16 {
            let order = if flags & 8 > 0 { Order::by(FollowUpSort::Owner) } else { Order::default() };
            let wanted = Wanted { everybody: flags & 1 > 0, due: flags & 2 > 0, asked: flags & 4 > 0, order };
            let href = wanted.href(3);
            let query = href.split_once('?').unwrap().1.split('&').filter_map(|pair| pair.split_once('='));
            let pairs: Vec<_> = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            assert_eq!(Wanted::read(&pairs), (wanted, 3), "{href}");
        }
        assert_eq!(Wanted::default().href(1), "/staff/follow-ups");
    }
}
