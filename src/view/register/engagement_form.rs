//! Logging an engagement: first what it was and with whom, then everything else in one form.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::key::{Key, Place};
use domain::form::record::Section;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::contact::Contact;
use domain::register::engagement::{Activity, kinds};
use domain::register::engagement_form::{
    self, AGENCY, CAMPAIGN, CONTACT, EDITION, KIND, LINES, QUANTITY, RawForm, value,
};
use domain::register::follow_up::{DUE, OWNER, TASK};

use super::form::{EntryForm, VERSION};
use super::ledger::reminder;
use crate::component::button::{Button, Look, button};
use crate::component::checkboxes::Checkboxes;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::{Input, Width};
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::select::Select;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for the step that is asked for.
pub const STEP: Key = Key::new("step");
/// The step at which agencies are chosen.
pub const CHOOSE: &str = "agencies";
/// The step at which everything else is filled in.
pub const FORM: &str = "form";
/// The field for words to look for among agencies.
pub const WORDS: Key = Key::new("q");
/// The field for the engagement that a new one is to be like.
pub const LIKE: Key = Key::new("like");

/// The address at which an engagement with these agencies is logged.
pub fn start_with(agencies: &[Id<Agency>]) -> String {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let pairs: Vec<(&str, &str)> = ids.iter().map(|id| (AGENCY.name(), id.as_str())).collect();
    format!("{}?{}", path::register::new_engagement(), path::query(&pairs))
}

/// The first step: what it was, and with whom.
#[derive(Clone)]
pub struct Choose<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// Where the form goes.
    pub action: String,
    /// What the address holds beside what is asked here: names and values.
    pub kept: &'a [(&'a str, &'a str)],
    /// The code of the kind.
    pub kind: &'a str,
    /// The agencies that are chosen.
    pub chosen: &'a [(String, String)],
    /// Those that were looked for.
    pub found: &'a [(String, String)],
    /// Those that were engaged lately.
    pub recent: &'a [(String, String)],
    /// The words that were looked for.
    pub words: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for Choose<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("What was done, and with whom", self.content()).at(NavItem::Engagements);
        let failed = !self.errors.is_empty();
        StaffPage { above: vec![("Engagements", path::register::engagements())], failed, ..page }.render()
    }
}

impl Choose<'_> {
    fn content(&self) -> Markup {
        let kinds =
            kinds().into_iter().map(|(code, label)| Item::new(code, label, code == self.kind)).collect();
        let kind = FormGroup::new(KIND, "What was done").size(Size::Small).error(self.errors.of(KIND));
        let search = FormGroup::new(WORDS, "Find other agencies").size(Size::Small);
        let search =
            search.hint("Names, people, places. Parts of words will do. What you ticked stays ticked.");
        let find = Button {
            text: "Find",
            look: Look::Secondary,
            says: Some((STEP.name(), CHOOSE)),
            hidden: Some("agencies"),
        };
        let go_on = Button { text: "Continue", says: Some((STEP.name(), FORM)), ..Button::default() };
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "What was done, and with whom" }
            form action=(self.action) method="get" novalidate autocomplete="off" {
                @for (name, value) in self.kept { input type="hidden" name=(name) value=(value); }
                (Select { group: kind, items: kinds })
                (self.agencies())
                (Input { kind: "search", width: Width::Thirty, ..Input::new(search, self.words) })
                (find)
                div { (go_on) }
            }
        }
    }

    fn agencies(&self) -> Markup {
        let item = |hint: Option<&'static str>, chosen: bool| {
            move |(id, name): &'_ (String, String)| (id.clone(), name.clone(), hint, chosen)
        };
        let chosen = self.chosen.iter().map(item(None, true));
        // Whoever looked for one agency and found it means it.
        let found = self.found.iter().map(item(Some("Found"), self.found.len() == 1));
        let recent = self.recent.iter().map(item(Some("You met them lately"), false));
        let all: Vec<_> = chosen.chain(found).chain(recent).collect();
        let items =
            all.iter().map(|(id, name, hint, chosen)| Item { hint: *hint, ..Item::new(id, name, *chosen) });
        let group =
            FormGroup::new(AGENCY, "With which agencies").size(Size::Small).error(self.errors.of(AGENCY));
        html! {
            @if all.is_empty() {
                p class="govuk-body" { "Agencies that you log engagements with will be offered here. Find the first one below." }
            } @else { (Checkboxes { group, items: items.collect() }) }
            @if !self.words.is_empty() && self.found.is_empty() {
                p class="govuk-body" {
                    "No other agency is like “" (self.words) "”. "
                    a class="govuk-link" href=(path::register::new_agency()) { "Add an agency" }
                }
            }
        }
    }
}

/// The second step: everything else. Also the form in which an engagement is changed.
pub struct LogForm<'a> {
    /// The form for the fields.
    pub form: EntryForm<'a>,
    /// Its kind.
    pub kind: &'static Activity,
    /// What is asked.
    pub sections: &'a [Section],
    /// With whom it was: identifier and name.
    pub agencies: &'a [(String, String)],
    /// The people of those agencies.
    pub contacts: &'a [Contact],
    /// What can be handed out: identifier and words.
    pub editions: &'a [(String, String)],
    /// The campaigns that it can belong to: identifier and name.
    pub campaigns: &'a [(String, String)],
    /// What was typed.
    pub typed: &'a RawForm,
    /// Whether follow-ups are asked for: only when it is new.
    pub new: bool,
    /// Where the kind and the agencies are changed.
    pub change: String,
}

impl Render for LogForm<'_> {
    fn render(&self) -> Markup {
        StaffPage { content: self.content(), ..self.form.page() }.render()
    }
}

impl LogForm<'_> {
    fn content(&self) -> Markup {
        let form = &self.form;
        html! {
            (error_summary(form.controls.errors))
            h1 class="govuk-heading-l" { (form.frame.title) }
            @if let Some(now) = form.meanwhile { (form.differences(now)) }
            (self.about())
            (reminder(form.signed.site))
            (form.draft.notice(form.signed.token))
            form action=(form.frame.action) method="post" novalidate autocomplete="off" data-draft=[form.draft.saves_at()] {
                (token(form.signed.token))
                input type="hidden" name=(VERSION) value=(form.version);
                input type="hidden" name=(KIND) value=(self.kind.code);
                @let like = value(self.typed, LIKE);
                @if !like.is_empty() { input type="hidden" name=(LIKE) value=(like); }
                @for (id, _) in self.agencies { input type="hidden" name=(AGENCY) value=(id); }
                (self.people())
                (form.controls.sections(self.sections))
                (self.campaign())
                (self.materials())
                @if self.new { (self.tasks()) }
                div class="govuk-button-group" { (button(form.frame.button)) (form.draft.button()) }
            }
        }
    }

    fn about(&self) -> Markup {
        html! {
            p class="govuk-body" id=(AGENCY) {
                strong { (self.kind.label) }
                @if self.agencies.is_empty() { ", with no agency. " }
                @else {
                    " with "
                    @for (index, (_, name)) in self.agencies.iter().enumerate() { @if index > 0 { ", " } bdi { (name) } }
                    ". "
                }
                a class="govuk-link" href=(self.change) {
                    "Change" span class="govuk-visually-hidden" { " what was done or with whom" }
                }
            }
        }
    }

    /// Those who left are offered only if they took part.
    fn people(&self) -> Markup {
        let chosen = engagement_form::ids::<Contact>(self.typed, CONTACT);
        let offered = self.contacts.iter().filter(|one| one.left().is_none() || chosen.contains(&one.id));
        let offered: Vec<(String, String, bool)> = offered
            .map(|one| {
                let agency = one.agency.to_string();
                let agency =
                    self.agencies.iter().find(|(id, _)| *id == agency).map_or("", |(_, name)| name.as_str());
                (one.id.to_string(), format!("{}, {agency}", one.name()), chosen.contains(&one.id))
            })
            .collect();
        let items = offered.iter().map(|(id, label, chosen)| Item::new(id, label, *chosen)).collect();
        let group = FormGroup::new(CONTACT, "Who took part or was reached").size(Size::Small);
        html! { @if !offered.is_empty() { (Checkboxes { group, items }) } }
    }

    fn campaign(&self) -> Markup {
        let chosen = value(self.typed, CAMPAIGN);
        let items = self.campaigns.iter().map(|(id, name)| Item::new(id, name, id == chosen));
        let items = [Item::new("", "None", chosen.is_empty())].into_iter().chain(items).collect();
        let group = FormGroup::new(CAMPAIGN, "Part of the campaign").size(Size::Small);
        html! { @if !self.campaigns.is_empty() { (Select { group, items }) } }
    }

    fn materials(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m govuk-!-margin-top-6" { "What was handed out" }
            @if self.editions.is_empty() { p class="govuk-body" { "No leaflet, poster or slides are on the list yet." } }
            @else { @for line in 1..=engagement_form::lines(self.typed) { (self.material(line)) } }
        }
    }

    fn material(&self, line: usize) -> Markup {
        let (edition, quantity) = (EDITION.line(line), QUANTITY.line(line));
        let (what, how_many) = (format!("Material {line}"), format!("How many of material {line}"));
        let chosen = value(self.typed, edition);
        let items = self.editions.iter().map(|(id, label)| Item::new(id, label, id == chosen));
        let items = [Item::new("", "None", chosen.is_empty())].into_iter().chain(items).collect();
        let errors = self.form.controls.errors;
        let copies = Input::new(group(errors, quantity, &how_many), value(self.typed, quantity));
        html! {
            div class="candour-inline" {
                (Select { group: group(errors, edition, &what), items })
                (Input { inputmode: Some("numeric"), width: Width::Ten, ..copies })
            }
        }
    }

    fn tasks(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m govuk-!-margin-top-6" { "What is to follow" }
            @for line in 1..=LINES { (self.task(line)) }
        }
    }

    fn task(&self, line: usize) -> Markup {
        let [task, owner, due] = [TASK, OWNER, DUE].map(|field| field.line(line));
        let labels = ["What to do", "Who does it", "By when"].map(|label| format!("{label} ({line})"));
        let [what, who, when] = &labels;
        let known = self.form.controls.known;
        let me = self.form.signed.actor.id.to_string();
        // Filled in beforehand, until somebody has said otherwise.
        let asked = self.typed.iter().any(|(name, _)| owner == **name);
        let chosen = if asked { value(self.typed, owner) } else { &me };
        let ids: Vec<String> = known.staff.iter().map(|person| person.id.to_string()).collect();
        let people =
            ids.iter().zip(&known.staff).map(|(id, person)| Item::new(id, &person.name, id == chosen));
        let people = [Item::new("", "Nobody yet", chosen.is_empty())].into_iter().chain(people).collect();
        let errors = self.form.controls.errors;
        let day = Input::new(group(errors, due, when), value(self.typed, due));
        html! {
            div class="candour-inline" {
                (Input { width: Width::Thirty, ..Input::new(group(errors, task, what), value(self.typed, task)) })
                (Select { group: group(errors, owner, who), items: people })
                (Input { kind: "date", width: Width::Ten, ..day })
            }
        }
    }
}

fn group<'g>(errors: &'g Errors, place: Place, label: &'g str) -> FormGroup<'g> {
    FormGroup::new(place, label).error(errors.of(place))
}
