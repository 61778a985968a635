//! Leaving an agency out of those to call, until a day and for a reason.

pub use domain::register::call_list::{REASON, UNTIL};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::register::agency::Agency;

use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::label::Size;
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// Leaving an agency out.
#[derive(Clone, Copy)]
pub struct Snooze<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agency.
    pub agency: &'a Agency,
    /// The day that was typed.
    pub until: &'a str,
    /// The reason that was typed.
    pub reason: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for Snooze<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Not now", column(&self.content())).at(NavItem::Calls);
        let above = vec![self.place.above(("Who to call", path::register::calls()))];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Snooze<'_> {
    fn content(&self) -> Markup {
        let group = |name, label| FormGroup::new(name, label).size(Size::Small).error(self.errors.of(name));
        let reason = group(REASON, "Why").hint("Others will read this. Nothing from a case.");
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Leave out " bdi { (self.agency.name()) } " for now" }
            form action=(self.place.carry(&path::register::snooze(&self.agency.id))) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                (Input { kind: "date", width: Width::Ten, ..Input::new(group(UNTIL, "Suggest again on"), self.until) })
                (Input::new(reason, self.reason))
                (button("Leave out until then"))
            }
        }
    }
}
