//! After somebody has said that they know whom a case may be about.

use maud::{Markup, Render, html};

use crate::component::button::{Look, link_button};
use crate::component::panel::panel;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, column};

/// Somebody has declared a conflict.
#[derive(Clone, Copy, Debug)]
pub struct ConflictTaken<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The reference of the case that they will not see again.
    pub reference: &'a str,
    /// Whether somebody else at the desk may see it.
    pub others: bool,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for ConflictTaken<'_> {
    fn render(&self) -> Markup {
        let (_, back) = self.place.above(("Cases", path::staff::inbox()));
        let content = html! {
            (panel("Thank you for saying so", &self.reference))
            p class="govuk-body" {
                "You will not see this case again. "
                @if self.others { "Your colleagues who may see it see that somebody else must take over." }
                @else {
                    strong { "Nobody else at your desk may see it now." }
                    " A manager must add somebody to the desk. No letter says so: please tell a manager that a colleague is "
                    "needed, and no more."
                }
            }
            p class="govuk-body" {
                "You do not have to say who it is or how you know them. "
                "Do not speak about the case with anyone, and do not look for it in other systems."
            }
            (link_button("Back to cases", &back, Look::Primary))
        };
        self.signed.page("Conflict declared", column(&content)).at(NavItem::Cases).render()
    }
}
