//! The lists of the register that the way back from one of their rows leads to.

use super::agency_filter::Picked;
use super::call_filter::Called;
use super::engaged_filter;
use super::engagement_filter::Sought;
use super::follow_up_filter::Wanted;
use crate::staff::list_place::ListPlace;

type Query = [(String, String)];

/// The lists: where each is, and what it makes of a query.
type Known = [(String, fn(&Query) -> ListPlace); 5];

/// The list as an address of it says; none for any other address.
pub fn place(list: &str, query: &Query) -> Option<ListPlace> {
    let known: Known = [
        (path::register::agencies(), |query| {
            let (picked, page) = Picked::read(query);
            of_agencies(&picked, page)
        }),
        (path::register::engaged(), |query| {
            let (picked, page) = engaged_filter::read(query);
            of_engaged(&picked, page)
        }),
        (path::register::engagements(), |query| {
            let (sought, page) = Sought::read(query);
            of_engagements(&sought, page)
        }),
        (path::register::follow_ups(), |query| {
            let (wanted, page) = Wanted::read(query);
            of_follow_ups(wanted, page)
        }),
        (path::register::calls(), |query| {
            let (called, page) = Called::read(query);
            of_calls(&called, page)
        }),
    ];
    known.into_iter().find(|(path, _)| path == list).map(|(_, read)| read(query))
}

/// A page of the register.
pub(super) fn of_agencies(picked: &Picked, page: usize) -> ListPlace {
    ListPlace::new("Agencies", picked.href(page))
}

/// A page of who has been engaged.
pub(super) fn of_engaged(picked: &Picked, page: usize) -> ListPlace {
    ListPlace::new("Who has been engaged", engaged_filter::href(picked, page))
}

/// A page of the ledger.
pub(super) fn of_engagements(sought: &Sought, page: usize) -> ListPlace {
    ListPlace::new("Engagements", sought.href(page))
}

/// A page of what is to be done.
pub(super) fn of_follow_ups(wanted: Wanted, page: usize) -> ListPlace {
    ListPlace::new("Follow-ups", wanted.href(page))
}

/// A page of who to call.
pub(super) fn of_calls(called: &Called, page: usize) -> ListPlace {
    ListPlace::new("Who to call", called.href(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Option<ListPlace> {
        let (list, query) = address.split_once('?').unwrap_or((address, ""));
        let query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
        place(list, &query)
    }

    #[test]
    fn the_way_back_is_the_same_list() {
        for address in [
            "/staff/agencies",
            "/staff/agencies?q=caf%C3%A9%20%26%20more&tier=A&sort=met&direction=descending&page=3",
            "/staff/engaged?q=river&sort=informed&page=2",
            "/staff/engagements?kind=BRF&sort=reached&page=2",
            "/staff/follow-ups?who=all&due=yes&sort=due",
            "/staff/calls?mine=yes&tier=B&page=4",
        ] {
            assert_eq!(read(address).unwrap().href().as_deref(), Some(address));
        }
    }

    #[test]
    fn nothing_else_is_a_way_back() {
        for address in [
            "",
            "https://elsewhere.example/staff/agencies",
            "//elsewhere.example/staff/agencies",
            "/staff/agencies/../sign-out",
            "/staff/agencies/new",
            "/staff/cases",
            "/staff/sign-out",
            "javascript:alert(1)",
        ] {
            assert_eq!(read(address), None, "{address}");
        }
        let cleaned = read("/staff/engaged?tier=A&sort=tier&next=//elsewhere.example&page=-2");
        assert_eq!(cleaned.unwrap().href().as_deref(), Some("/staff/engaged"));
    }
}
