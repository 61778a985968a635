//! Select: one choice among many.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;
use super::item::Item;

/// One choice among many.
#[derive(Clone, Debug, Default)]
pub struct Select<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// The choices; give one with an empty value first when nothing need be chosen.
    pub items: Vec<Item<'a>>,
}

impl Render for Select<'_> {
    fn render(&self) -> Markup {
        let group = &self.group;
        let class = if group.error.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
        group.around(&html! {
            select class=(class) id=(group.id()) name=(group.name) aria-describedby=[group.described_by(None)] {
                @for item in &self.items {
                    option value=(item.value) selected[item.chosen] { (item.label) }
                }
            }
        })
    }
}
