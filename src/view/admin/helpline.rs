//! Changing a service that helps.

use maud::{Markup, Render, html};

use crate::domain::content::Helpline;
use crate::domain::form::Errors;
use crate::domain::id::Id;
use crate::path;
use crate::view::component::button::button;
use crate::view::component::checkboxes::lone_checkbox;
use crate::view::component::error_summary::error_summary;
use crate::view::component::form_group::FormGroup;
use crate::view::component::input::{Input, Width};
use crate::view::component::item::Item;
use crate::view::component::label::Size;
use crate::view::component::staff::date_input::{DateInput, TypedDate};
use crate::view::component::token::token;
use crate::view::staff::page::{Signed, StaffPage, column};
use crate::view::staff::place::Place;

/// The field of the service's name.
pub const NAME: &str = "name";
/// The field of its number.
pub const NUMBER: &str = "number";
/// The field of who it is for, or when it is open.
pub const NOTE: &str = "note";
/// The errors of the day on which it was checked; the fields are [`DAY`], [`MONTH`] and [`YEAR`].
pub const CHECKED: &str = "checked";
/// The field of that day in its month.
pub const DAY: &str = "checked-day";
/// The field of that day's month.
pub const MONTH: &str = "checked-month";
/// The field of that day's year.
pub const YEAR: &str = "checked-year";
/// The field of the box that says it was checked today; its value is [`YES`].
pub const TODAY: &str = "today";
/// The value of a ticked box.
pub const YES: &str = "yes";

/// Changing a service.
#[derive(Clone, Copy, Debug)]
pub struct HelplinePage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The service.
    pub id: Id<Helpline>,
    /// Its name, as stored or typed.
    pub name: &'a str,
    /// Its number, as stored or typed.
    pub number: &'a str,
    /// Its note, as stored or typed.
    pub note: &'a str,
    /// When it was last checked, as stored or typed.
    pub checked: TypedDate<'a>,
    /// Whether the box for today is ticked.
    pub today: bool,
    /// What was wrong, for the fields [`NAME`], [`NUMBER`], [`NOTE`] and [`CHECKED`].
    pub errors: &'a Errors,
}

impl Render for HelplinePage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Change a help line", column(&self.content())).at(Place::Helplines);
        let above = vec![("Help lines", path::staff::helplines())];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl HelplinePage<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Change a help line" }
            form action=(path::staff::helpline(&self.id)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                (self.words())
                (self.checked())
                (lone_checkbox(TODAY, &Item {
                    hint: Some("Tick this after you have called or texted it. The date above is then not used."),
                    ..Item::new(YES, "Checked today", self.today)
                }))
                (button("Save"))
            }
        }
    }

    fn words(&self) -> Markup {
        let group = |name, label| FormGroup::new(name, label).size(Size::Small).error(self.errors.of(name));
        let note = group(NOTE, "Note (optional)").hint("Who it is for, or when it is open.");
        let number = group(NUMBER, "Number").hint("As people dial it, or how else to reach the service.");
        html! {
            (Input::new(group(NAME, "Name of the service"), self.name))
            (Input { width: Width::Thirty, ..Input::new(number, self.number) })
            (Input::new(note, self.note))
        }
    }

    fn checked(&self) -> DateInput<'_> {
        let group = FormGroup::new(CHECKED, "When was it last checked? (optional)")
            .size(Size::Small)
            .hint("For example, 27 3 2026")
            .error(self.errors.of(CHECKED));
        DateInput { group, value: self.checked }
    }
}
