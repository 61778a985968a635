//! The districts of the forces that are served.

pub use domain::platform::force::{DISTRICT_FORCE as FORCE, DISTRICT_NAME as NAME};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::platform::force::Lists;

use crate::component::button::secondary_button;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// The districts.
#[derive(Clone, Copy)]
pub struct Districts<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// Forces and districts.
    pub lists: &'a Lists,
    /// The name that was typed for a new one and will not do.
    pub typed: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for Districts<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Districts", column(&self.content())).at(NavItem::Agencies);
        let above = vec![("Agencies", path::register::agencies())];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Districts<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Districts" }
            p class="govuk-body" {
                "Agencies are listed, and coverage is counted, by these. Reporters who work for an agency are asked for theirs."
            }
            @for force in &self.lists.forces {
                h2 class="govuk-heading-m" { (force.name) }
                @for district in self.lists.districts.iter().filter(|district| district.force == force.code) {
                    (self.district(&district.id.to_string(), &district.name))
                }
            }
            h2 class="govuk-heading-m govuk-!-margin-top-6 govuk-!-display-none-print" { "Add a district" }
            form class="govuk-!-display-none-print" action=(path::register::districts()) method="post" novalidate {
                (token(self.signed.token))
                (Select { group: FormGroup::new(FORCE, "Force").error(self.errors.of(FORCE)), items: self.forces() })
                (Input {
                    width: Width::Thirty,
                    ..Input::new(FormGroup::new(NAME, "Name").error(self.errors.of(NAME)), self.typed)
                })
                (secondary_button("Add district"))
            }
        }
    }

    fn forces(&self) -> Vec<Item<'_>> {
        let only = self.lists.forces.len() == 1;
        let forces = self.lists.forces.iter().map(|force| Item::new(&force.code, &force.name, only));
        let none = (!only).then(|| Item::new("", "Choose one", true));
        none.into_iter().chain(forces).collect()
    }

    fn district(&self, id: &str, name: &str) -> Markup {
        html! {
            form action=(path::register::district(&id)) method="post" class="candour-inline" novalidate {
                (token(self.signed.token))
                input class="govuk-input govuk-input--width-20" name=(NAME) value=(name) autocomplete="off"
                    aria-label={ "Name of the district " (name) };
                (secondary_button("Rename"))
            }
        }
    }
}
