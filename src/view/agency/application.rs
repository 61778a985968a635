//! Asking to become a registered agency: a form for anybody, with nothing kept until it is sent.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::record::{Field, Known, Record};
use domain::identity::application::{ANSWERED_WITHIN, APPLICATION};

use crate::component::button::{Button, Look, button};
use crate::component::error_summary::error_summary;
use crate::component::panel::panel;
use crate::component::prose::prose;
use crate::component::staff::control::Controls;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::page::{ReporterPage, Site};

/// The field that says what is to be done with what was typed.
pub const DO: &str = "do";
/// The value that sends it.
pub const SEND: &str = "send";
/// The value that shows the form again.
pub const CHANGE: &str = "change";
/// The field that names the application, so that it is there once when it is sent twice.
pub const KEY: &str = "key";

/// What every page of the form knows.
#[derive(Clone, Copy, Debug)]
pub struct Applying<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The form token.
    pub token: &'a str,
    /// The application's identifier.
    pub key: &'a str,
    /// What was typed.
    pub record: &'a Record,
    /// The lists that the form offers.
    pub known: &'a Known,
}

impl Applying<'_> {
    fn hidden(&self) -> Markup {
        html! {
            (token(self.token))
            input type="hidden" name=(KEY) value=(self.key);
        }
    }
}

/// The form.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationForm<'a> {
    /// What every page of the form knows.
    pub applying: Applying<'a>,
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for ApplicationForm<'_> {
    fn render(&self) -> Markup {
        let page = ReporterPage::new(self.applying.site, "Apply", self.content());
        let failed = !self.errors.is_empty();
        ReporterPage { failed, back: Some(path::agency::sign_in()), ..page }.render()
    }
}

impl ApplicationForm<'_> {
    fn content(&self) -> Markup {
        let Applying { record, known, .. } = self.applying;
        let controls = Controls { record, errors: self.errors, known };
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Apply to register your agency" }
            p class="govuk-body" {
                "For organisations that support people. People of registered agencies get materials and training, can ask for a "
                "briefing, and can pass on what they hear at work, in their name or not."
            }
            p class="govuk-body" {
                "You do not need to be registered to tell us something: "
                a class="govuk-link" href=(path::start()) { "go to the start" } "."
            }
            div class="govuk-inset-text" {
                "We never ask where you are. Do not write the address of a refuge or safe place on this page."
            }
            form action=(path::agency::apply()) method="post" novalidate autocomplete="off" {
                (self.applying.hidden())
                (controls.sections(APPLICATION))
                (button("Continue"))
            }
        }
    }
}

/// The answers, before they are sent.
#[derive(Clone, Copy, Debug)]
pub struct CheckAnswers<'a> {
    /// What every page of the form knows.
    pub applying: Applying<'a>,
}

impl Render for CheckAnswers<'_> {
    fn render(&self) -> Markup {
        ReporterPage::new(self.applying.site, "Check", self.content()).render()
    }
}

impl CheckAnswers<'_> {
    fn content(&self) -> Markup {
        let Applying { record, known, .. } = self.applying;
        let fields = APPLICATION.iter().flat_map(|section| section.fields);
        let change = Button {
            text: "Change your answers",
            look: Look::Secondary,
            says: Some((DO, CHANGE)),
            hidden: None,
        };
        html! {
            h1 class="govuk-heading-l" { "Check your answers before you apply" }
            @for section in APPLICATION {
                h2 class="govuk-heading-m" { (section.title) }
                (answers(section.fields, record, known))
            }
            h2 class="govuk-heading-m" { "Now send your application" }
            p class="govuk-body" {
                "We use what you wrote to check who you are, and then to keep in touch. If we do not register your agency, "
                "we delete it 90 days after we told you."
            }
            form action=(path::agency::apply()) method="post" novalidate autocomplete="off" {
                (self.applying.hidden())
                @for field in fields {
                    @for value in record.all(field.name) { input type="hidden" name=(field.name) value=(value); }
                }
                div class="govuk-button-group" {
                    (Button { text: "Send application", says: Some((DO, SEND)), ..Button::default() })
                    (change)
                }
            }
        }
    }
}

/// What was answered, each with its question.
fn answers(fields: &[Field], record: &Record, known: &Known) -> Markup {
    let value = |field: &Field| {
        let words = field.words(record, known);
        html! {
            @match words.as_slice() {
                [] => "Not provided",
                [only] => (prose(only)),
                several => ul class="govuk-list govuk-list--bullet" { @for word in several { li { bdi { (word) } } } },
            }
        }
    };
    let rows = fields.iter().map(|field| Row { key: plain(field.label), value: value(field), action: None });
    SummaryList { rows: rows.collect(), no_border: false }.render()
}

/// A label without what only matters while filling in.
fn plain(label: &str) -> &str {
    label.strip_suffix(" (optional)").unwrap_or(label)
}

/// The application is with the department.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Received<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (panel("We have your application", &"You need not do anything now"))
            h2 class="govuk-heading-m" { "What happens next" }
            ol class="govuk-list govuk-list--number" {
                li { "Somebody of the police team that keeps in touch with agencies reads it." }
                li {
                    "They check who you are. They look up your main number themselves and may call it, and ask for you by name. "
                    "They never ask for a password or a code."
                }
                li {
                    "You get an answer by email within " (ANSWERED_WITHIN) " working days. It comes without any names and does not "
                    "say what it is about. If we register your agency, it holds a link to set up your account."
                }
            }
            p class="govuk-body" {
                "You have heard nothing by then? Look into your spam folder, then ask us: " (self.site.contact)
            }
            p class="govuk-body" {
                a class="govuk-link" href=(path::start()) { "Go to the start" }
            }
        };
        ReporterPage::new(self.site, "Received", content).render()
    }
}

/// Too many wait, or came today.
#[derive(Clone, Copy, Debug)]
pub struct NoRoom<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// What was typed, to be copied, and the lists that it was chosen from; none when nothing was.
    pub typed: Option<(&'a Record, &'a Known)>,
}

impl Render for NoRoom<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "We cannot take your application just now" }
            p class="govuk-body" {
                "More applications have come than we can look at with care"
                @if self.typed.is_some() { ", today or from your organisation" }
                ". Nothing was stored. It is not your fault."
            }
            p class="govuk-body" { "Try again tomorrow. If it cannot wait, or happens again: " (self.site.contact) }
            @if let Some((record, known)) = self.typed {
                p class="govuk-body" { "This is what you wrote. Copy it, so that you do not have to write it again." }
                @for section in APPLICATION {
                    h2 class="govuk-heading-m" { (section.title) }
                    (answers(section.fields, record, known))
                }
            }
            p class="govuk-body" {
                "You do not need to be registered to tell us something: "
                a class="govuk-link" href=(path::start()) { "go to the start" } "."
            }
        };
        ReporterPage { back: Some(path::agency::sign_in()), ..ReporterPage::new(self.site, "Apply", content) }
            .render()
    }
}
