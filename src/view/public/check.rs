//! All answers, before they are sent.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::platform::force::Lists;
use domain::report::form::{Answers, Asked, Field, Kind, Question};
use domain::report::question::is_danger_now;
use domain::report::sender::{MARK, SenderKind};

use super::danger;
use super::question::{ACTION, MORE, goes_to};
use crate::component::button::{Button, button, secondary_button};
use crate::component::error_summary::error_summary;
use crate::component::file_list::{FileItem, file_name};
use crate::component::prose::prose;
use crate::component::summary_list::{Action, Row, SummaryList};
use crate::component::token::token;
use crate::page::{ReporterPage, Visit};

/// All answers, before they are sent.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// The answers.
    pub answers: &'a Answers,
    /// The questions that are shown.
    pub questions: &'a [&'static Question],
    /// Whether there are more questions that could be answered.
    pub more: bool,
    /// What `Force` and `District` fields offer.
    pub lists: &'a Lists,
    /// What was added.
    pub files: &'a [FileItem<'a>],
    /// As whom it is sent.
    pub sender: SenderKind,
    /// What keeps it from being sent, by field: an answer that is needed, or [`MARK`] when what the draft
    /// says of who sends it holds no more.
    pub errors: &'a Errors,
    /// Where Back leads.
    pub back: &'a str,
}

impl Render for Check<'_> {
    fn render(&self) -> Markup {
        let page = self.visit.page("Check", self.content());
        let back = Some(self.back.to_owned());
        ReporterPage { back, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Check<'_> {
    fn content(&self) -> Markup {
        let rows = self.questions.iter().flat_map(|question| self.rows(question)).collect();
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Check your answers before you send them" }
            @if is_danger_now(self.answers) { (danger::reminder()) }
            (SummaryList { rows, no_border: false })
            @if self.errors.of(MARK).is_some() { (self.unmarked()) } @else { (self.send()) }
        }
    }

    fn send(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Now send your report" }
            @match self.sender {
                SenderKind::Public => {}
                SenderKind::Named => (named_notice()),
                SenderKind::Agency => (agency()),
                SenderKind::Verified => (verified()),
                SenderKind::Disclosed => (disclosed()),
            }
            (goes_to(self.answers))
            p class="govuk-body" {
                "When you send it, we lock it so that only the team who reads reports can open it, "
                "and wipe what you typed here. You cannot change it after that."
            }
            form action=(path::check()) method="post" novalidate {
                (token(self.visit.token))
                div class="govuk-button-group" {
                    (button("Send report"))
                    @if self.sender == SenderKind::Disclosed {
                        (Button { says: Some((MARK.name(), "without")), ..secondary_button("Send without the mark") })
                    }
                    @if self.more { (Button { says: Some((ACTION, MORE)), ..secondary_button("Answer more questions") }) }
                }
            }
        }
    }

    /// What the draft says of who sends it holds no more; the report does.
    fn unmarked(&self) -> Markup {
        let (heading, why, button) = match self.sender {
            SenderKind::Named | SenderKind::Agency => (
                "Send your report without your name and agency",
                "Your account does not work any more, so the report cannot go in your name or as your agency.",
                "Send without them",
            ),
            SenderKind::Public | SenderKind::Verified | SenderKind::Disclosed => (
                "Send your report without the mark",
                "The proof that you are a registered practitioner was used for another report, or its time is over.",
                "Send without the mark",
            ),
        };
        html! {
            h2 class="govuk-heading-m" id=(MARK) { (heading) }
            p class="govuk-body" { (why) " Your report is all there: nothing is lost." }
            p class="govuk-body" {
                "You can send it as an anonymous report like any other. It is read in the same way."
            }
            form action=(path::check()) method="post" novalidate {
                (token(self.visit.token))
                (Button { text: button, says: Some((MARK.name(), "without")), ..Button::default() })
            }
        }
    }

    /// A question that asks one thing is one row; of several, each that was answered is one under its own
    /// label.
    fn rows(&self, question: &'static Question) -> Vec<Row<'static>> {
        let is_alone = question.only().is_some();
        let key = |field: &Field| if is_alone { question.title } else { field.label };
        let given = question.fields().filter_map(|field| Some((key(field), self.value(field)?)));
        let mut rows: Vec<_> = given.collect();
        if rows.is_empty() {
            rows.push((question.title, html! { "Not provided" }));
        }
        let row = |(index, (key, value)): (usize, (&'static str, Markup))| Row {
            key,
            value: html! {
                @if index == 0 { (self.anchors(question)) }
                (value)
            },
            action: Some(Action { text: "Change", hidden: key, href: path::step(question.code) }),
        };
        rows.into_iter().enumerate().map(row).collect()
    }

    /// Where an error in the summary links to: the answer that is missing.
    fn anchors(&self, question: &Question) -> Markup {
        html! {
            @for field in question.fields().filter(|field| self.errors.of(field.name).is_some()) {
                span id=(field.name) {}
            }
        }
    }

    fn value(&self, field: &Field) -> Option<Markup> {
        if matches!(field.kind, Kind::Own(Asked::Files)) {
            return (!self.files.is_empty()).then(|| file_names(self.files));
        }
        let words = field.words(self.answers, self.lists);
        (!words.is_empty()).then(|| html! {
            @match words.as_slice() {
                [only] => { (prose(only)) }
                several => { ul class="govuk-list govuk-list--bullet" { @for word in several { li { (word) } } } }
            }
        })
    }
}

/// What goes with a report in one's own name.
fn named_notice() -> Markup {
    html! {
        div class="govuk-inset-text" {
            "Your report will be marked ‘Registered practitioner, by name’. Your name, work address and agency are locked apart "
            "from it: it takes two people, who do not work on your report, to open them."
        }
    }
}

/// What goes with a report as an agency.
fn agency() -> Markup {
    html! {
        div class="govuk-inset-text" {
            "Your report will be marked ‘Registered agency’. The name of your agency is locked apart from it: it takes two "
            "people, who do not work on your report, to open it. Your own name does not go with it, unless you wrote it."
        }
    }
}

/// What the mark tells, and what the words could.
fn verified() -> Markup {
    html! {
        div class="govuk-inset-text" {
            p class="govuk-body" {
                "Your report will be marked ‘Registered practitioner, unlinkable’. Those who read it know that someone from a "
                "registered agency wrote it. Nobody can find out who."
            }
            p class="govuk-body" {
                "Your own words still can. Look once more: is there a name, an agency or a detail in them that points to you?"
            }
        }
    }
}

/// What goes with a report about what was told at an engagement.
fn disclosed() -> Markup {
    html! {
        div class="govuk-inset-text" {
            "Your report will be marked ‘Disclosed at an engagement’. Nothing says at which, who was there or who opened this form, "
            "unless you wrote it."
        }
    }
}

fn file_names(files: &[FileItem]) -> Markup {
    html! {
        ul class="govuk-list" { @for file in files { li { (file_name(file)) } } }
    }
}
