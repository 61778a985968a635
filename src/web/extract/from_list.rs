//! The list that a page was come to from, as the address says it.

use actix_web::HttpRequest;

use path::LIST;
use view::staff::list_place::ListPlace;

type Query = [(String, String)];

/// The list that the address of a request says. `place` gives the list with a path, as its own filter reads
/// the query, and none for what is no list of the context: that counts as not given, and is never gone to.
pub fn from_list(request: &HttpRequest, place: fn(&str, &Query) -> Option<ListPlace>) -> ListPlace {
    let query: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).unwrap_or_default();
    read(path::value(&query, LIST), place).unwrap_or_default()
}

fn read(address: &str, place: fn(&str, &Query) -> Option<ListPlace>) -> Option<ListPlace> {
    let (address, row) = address.split_once('#').unwrap_or((address, ""));
    let (list, query) = address.split_once('?').unwrap_or((address, ""));
    let query: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    Some(place(list, &query)?.at_fragment(row))
}
