//! Sorted lists as a visitor goes through them: by the headings, from page to page.

use super::client::Visitor;
use super::page::Page;

/// A list from its first page to its last: the rows' identifiers, and what one column says in each.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) first: Page,
    pub(crate) ids: Vec<String>,
    pub(crate) cells: Vec<String>,
}

/// Goes through a list, reading the column with this heading.
pub(crate) async fn walk(visitor: &mut Visitor, address: &str, heading: &str) -> Walked {
    let first = visitor.open(address).await;
    assert_eq!(first.status, 200, "{}", first.describe());
    let place = first.select("main thead th").iter().position(|title| title == heading);
    let cell = format!("main tbody tr > :nth-child({})", place.expect("the column") + 1);
    let (mut ids, mut cells, mut page) = (Vec::new(), Vec::new(), first.clone());
    loop {
        ids.extend(page.attribute("main tbody tr", "id"));
        cells.extend(page.select(&cell));
        let Some(next) = page.attribute("a[rel=next]", "href").pop() else { break };
        page = visitor.open(&next).await;
    }
    assert_eq!(ids.len(), cells.len(), "{address}");
    Walked { first, ids, cells }
}

/// The address that the heading of a column leads to.
pub(crate) fn heading(page: &Page, title: &str) -> String {
    let titles = page.select("main th[aria-sort] a");
    let place =
        titles.iter().position(|found| found == title).unwrap_or_else(|| panic!("{title}: {titles:?}"));
    page.attribute("main th[aria-sort] a", "href").remove(place)
}

/// Which way a column runs.
pub(crate) fn direction(page: &Page, title: &str) -> String {
    let place = page.select("main th[aria-sort]").iter().position(|found| found == title);
    page.attribute("main th[aria-sort]", "aria-sort").remove(place.expect("the column"))
}

/// The first day that a cell says, as something that sorts; the earliest of all where it says none.
pub(crate) fn day(cell: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let words: Vec<&str> = cell.split_whitespace().collect();
    let found = words.windows(3).find_map(|three| {
        let month = MONTHS.iter().position(|month| *month == three[1])?;
        Some(format!("{}-{:02}-{:0>2}", three[2].trim_end_matches(','), month + 1, three[0]))
    });
    found.unwrap_or_default()
}

/// Chooses a column twice: each time every row stands on exactly one page, in the order of what the column
/// says, one way and then the other.
pub(crate) async fn sorts_both_ways(
    visitor: &mut Visitor,
    list: &str,
    title: &str,
    key: impl Fn(&str) -> String,
) {
    let begin = walk(visitor, list, title).await;
    let mut all = begin.ids.clone();
    all.sort();
    let mut at = heading(&begin.first, title);
    let mut ways = Vec::new();
    for _ in 0..2 {
        let walked = walk(visitor, &at, title).await;
        let mut ids = walked.ids.clone();
        ids.sort();
        assert_eq!(ids, all, "{at}: each row once");
        let keys: Vec<String> = walked.cells.iter().map(|cell| key(cell)).collect();
        let way = direction(&walked.first, title);
        let falls = way == "descending";
        let right = keys.windows(2).all(|two| if falls { two[0] >= two[1] } else { two[0] <= two[1] });
        assert!(right, "{at} ({way}): {keys:#?}");
        assert_ne!(keys.first(), keys.last(), "{at}: nothing to sort");
        ways.push(way);
        at = heading(&walked.first, title);
    }
    ways.sort();
    assert_eq!(ways, ["ascending", "descending"], "{list}: {title}");
}

/// Where a cell stands in an order of labels.
pub(crate) fn place_in(order: &'static [&'static str]) -> impl Fn(&str) -> String {
    move |cell| {
        let place = order.iter().position(|label| cell.starts_with(label));
        place.unwrap_or_else(|| panic!("{cell} in {order:?}")).to_string()
    }
}

/// The first of the pages above.
pub(crate) fn back(page: &Page) -> String {
    page.attribute(".govuk-breadcrumbs a", "href").remove(0)
}
