//! Checkboxes: any number of choices.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;
use super::item::{Item, item_id};
use super::name::Name;

/// Any number of choices.
#[derive(Clone, Debug, Default)]
pub struct Checkboxes<'a> {
    /// Name, legend, hint, error. The browser sends the name once for each chosen box.
    pub group: FormGroup<'a>,
    /// The choices.
    pub items: Vec<Item<'a>>,
}

impl Render for Checkboxes<'_> {
    fn render(&self) -> Markup {
        self.group.around_set(&html! {
            div class="govuk-checkboxes" data-module="govuk-checkboxes" {
                @for (index, item) in self.items.iter().enumerate() {
                    @if let Some(heading) = item.heading { h2 class="govuk-heading-s" { (heading) } }
                    @if item.exclusive { div class="govuk-checkboxes__divider" { "or" } }
                    (checkbox(self.group.name, index, item))
                }
            }
        })
    }
}

/// One box that stands alone: "I have written it down".
pub fn lone_checkbox<'a>(name: impl Into<Name<'a>>, item: &Item) -> Markup {
    html! {
        div class="govuk-form-group" {
            div class="govuk-checkboxes" data-module="govuk-checkboxes" { (checkbox(name.into(), 0, item)) }
        }
    }
}

fn checkbox(name: Name, index: usize, item: &Item) -> Markup {
    let id = item_id(name, index);
    let hint_id = item.hint.map(|_| format!("{id}-item-hint"));
    let behaviour = item.exclusive.then_some("exclusive");
    html! {
        div class="govuk-checkboxes__item" {
            input class="govuk-checkboxes__input" id=(id) name=(name) type="checkbox" value=(item.value)
                checked[item.chosen] data-behaviour=[behaviour] aria-describedby=[hint_id.as_deref()];
            label class="govuk-label govuk-checkboxes__label" for=(id) { (item.label) }
            @if let Some(text) = item.hint {
                div id=[hint_id.as_deref()] class="govuk-hint govuk-checkboxes__hint" { (text) }
            }
        }
    }
}
