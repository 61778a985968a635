//! Any question of the report form.

use maud::{Markup, Render, html};

use domain::form::choice::Choice;
use domain::form::errors::Errors;
use domain::form::values::YES;
use domain::platform::force::Lists;
use domain::report::form::{Answers, Asked, FORCE_OTHER, FORCE_UNSURE, Field, Kind, Question, force_name};
use domain::report::question::{PARTS, Part, SIGN, STANDARDS, STORY, is_about_standards, is_required};
use domain::report::sign::GROUPS;

use crate::component::button::{Button, button, secondary_button};
use crate::component::character_count::{CharacterCount, Limit};
use crate::component::checkboxes::Checkboxes;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::inset_text::inset_text;
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
/// Its value when people want to send at once: only what decides where it goes is asked then.
pub const SEND: &str = "send";
/// Its value when people want to answer every question.
pub const MORE: &str = "more";

/// Which ways lead on from a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Onward {
    /// To the next page.
    #[default]
    Next,
    /// After the story: to sending, or to more questions.
    Story,
    /// At the end of a part: to the next one, or to sending.
    PartEnd,
}

/// The first choice of a list that drops down.
const NOTHING: Item<'static> =
    Item { value: "", label: "Choose one", hint: None, chosen: false, exclusive: false, heading: None };

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
    /// The part that it is in, where parts are told.
    pub part: Option<Part>,
    /// Which ways lead on.
    pub onward: Onward,
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
                @if let Some(part) = self.part { (part_caption(part)) }
                @if let Some(field) = self.question.only() { (self.only(field)) }
                @else {
                    h1 class="govuk-heading-l" { (self.question.title) }
                    @for text in self.question.lead { p class="govuk-body" { (text) } }
                    @for field in self.question.fields() { (self.one_of_several(field)) }
                }
                @if self.question.open.iter().all(|field| field.name != STANDARDS) { (goes_to(self.known)) }
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
        if field.name == SIGN {
            return self.grouped(field, choices);
        }
        let offered = choices.iter().filter(|choice| choice.offered);
        offered.map(|choice| self.item(field, choice)).collect()
    }

    fn item(&self, field: &Field, choice: &Choice) -> Item<'static> {
        Item {
            value: choice.code,
            label: choice.label,
            hint: Some(choice.hint).filter(|hint| !hint.is_empty()),
            chosen: self.answers.has(field.name, choice.code),
            exclusive: choice.alone,
            heading: None,
        }
    }

    /// The signs under the headings that they have in common; those of no group last.
    fn grouped(&self, field: &Field, choices: &'static [Choice]) -> Vec<Item<'static>> {
        let find = |code: &str| choices.iter().find(|choice| choice.code == code);
        let mut items = Vec::with_capacity(choices.len());
        for (heading, codes) in GROUPS {
            let signs = codes.iter().filter_map(|code| find(code));
            items.extend(signs.enumerate().map(|(index, choice)| Item {
                heading: (index == 0).then_some(*heading),
                ..self.item(field, choice)
            }));
        }
        let is_in_group = |code: &str| GROUPS.iter().any(|(_, codes)| codes.contains(&code));
        let others = choices.iter().filter(|choice| !is_in_group(choice.code));
        items.extend(others.map(|choice| self.item(field, choice)));
        items
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

    /// What leads on comes first: it is what the Enter key presses.
    fn buttons(&self) -> Markup {
        let long = self.question.fields().any(|field| matches!(field.kind, Kind::Prose(_)));
        html! {
            @if self.onward == Onward::Story { (short_notice(self.lists)) }
            div class="govuk-button-group" {
                (onward_buttons(self.onward))
                @if long { (Button { says: Some((ACTION, STAY)), ..secondary_button("Save and stay on this page") }) }
            }
        }
    }
}

/// “Part 2 of 4: the person”.
pub(super) fn part_caption(part: Part) -> Markup {
    html! {
        span class="govuk-caption-l" { "Part " (part.number()) " of " (PARTS.len()) ": " (part.title()) }
    }
}

/// The buttons that lead on.
pub(super) fn onward_buttons(onward: Onward) -> Markup {
    html! {
        @match onward {
            Onward::Next => (button("Continue")),
            Onward::Story => {
                (Button { says: Some((ACTION, SEND)), ..button("Send this now") })
                (Button { says: Some((ACTION, MORE)), ..secondary_button("Answer more questions") })
            }
            Onward::PartEnd => {
                (button("Continue"))
                (Button { says: Some((ACTION, SEND)), ..secondary_button("Send now") })
            }
        }
    }
}

/// What sending at once still asks.
fn short_notice(lists: &Lists) -> Markup {
    let force = if lists.forces.len() > 1 { "which force it is about, " } else { "" };
    html! {
        p class="govuk-body" {
            "If you send this now, we ask only " (force) "if the person works in professional standards, if anyone is in danger, "
            "and if you want a reply. More questions help us to act, and you can send at the end of each part."
        }
    }
}

/// Who reads the report, where that is not professional standards.
pub(super) fn goes_to(answers: &Answers) -> Markup {
    html! {
        @if is_about_standards(answers) {
            (inset_text(&"Your report goes to the independent team, not to professional standards."))
        }
    }
}
