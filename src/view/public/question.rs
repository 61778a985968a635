//! Any question of the report form.

use maud::{Markup, Render, html};

use domain::form::choice::Choice;
use domain::form::errors::Errors;
use domain::form::values::YES;
use domain::platform::force::Lists;
use domain::report::form::{Answers, Asked, FORCE_OTHER, FORCE_UNSURE, Field, Kind, Question, force_name};
use domain::report::question::{STORY, is_required};

use crate::component::button::{Button, Look, button};
use crate::component::character_count::{CharacterCount, Limit};
use crate::component::checkboxes::Checkboxes;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::notification_banner::{Kind as Banner, notification_banner};
use crate::component::radios::Radios;
use crate::component::select::Select;
use crate::component::token::token;
use crate::page::{ReporterPage, Visit};

/// The form field that says which button was pressed.
pub const ACTION: &str = "action";
/// Its value when people want to save and stay on the page.
pub const STAY: &str = "stay";

/// The first choice of a list that drops down.
const NOTHING: Item<'static> =
    Item { value: "", label: "Choose one", hint: None, chosen: false, exclusive: false };

/// Up to so many forces are radios; more are a list that drops down.
const RADIOS: usize = 6;

/// Any question of the report form but the one for files.
#[derive(Clone, Copy)]
pub struct QuestionPage<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// The question.
    pub question: &'a Question,
    /// What was answered, or typed and found wrong.
    pub answers: &'a Answers,
    /// What was wrong.
    pub errors: &'a Errors,
    /// What `Force` and `District` fields offer.
    pub lists: &'a Lists,
    /// Where Back leads.
    pub back: &'a str,
    /// Where the form goes.
    pub action: &'a str,
    /// What was answered before: it decides what must be answered here.
    pub known: &'a Answers,
    /// Whether this page was just saved by those who stay.
    pub saved: bool,
}

impl Render for QuestionPage<'_> {
    fn render(&self) -> Markup {
        let title = format!("Step {}", self.question.code);
        let page = self.visit.page(&title, self.content());
        let back = Some(self.back.to_owned());
        ReporterPage { back, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl QuestionPage<'_> {
    fn content(&self) -> Markup {
        html! {
            @if self.saved { (notification_banner(Banner::Success, &"Saved. You can go on writing.")) }
            (error_summary(self.errors))
            form action=(self.action) method="post" novalidate autocomplete="off" {
                (token(self.visit.token))
                @if let Some(field) = self.question.only() { (self.only(field)) }
                @else {
                    h1 class="govuk-heading-l" { (self.question.title) }
                    @for text in self.question.lead { p class="govuk-body" { (text) } }
                    @for field in self.question.fields() { (self.one_of_several(field)) }
                }
                (self.buttons())
            }
        }
    }

    /// A field alone on its page: the question is its label and the page's heading.
    fn only(&self, field: &Field) -> Markup {
        let label = self.label(self.question.title, field);
        self.control(field, FormGroup::new(field.name, &label).heading().lead(self.question.lead))
    }

    /// What need not be answered says so: for the public that is all but the story.
    fn label(&self, text: &str, field: &Field) -> String {
        if is_required(field.name, self.known) { text.to_owned() } else { format!("{text} (optional)") }
    }

    fn one_of_several(&self, field: &Field) -> Markup {
        let label = self.label(field.label, field);
        self.control(field, FormGroup::new(field.name, &label).size(Size::Small))
    }

    fn control(&self, field: &Field, group: FormGroup) -> Markup {
        let group = group.hint(field.hint).error(self.errors.of(field.name));
        let value = self.answers.get(field.name);
        match &field.kind {
            Kind::Prose(words) => {
                let rows = if field.name == STORY { 12 } else { 6 };
                // The count stays hidden until most is used: nobody should feel that they write too much or
                // too little.
                let limit = Limit::Words(*words);
                CharacterCount { group, value, rows, limit, threshold: 90 }.render()
            }
            Kind::Flag => {
                let item = Item::new(YES, field.label, self.answers.flag(field.name));
                Checkboxes { group, items: vec![item] }.render()
            }
            Kind::Line(_)
            | Kind::Email
            | Kind::Phone
            | Kind::Web
            | Kind::Postcode
            | Kind::Day
            | Kind::Number(_) => Input::new(group, value).render(),
            Kind::One(choices) => Radios { group, items: self.items(field, choices), inline: false }.render(),
            Kind::Many(choices) => Checkboxes { group, items: self.items(field, choices) }.render(),
            Kind::Own(Asked::Select(choices)) => {
                let items = [NOTHING].into_iter().chain(self.items(field, choices)).collect();
                Select { group, items }.render()
            }
            Kind::Own(Asked::Force) => self.forces(group, value),
            Kind::Own(Asked::District) => self.districts(group, value),
            Kind::Own(Asked::Files) => html! {},
        }
    }

    fn items(&self, field: &Field, choices: &'static [Choice]) -> Vec<Item<'static>> {
        let item = |choice: &'static Choice| Item {
            value: choice.code,
            label: choice.label,
            hint: Some(choice.hint).filter(|hint| !hint.is_empty()),
            chosen: self.answers.has(field.name, choice.code),
            exclusive: choice.alone,
        };
        choices.iter().map(item).collect()
    }

    fn forces(&self, group: FormGroup, chosen: &str) -> Markup {
        let other = force_name(FORCE_OTHER, self.lists);
        let unsure = force_name(FORCE_UNSURE, self.lists);
        let served = self.lists.forces.iter().map(|force| (force.code.as_str(), force.name.as_str()));
        let rest = [(FORCE_OTHER, other.as_str()), (FORCE_UNSURE, unsure.as_str())];
        let items = served.chain(rest).map(|(code, name)| Item::new(code, name, code == chosen));
        if self.lists.forces.len() <= RADIOS {
            return Radios { group, items: items.collect(), inline: false }.render();
        }
        Select { group, items: [NOTHING].into_iter().chain(items).collect() }.render()
    }

    fn districts(&self, group: FormGroup, chosen: &str) -> Markup {
        let ids: Vec<String> = self.lists.districts.iter().map(|district| district.id.to_string()).collect();
        let named = ids.iter().zip(&self.lists.districts);
        let items = named.map(|(id, district)| Item::new(id, &district.name, id == chosen));
        Select { group, items: [NOTHING].into_iter().chain(items).collect() }.render()
    }

    /// Continue comes first: it is what the Enter key presses.
    fn buttons(&self) -> Markup {
        let long = self.question.fields().any(|field| matches!(field.kind, Kind::Prose(_)));
        let stay = Button {
            text: "Save and stay on this page",
            look: Look::Secondary,
            says: Some((ACTION, STAY)),
            hidden: None,
        };
        html! {
            div class="govuk-button-group" {
                (button("Continue"))
                @if long { (stay) }
            }
        }
    }
}
