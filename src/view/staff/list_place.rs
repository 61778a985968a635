//! The list that a page was come to from, as it was filtered, sorted and paged then, and the row in it: so
//! that the way back leads to the same place.
//!
//! The address of the page says it, in the field [`LIST`](path::LIST). Not the `Referer`: no answer of ours
//! lets a browser send one, and a row and a page further on would have to say the list again anyway. Not a
//! session or a script: two windows would share the one, and the other may be off. What the address says is
//! never followed as it stands. Each context reads it into the filter of a list that it knows, and only what
//! that filter says makes the address again; so it leads nowhere else, and tells no more than the list's own
//! address did.

use domain::platform::id::Id;

use crate::component::staff::sortable_table::{ROW, row_id};

/// The list that a page was come to from, if it was one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPlace {
    list: Option<(&'static str, String)>,
    row: Option<String>,
}

impl ListPlace {
    /// A list with this title and this address, as its own filter says it.
    pub fn new(title: &'static str, href: String) -> Self {
        Self { list: Some((title, href)), row: None }
    }

    /// At the row of this entry.
    #[must_use]
    pub fn at<T>(self, row: Id<T>) -> Self {
        Self { row: Some(row.to_string()), ..self }
    }

    /// At the row that the fragment of an address names, if it names one.
    #[must_use]
    pub fn at_fragment(self, fragment: &str) -> Self {
        match fragment.strip_prefix(ROW).and_then(|id| id.parse::<Id<()>>().ok()) {
            Some(row) => self.at(row),
            None => self,
        }
    }

    /// The address of the list at the row; none when the page was come to another way.
    pub fn href(&self) -> Option<String> {
        let (_, href) = self.list.as_ref()?;
        Some(self.row.as_ref().map_or_else(|| href.clone(), |row| format!("{href}#{}", row_id(row))))
    }

    /// The address of the list at the row, if it is the list at this path.
    pub fn href_in(&self, list: &str) -> Option<String> {
        let (_, href) = self.list.as_ref()?;
        let path = href.split_once('?').map_or(href.as_str(), |(path, _)| path);
        self.href().filter(|_| path == list)
    }

    /// A page further on, which then knows the way back too.
    pub fn carry(&self, address: &str) -> String {
        self.href().map_or_else(|| address.to_owned(), |list| path::from_list(address, &list))
    }

    /// The first of the pages above: the list, or what stands there when the page was come to another way.
    pub fn above<'a>(&self, otherwise: (&'a str, String)) -> (&'a str, String) {
        match (&self.list, self.href()) {
            (Some((title, _)), Some(href)) => (title, href),
            _ => otherwise,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_the_way_back_to_the_row_and_hands_it_on() {
        let id: Id<()> = "3f2b8c1e-0000-4000-8000-000000000001".parse().unwrap();
        let place = ListPlace::new("Agencies", "/staff/agencies?tier=A&page=2".into()).at(id);
        let href = "/staff/agencies?tier=A&page=2#row-3f2b8c1e-0000-4000-8000-000000000001";
        assert_eq!(place.href().as_deref(), Some(href));
        assert_eq!(place.above(("Engagements", "/staff/engagements".into())), ("Agencies", href.to_owned()));
        assert_eq!(place.href_in("/staff/agencies").as_deref(), Some(href));
        assert_eq!(place.href_in("/staff/engagements"), None);
        let further = place.carry("/staff/agencies/1?page=2#history");
        let list = "list=%2Fstaff%2Fagencies%3Ftier%3DA%26page%3D2%23row%2D3f2b8c1e%2D0000%2D4000%2D8000%2D000000000001";
        assert_eq!(further, format!("/staff/agencies/1?page=2&{list}#history"));
    }

    #[test]
    fn whoever_came_another_way_goes_up_as_ever() {
        let nowhere = ListPlace::default().at_fragment("row-javascript:1");
        assert_eq!(nowhere, ListPlace::default());
        assert_eq!(nowhere.carry("/staff/agencies/1"), "/staff/agencies/1");
        assert_eq!(nowhere.above(("Cases", "/staff/cases".into())), ("Cases", "/staff/cases".to_owned()));
    }
}
