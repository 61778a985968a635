//! Changing a service that helps.

pub use domain::platform::content::{NAME, NOTE, NUMBER};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::platform::content::Helpline;
use domain::platform::id::Id;
use domain::platform::time::Day;

use crate::component::button::button;
use crate::component::checkboxes::lone_checkbox;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// The field of the box that says it was checked today; its value is [`YES`].
pub const CHECKED_TODAY: &str = "checked_today";
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
    /// When it was last checked.
    pub checked: Option<Day>,
    /// Whether the box for today is ticked.
    pub today: bool,
    /// What was wrong, for the fields [`NAME`], [`NUMBER`] and [`NOTE`].
    pub errors: &'a Errors,
}

impl Render for HelplinePage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Change a helpline", column(&self.content())).at(NavItem::Helplines);
        let above = vec![("Helplines", path::staff::helplines())];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl HelplinePage<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Change a helpline" }
            p class="govuk-body" {
                @if let Some(day) = self.checked { "Last checked on " (day) "." } @else { "Not checked yet." }
            }
            form action=(path::staff::helpline(&self.id)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                (self.words())
                (lone_checkbox(CHECKED_TODAY, &Item {
                    hint: Some("Tick this after you have called or texted it, or looked it up at the service itself."),
                    ..Item::new(YES, "I have checked it today", self.today)
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
}
