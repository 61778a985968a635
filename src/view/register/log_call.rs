//! Logging a call, when something was wrong with what was typed on the call list.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::register::agency::Agency;
use domain::register::engagement::{NEXT_CONTACT, QUESTIONS};
use domain::register::engagement_form::AGENCY;

use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::label::Size;
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// Logging a call.
#[derive(Clone, Copy)]
pub struct LogCall<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The agency.
    pub agency: &'a Agency,
    /// What was said, as typed.
    pub said: &'a str,
    /// The day of the next contact, as typed.
    pub next: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for LogCall<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Log a call", column(&self.content())).at(NavItem::Calls);
        let above = vec![self.place.above(("Who to call", path::register::calls()))];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl LogCall<'_> {
    fn content(&self) -> Markup {
        let group = |name, label| FormGroup::new(name, label).size(Size::Small).error(self.errors.of(name));
        let said =
            group(QUESTIONS, "What was said").hint("Nothing from a case, and no report about anybody.");
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Log a call with " bdi { (self.agency.name()) } }
            form action=(self.place.carry(&path::register::log_call(&self.agency.id))) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                input type="hidden" name=(AGENCY) value=(self.agency.id);
                (Input::new(said, self.said))
                (Input { kind: "date", width: Width::Ten, ..Input::new(group(NEXT_CONTACT, "Next contact on"), self.next) })
                (button("Log this call"))
            }
        }
    }
}
