//! A field of the register as the form control that fits its kind.

use maud::{Markup, Render, html};

use domain::form::choice::Choice;
use domain::form::errors::Errors;
use domain::form::record::{Field, Kind, Known, List, Record, Section, YES};

use crate::component::checkboxes::{Checkboxes, lone_checkbox};
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::radios::Radios;
use crate::component::select::Select;
use crate::component::textarea::Textarea;

/// Up to so many choices are radios; more are a list that drops down.
const RADIOS: usize = 5;
/// From so many on, boxes stand in columns.
const COLUMNS: usize = 9;

/// What forms of the register are drawn from.
#[derive(Clone, Copy)]
pub struct Controls<'a> {
    /// What is written down, or was typed and found wrong.
    pub record: &'a Record,
    /// What was wrong.
    pub errors: &'a Errors,
    /// The lists that fields offer.
    pub known: &'a Known,
}

impl Controls<'_> {
    /// Every section of a form, each under its heading.
    pub fn sections(&self, sections: &[Section]) -> Markup {
        html! {
            @for section in sections {
                h2 class="govuk-heading-m govuk-!-margin-top-6" { (section.title) }
                (self.fields(section.fields))
            }
        }
    }

    /// Some fields.
    pub fn fields(&self, fields: &[Field]) -> Markup {
        html! { @for field in fields { (self.field(field)) } }
    }

    /// One field.
    pub fn field(&self, field: &Field) -> Markup {
        let group = FormGroup::new(field.name, field.label).size(Size::Small);
        let group = group.hint(field.hint).error(self.errors.of(field.name));
        let value = self.record.get(field.name);
        let line = Input::new(group, value);
        match field.kind {
            Kind::Line(most) if most <= 30 => Input { width: Width::Twenty, ..line }.render(),
            Kind::Line(_) => line.render(),
            Kind::Prose(words) => Textarea { group, value, rows: if words > 500 { 8 } else { 4 } }.render(),
            Kind::Email => Input { kind: "email", ..line }.render(),
            Kind::Phone => Input { kind: "tel", width: Width::Twenty, ..line }.render(),
            Kind::Web => Input { inputmode: Some("url"), ..line }.render(),
            Kind::Postcode => Input { width: Width::Ten, ..line }.render(),
            Kind::Day => Input { kind: "date", width: Width::Ten, ..line }.render(),
            Kind::Number(_) => Input { inputmode: Some("numeric"), width: Width::Ten, ..line }.render(),
            Kind::Flag => self.flag(field),
            Kind::One(choices) => self.one(field, group, choices),
            Kind::Many(choices) => {
                let items = choices.iter().map(|choice| self.item(field, choice.code, choice.label));
                many(group, items.collect())
            }
            Kind::Own(List::Staff) => self.staff(field, group),
            Kind::Own(List::Areas) => {
                let areas = self.known.areas();
                many(group, areas.iter().map(|(name, code)| self.item(field, code, name)).collect())
            }
        }
    }

    fn item<'a>(&self, field: &Field, code: &'a str, label: &'a str) -> Item<'a> {
        Item::new(code, label, self.record.has(field.name, code))
    }

    fn flag(&self, field: &Field) -> Markup {
        let hint = Some(field.hint).filter(|hint| !hint.is_empty());
        lone_checkbox(field.name, &Item { hint, ..Item::new(YES, field.label, self.record.flag(field.name)) })
    }

    fn one(&self, field: &Field, group: FormGroup, choices: &'static [Choice]) -> Markup {
        let items: Vec<Item> =
            choices.iter().map(|choice| self.item(field, choice.code, choice.label)).collect();
        if field.required && items.len() <= RADIOS {
            return Radios { group, items, inline: false }.render();
        }
        dropped(group, items, self.record.get(field.name).is_empty())
    }

    fn staff(&self, field: &Field, group: FormGroup) -> Markup {
        let ids: Vec<String> = self.known.staff.iter().map(|person| person.id.to_string()).collect();
        let people = ids.iter().zip(&self.known.staff);
        let items = people.map(|(id, person)| self.item(field, id, &person.name)).collect();
        dropped(group, items, self.record.get(field.name).is_empty())
    }
}

fn dropped(group: FormGroup, items: Vec<Item>, none: bool) -> Markup {
    let items = [Item::new("", "Not said", none)].into_iter().chain(items).collect();
    Select { group, items }.render()
}

fn many(group: FormGroup, items: Vec<Item>) -> Markup {
    let wide = items.len() >= COLUMNS;
    html! { div.candour-boxes.candour-boxes--columns[wide] { (Checkboxes { group, items }) } }
}
