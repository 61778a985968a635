//! The open mailbox: what the reporter said, what we answered, and room for more.

pub use domain::report::message::WORDS;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::report::message::{Author, MESSAGE_WORDS};

use super::files::upload;
use crate::component::button::button;
use crate::component::character_count::{CharacterCount, Limit};
use crate::component::error_summary::error_summary;
use crate::component::file_list::{FileItem, file_name};
use crate::component::form_group::FormGroup;
use crate::component::inset_text::inset_text;
use crate::component::label::Size;
use crate::component::notification_banner::{Kind, notification_banner};
use crate::component::prose::prose;
use crate::component::token::token;
use crate::page::{ReporterPage, Visit};

/// One message of the thread; the report itself is the first.
#[derive(Clone, Copy, Debug)]
pub struct MailboxMessage<'a> {
    /// Who wrote it.
    pub author: Author,
    /// The day, in words.
    pub day: &'a str,
    /// What it says.
    pub text: &'a str,
    /// What came with it.
    pub files: &'a [FileItem<'a>],
}

/// The open mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Mailbox<'a> {
    /// The visit.
    pub visit: Visit<'a>,
    /// What people quote.
    pub reference: &'a str,
    /// Where the report stands, in one plain sentence.
    pub status: &'a str,
    /// The thread, oldest first.
    pub messages: &'a [MailboxMessage<'a>],
    /// What was typed and not taken.
    pub typed: &'a str,
    /// What was wrong, for the fields [`WORDS`] and [`crate::component::file_upload::FILES`].
    pub errors: &'a Errors,
    /// Whether a message was just sent.
    pub sent: bool,
}

impl Render for Mailbox<'_> {
    fn render(&self) -> Markup {
        ReporterPage { failed: !self.errors.is_empty(), ..self.visit.page("Read", self.content()) }.render()
    }
}

impl Mailbox<'_> {
    fn content(&self) -> Markup {
        let (reference, status, messages) = (self.reference, self.status, self.messages);
        let (typed, errors, sent, token) = (self.typed, self.errors, self.sent, self.visit.token);
        let thread = Thread { reference, status, messages, typed, errors, sent, token };
        html! {
            (thread.draw(&path::thread(), |file| path::thread_file(&file)))
            h2 class="govuk-heading-m" { "When you have finished" }
            p class="govuk-body" {
                "Choose ‘Exit this page’. Your messages stay here, and you can come back with your phrase."
            }
            p class="govuk-body" {
                "To close it for good, "
                a class="govuk-link" href=(path::thread_delete()) { "delete this mailbox" }
                ". Then nobody can use your phrase to read your report or to write here."
            }
        }
    }
}

/// The messages about a report and the form for more of them, whoever opened the mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Thread<'a> {
    /// What people quote.
    pub reference: &'a str,
    /// Where the report stands, in one plain sentence.
    pub status: &'a str,
    /// The thread, oldest first.
    pub messages: &'a [MailboxMessage<'a>],
    /// What was typed and not taken.
    pub typed: &'a str,
    /// What was wrong, for the fields [`WORDS`] and [`crate::component::file_upload::FILES`].
    pub errors: &'a Errors,
    /// Whether a message was just sent.
    pub sent: bool,
    /// The form token.
    pub token: &'a str,
}

impl Thread<'_> {
    /// Draws it. Messages are posted to `action`; `file` gives the address of a file by its identifier.
    pub fn draw(&self, action: &str, file: impl Fn(&str) -> String) -> Markup {
        html! {
            @if self.sent { (notification_banner(Kind::Success, &"We have your message.")) }
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Your report " (self.reference) }
            (inset_text(&self.status))
            @for message in self.messages { (draw(message, &file)) }
            (self.answer(action))
        }
    }

    fn answer(&self, action: &str) -> Markup {
        let group = FormGroup::new(WORDS, "Your message")
            .size(Size::Small)
            .hint("Only tell us what you already know. Please do not put yourself at risk to find out more.")
            .error(self.errors.of(WORDS));
        let limit = Limit::Words(MESSAGE_WORDS);
        html! {
            h2 class="govuk-heading-m" { "Write to us" }
            form action=(action) method="post" enctype="multipart/form-data" novalidate autocomplete="off" {
                (token(self.token))
                (CharacterCount { group, value: self.typed, rows: 6, limit, threshold: 90 })
                (upload("Add files (optional)", self.errors))
                (button("Send message"))
            }
        }
    }
}

fn draw(message: &MailboxMessage, address: &impl Fn(&str) -> String) -> Markup {
    let heading = match message.author {
        Author::Reporter => "You wrote",
        Author::Desk => "We wrote",
    };
    html! {
        section {
            h2 class="govuk-heading-s govuk-!-margin-bottom-2" { (heading) " on " (message.day) }
            (prose(message.text))
            @if !message.files.is_empty() {
                ul class="govuk-list" {
                    @for file in message.files {
                        li { a class="govuk-link" href=(address(file.id)) { (file_name(file)) } }
                    }
                }
            }
            hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible";
        }
    }
}
