//! Asks whether to delete an engagement that was logged by mistake.

use maud::{Markup, Render, html};

use domain::register::engagement::Engagement;

use super::form::VERSION;
use crate::component::button::warning_button;
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// Asks whether to delete an engagement.
#[derive(Clone, Copy)]
pub struct Deletion<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What it is called: its kind and its day.
    pub title: &'a str,
    /// The engagement.
    pub engagement: &'a Engagement,
    /// With whom it was: identifier and name.
    pub agencies: &'a [(String, String)],
    /// How many follow-ups go with it.
    pub follow_ups: usize,
    /// Whether an evidence file goes with it.
    pub has_file: bool,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for Deletion<'_> {
    fn render(&self) -> Markup {
        let page =
            self.signed.page("Delete this engagement", column(&self.content())).at(NavItem::Engagements);
        let here = self.place.carry(&path::register::engagement(&self.engagement.id));
        let above =
            vec![self.place.above(("Engagements", path::register::engagements())), (self.title, here)];
        StaffPage { above, ..page }.render()
    }
}

impl Deletion<'_> {
    fn content(&self) -> Markup {
        let id = &self.engagement.id;
        html! {
            h1 class="govuk-heading-l" { "Delete this engagement?" }
            p class="govuk-body" { (self.title) }
            @if !self.agencies.is_empty() {
                ul class="govuk-list" { @for (_, name) in self.agencies { li { bdi { (name) } } } }
            }
            p class="govuk-body" {
                "Delete what was logged by mistake. It is not counted any more, as if nobody had been met or informed, and "
                "nothing was handed out. That it was deleted, by whom, and what it said stays in the history."
            }
            (warning_text(&self.loss()))
            form action=(self.place.carry(&path::register::engagement_delete(id))) method="post" novalidate {
                (token(self.signed.token))
                input type="hidden" name=(VERSION) value=(self.engagement.version);
                (warning_button("Delete this engagement"))
            }
            p class="govuk-body" { a class="govuk-link" href=(self.place.carry(&path::register::engagement(id))) { "No, keep it" } }
        }
    }

    /// What goes with it.
    fn loss(&self) -> String {
        let tasks = match self.follow_ups {
            0 => String::new(),
            1 => "Its follow-up goes with it. ".to_owned(),
            many => format!("Its {many} follow-ups go with it. "),
        };
        let file = if self.has_file { "Its evidence file goes with it. " } else { "" };
        format!("{tasks}{file}You cannot undo this.")
    }
}
