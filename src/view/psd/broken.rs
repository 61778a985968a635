//! A case whose sealed content did not open.

use maud::{Markup, Render, html};

use domain::casework::case::Case;

use crate::component::warning_text::warning_text;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// A case whose sealed content did not open.
#[derive(Clone, Copy, Debug)]
pub struct Broken<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The case.
    pub case: &'a Case,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for Broken<'_> {
    fn render(&self) -> Markup {
        let reference = self.case.reference().as_str();
        let content = html! {
            h1 class="govuk-heading-l" { "This record did not open" }
            p class="govuk-body-l" { (reference) }
            (warning_text(&"It may have been changed. It has been written to the audit log. Tell your manager."))
            p class="govuk-body" {
                "Nothing that could not be checked is shown. Opening the case again does no harm, but will not mend it. "
                "Whoever runs this site can look for the record in a backup."
            }
        };
        let page = self.signed.page(reference, column(&content)).at(NavItem::Cases);
        let above = vec![self.place.above(("Cases", path::staff::inbox()))];
        StaffPage { above, marked: true, ..page }.render()
    }
}
