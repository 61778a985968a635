//! Radios: one choice among a few.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;
use super::item::{Item, item_id};
use super::name::Name;

/// One choice among a few.
#[derive(Clone, Debug, Default)]
pub struct Radios<'a> {
    /// Name, legend, hint, error.
    pub group: FormGroup<'a>,
    /// The choices.
    pub items: Vec<Item<'a>>,
    /// Side by side (only for two short choices).
    pub inline: bool,
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let class = if self.inline { "govuk-radios govuk-radios--inline" } else { "govuk-radios" };
        self.group.around_set(&html! {
            div class=(class) data-module="govuk-radios" {
                @for (index, item) in self.items.iter().enumerate() {
                    @if item.exclusive { div class="govuk-radios__divider" { "or" } }
                    (radio(self.group.name, index, item))
                }
            }
        })
    }
}

fn radio(name: Name, index: usize, item: &Item) -> Markup {
    let id = item_id(name, index);
    let hint_id = item.hint.map(|_| format!("{id}-item-hint"));
    html! {
        div class="govuk-radios__item" {
            input class="govuk-radios__input" id=(id) name=(name) type="radio" value=(item.value)
                checked[item.chosen] aria-describedby=[hint_id.as_deref()];
            label class="govuk-label govuk-radios__label" for=(id) { (item.label) }
            @if let Some(text) = item.hint {
                div id=[hint_id.as_deref()] class="govuk-hint govuk-radios__hint" { (text) }
            }
        }
    }
}
