//! Adding files to a report.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::platform::attachment::MAX_FILES;
use domain::report::form::{Answers, Question};
use domain::report::question::Part;

use super::question::{ACTION, Onward, goes_to, onward_buttons, part_caption};
use crate::component::button::{Button, secondary_button};
use crate::component::details::details;
use crate::component::error_summary::error_summary;
use crate::component::file_list::{FileItem, file_name};
use crate::component::file_upload::FILES;
use crate::component::file_upload::FileUpload;
use crate::component::form_group::FormGroup;
use crate::component::label::Size;
use crate::component::token::token;
use crate::page::{ReporterPage, Visit};

/// The name of the field that tells which file to remove.
pub const FILE: &str = "file";
/// The value of the button that adds files and stays on the page; its name is
/// [`ACTION`].
pub const ADD: &str = "add";

/// What the browser offers first. What counts is the content.
const ACCEPT: &str = ".jpg,.jpeg,.png,.heic,.webp,.pdf,.docx,.odt,.txt,.mp3,.m4a,.mp4,.mov";

/// The question that adds files.
#[derive(Clone, Copy)]
pub struct FilesPage<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// The question.
    pub question: &'a Question,
    /// What was added.
    pub files: &'a [FileItem<'a>],
    /// What was wrong, for the field [`FILES`].
    pub errors: &'a Errors,
    /// Where Back leads.
    pub back: &'a str,
    /// What was answered before: it decides where the report goes.
    pub known: &'a Answers,
    /// The part that it is in, where parts are told.
    pub part: Option<Part>,
    /// Which ways lead on.
    pub onward: Onward,
}

impl Render for FilesPage<'_> {
    fn render(&self) -> Markup {
        let title = format!("Step {}", self.question.code);
        let page = self.visit.page(&title, self.content());
        let back = Some(self.back.to_owned());
        ReporterPage { back, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl FilesPage<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            @if let Some(part) = self.part { (part_caption(part)) }
            h1 class="govuk-heading-l" { (self.question.title) " (optional)" }
            @for text in self.question.lead { p class="govuk-body" { (text) } }
            (advice())
            @if !self.files.is_empty() { (self.added_files()) }
            form action=(path::step(self.question.code)) method="post" enctype="multipart/form-data" novalidate {
                (token(self.visit.token))
                @if self.files.len() < MAX_FILES { (upload("Choose files", self.errors)) }
                @else { p class="govuk-body" { "You have added " (MAX_FILES) " files. To add another, remove one first." } }
                (goes_to(self.known))
                div class="govuk-button-group" {
                    (onward_buttons(self.onward))
                    @if self.files.len() < MAX_FILES {
                        (Button { says: Some((ACTION, ADD)), ..secondary_button("Add and stay on this page") })
                    }
                }
            }
        }
    }

    fn added_files(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Files you have added" }
            dl class="govuk-summary-list" {
                @for (index, file) in self.files.iter().enumerate() {
                    div class="govuk-summary-list__row" {
                        dt class="govuk-summary-list__key" { "File " (index + 1) }
                        dd class="govuk-summary-list__value" { (file_name(file)) }
                        dd class="govuk-summary-list__actions" { (self.remove(index, file)) }
                    }
                }
            }
        }
    }

    fn remove(&self, index: usize, file: &FileItem) -> Markup {
        html! {
            form action=(path::step_remove(self.question.code)) method="post" novalidate {
                (token(self.visit.token))
                input type="hidden" name=(FILE) value=(file.id);
                // Not a `Button`: in a list it must not push the next row down.
                button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0"
                    data-module="govuk-button" {
                    "Remove" span class="govuk-visually-hidden" { " file " (index + 1) }
                }
            }
        }
    }
}

/// The control that takes files, told of its limits before anything is chosen.
pub(super) fn upload(label: &str, errors: &Errors) -> Markup {
    let group = FormGroup::new(FILES, label).size(Size::Small).error(errors.of(FILES)).hint(
        "Up to 10 files of up to 25 MB each: photos (JPG, PNG, HEIC, WEBP), documents (PDF, DOCX, ODT, TXT), \
         sound (MP3, M4A) or video (MP4, MOV). You can choose several at once.",
    );
    FileUpload { group, multiple: true, accept: Some(ACCEPT) }.render()
}

fn advice() -> Markup {
    html! {
        p class="govuk-body" {
            "Files can help, but we do not need any. Only add what you already have. "
            "Please do not go looking for more."
        }
        p class="govuk-body" {
            strong { "Never add sexual pictures of anyone under 18." }
            " It can be against the law to send them, even to us. Tell us in words that they exist."
        }
        (details("Before you add a photo or screenshot", &html! {
            ul class="govuk-list govuk-list--bullet" {
                li { "Look who is in it. You, your home or a friend could be recognised." }
                li { "A new photo or screenshot stays on your phone, and may be copied to a shared photo album." }
                li { "A photo can hold hidden details, such as where it was taken. Staff first open a copy \
                      without them, where the kind of file allows it. The original is kept locked, as evidence." }
                li { "Keep the original, if it is safe for you to keep it." }
            }
        }))
    }
}
