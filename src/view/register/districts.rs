//! The districts of the forces that are served, and where they stand on the map of coverage.

pub use domain::platform::force::{DISTRICT_FORCE as FORCE, DISTRICT_NAME as NAME};
pub use domain::platform::position::{COLUMN, ROW};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::platform::force::{District, Force, Lists};
use domain::platform::position::Position;

use crate::component::button::secondary_button;
use crate::component::details::printed_details;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// What was typed and will not do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// The identifier of the district, or the code of the force, that was to be changed; empty when a
    /// district was to be added.
    pub of: &'a str,
    /// The name.
    pub name: &'a str,
    /// The row on the map.
    pub row: &'a str,
    /// The column on the map.
    pub column: &'a str,
}

/// The districts.
#[derive(Clone, Copy)]
pub struct Districts<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// Forces and districts.
    pub lists: &'a Lists,
    /// What was typed and will not do.
    pub typed: Typed<'a>,
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

impl<'a> Districts<'a> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Districts" }
            p class="govuk-body" {
                "Agencies are listed, and coverage is counted, by these. Reporters who work for an agency are asked for theirs."
            }
            p class="govuk-body" {
                "Row and column say where a district stands on the map of coverage: row 1 is furthest north, column 1 furthest "
                "west. There are " (Position::MAX_ROW) " rows and " (Position::MAX_COLUMN) " columns. Roughly is enough. Leave "
                "both empty and the district stands below the map."
            }
            @for force in &self.lists.forces {
                h2 class="govuk-heading-m" { (force.name) }
                @for district in self.lists.districts.iter().filter(|district| district.force == force.code) {
                    (self.district(district))
                }
            }
            h2 class="govuk-heading-m govuk-!-margin-top-6 govuk-!-display-none-print" { "Add a district" }
            (self.addition())
            @if self.lists.forces.len() > 1 { (self.forces_on_the_map()) }
        }
    }

    fn addition(&self) -> Markup {
        let (typed, prefix) = if self.typed.of.is_empty() { (self.typed.name, "") } else { ("", "new-") };
        let group = |name: Key, label| FormGroup::new(name, label).prefix(prefix).error(self.error("", name));
        html! {
            form class="govuk-!-display-none-print" action=(path::register::districts()) method="post" novalidate {
                (token(self.signed.token))
                (Select { group: group(FORCE, "Force"), items: self.force_items() })
                (Input { width: Width::Thirty, ..Input::new(group(NAME, "Name"), typed) })
                (secondary_button("Add district"))
            }
        }
    }

    /// What is wrong with a field of the form of this district or force.
    fn error(&self, of: &str, name: Key) -> Option<&'a domain::form::reason::Reason> {
        self.errors.of(name).filter(|_| self.typed.of == of)
    }

    fn force_items(&self) -> Vec<Item<'_>> {
        let only = self.lists.forces.len() == 1;
        let forces = self.lists.forces.iter().map(|force| Item::new(&force.code, &force.name, only));
        let none = (!only).then(|| Item::new("", "Choose one", true));
        none.into_iter().chain(forces).collect()
    }

    fn district(&self, district: &District) -> Markup {
        let id = district.id.to_string();
        let prefix = format!("{id}-");
        let refused = self.typed.of == id;
        let (name, prefix) =
            if refused { (self.typed.name, "") } else { (district.name.as_str(), prefix.as_str()) };
        let group = FormGroup::new(NAME, "Name").prefix(prefix).error(self.error(&id, NAME));
        let input = Input { width: Width::Twenty, ..Input::new(group, name) };
        self.change(
            &path::register::district(&id),
            &id,
            &district.name,
            district.position,
            &html! { (input) },
        )
    }

    fn forces_on_the_map(&self) -> Markup {
        let forces = html! { @for force in &self.lists.forces { (self.force(force)) } };
        html! {
            h2 class="govuk-heading-m govuk-!-margin-top-6" { "Forces on the map" }
            p class="govuk-body" { "Where each force stands when coverage is shown for all of them." }
            @if self.lists.forces.iter().any(|force| force.code == self.typed.of) { (forces) }
            @else { (printed_details("Rows and columns of the forces", &forces)) }
        }
    }

    fn force(&self, force: &Force) -> Markup {
        let name = html! { p class="govuk-body candour-inline__name" { (force.name) } };
        self.change(
            &path::register::force_position(&force.code),
            &force.code,
            &force.name,
            force.position,
            &name,
        )
    }

    /// The form of a district or a force: its name, and where it stands.
    fn change(
        &self,
        action: &str,
        id: &str,
        name: &str,
        position: Option<Position>,
        first: &Markup,
    ) -> Markup {
        let refused = self.typed.of == id;
        let prefix = if refused { String::new() } else { format!("{id}-") };
        let digits =
            |number: fn(Position) -> u8| position.map(|at| number(at).to_string()).unwrap_or_default();
        let (row, column) = (digits(|at| at.row), digits(|at| at.column));
        let (row, column) = if refused { (self.typed.row, self.typed.column) } else { (&*row, &*column) };
        let number = |field: Key, label, value| Input {
            width: Width::Four,
            inputmode: Some("numeric"),
            ..Input::new(FormGroup::new(field, label).prefix(&prefix).error(self.error(id, field)), value)
        };
        html! {
            form action=(action) method="post" class="candour-inline" aria-label=(name) novalidate {
                (token(self.signed.token))
                (first)
                (number(ROW, "Row", row))
                (number(COLUMN, "Column", column))
                (secondary_button("Save"))
            }
        }
    }
}
