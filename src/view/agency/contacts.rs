//! The contacts that the department has of an agency, for its lead.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::record::{Field, Known, Record, YES};
use domain::register::contact::{CONFIRMED, CONTACT, Contact, EMAIL, PHONE, ROLE, SPOC, SPOCS};

use super::done::Done;
use super::page::Member;
use crate::component::button::{Button, Look, button, link_button};
use crate::component::checkboxes::lone_checkbox;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::item::Item;
use crate::component::staff::control::Controls;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::page::ReporterPage;

/// The field for the version of the entry when the form was drawn.
pub const VERSION: &str = "version";
/// The field that says that somebody works for the agency no more.
pub const GONE: &str = "gone";

/// How many sections of the register's form an agency fills in: what stands after them is the department's.
const OURS: usize = 2;

/// The list of contacts.
#[derive(Clone, Copy, Debug)]
pub struct Contacts<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The contacts, the point of contact first.
    pub contacts: &'a [Contact],
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Contacts<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { "Contacts" }
            p class="govuk-body" {
                "This is how the police team knows " bdi { (self.member.agency) } ". "
                "Look through it now and then, and say whom they should call."
            }
            @for contact in self.contacts { (self.contact(contact)) }
            @if self.contacts.is_empty() { p class="govuk-body" { "Nobody is named yet." } }
            (link_button("Add a contact", &path::agency::new_contact(), Look::Primary))
        };
        self.member.page("Contacts", &content).render()
    }
}

impl Contacts<'_> {
    fn contact(&self, contact: &Contact) -> Markup {
        let field = |name: Key| contact.record.get(name);
        let fields = [("What they do", ROLE), ("Work email", EMAIL), ("Work phone", PHONE)];
        let rows = fields.iter().filter(|(_, name)| !field(*name).is_empty());
        let rows = rows.map(|(key, name)| Row::text(key, field(*name))).collect();
        html! {
            section {
                h2 class="govuk-heading-m" {
                    bdi { (contact.name()) }
                    @if !field(SPOC).is_empty() { " " (tag(choice::label(SPOCS, field(SPOC)), Colour::Teal)) }
                }
                (SummaryList { rows, no_border: false })
                p class="govuk-body" {
                    @match (contact.confirmed_by_agency(), contact.record.day(CONFIRMED)) {
                        (Some(day), _) => { "Confirmed by your agency on " (day) ". " }
                        (None, Some(day)) => { "Last checked by the police team on " (day) ". " }
                        (None, None) => { "Not confirmed yet. " }
                    }
                    a class="govuk-link govuk-!-display-none-print" href=(path::agency::contact(&contact.id)) {
                        "Change" span class="govuk-visually-hidden" { " " (contact.name()) }
                    }
                }
                form action=(path::agency::contact_confirm(&contact.id)) method="post" {
                    (token(self.member.token))
                    input type="hidden" name=(VERSION) value=(contact.version);
                    (Button { text: "This is right", hidden: Some(contact.name()), look: Look::Secondary, says: None })
                }
            }
        }
    }
}

/// A contact, for changing, or a new one.
#[derive(Clone, Copy)]
pub struct ContactForm<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The contact; none for a new one.
    pub contact: Option<&'a Contact>,
    /// The version that the form goes by.
    pub version: i64,
    /// What is written down, or was typed and found wrong.
    pub record: &'a Record,
    /// What was wrong.
    pub errors: &'a Errors,
    /// Whether somebody else changed it meanwhile.
    pub meanwhile: bool,
}

impl Render for ContactForm<'_> {
    fn render(&self) -> Markup {
        let content = self.content();
        let page = self.member.page("Contact", &content);
        let failed = !self.errors.is_empty();
        ReporterPage { failed, back: Some(path::agency::contacts()), ..page }.render()
    }
}

impl ContactForm<'_> {
    fn content(&self) -> Markup {
        let known = Known::default();
        let controls = Controls { record: self.record, errors: self.errors, known: &known };
        let (title, action) = match self.contact {
            Some(contact) => (contact.name(), path::agency::contact(&contact.id)),
            None => ("Add a contact", path::agency::new_contact()),
        };
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { bdi { (title) } }
            @if self.meanwhile {
                (warning_text(
                    &"Somebody else changed this contact while you were writing. What you typed is in the form below. \
                     Look at it again, then save."
                ))
                @if let Some(contact) = self.contact { (self.differences(contact, &known)) }
            }
            form action=(action) method="post" novalidate autocomplete="off" {
                (token(self.member.token))
                input type="hidden" name=(VERSION) value=(self.version);
                (controls.sections(CONTACT.get(..OURS).unwrap_or_default()))
                @if self.contact.is_some() {
                    (lone_checkbox(GONE, &Item::new(YES, "They do not work for us any more, and must not sign in", false)))
                }
                p class="govuk-body" { "When you save, we note that your agency confirmed this today." }
                (button("Save"))
            }
        }
    }

    /// What stands now where it differs from what was typed.
    fn differences(&self, contact: &Contact, known: &Known) -> Markup {
        let differs = |field: &&Field| contact.record.all(field.name) != self.record.all(field.name);
        let fields = CONTACT.iter().take(OURS).flat_map(|section| section.fields).filter(differs);
        let rows = fields.map(|field| Row {
            key: field.label,
            value: html! { "It now says: " bdi { (field.words(&contact.record, known).join(", ")) } },
            action: None,
        });
        SummaryList { rows: rows.collect(), no_border: false }.render()
    }
}
