//! The messages between the reporter and the desk, and the answer to the reporter.

use maud::{Markup, Render, html};

use domain::casework::case::Case;
use domain::report::message::{Author, MESSAGE_WORDS};

use super::files;
use super::page::{CHECKED, CasePage, ThreadMessage, WORDS, YES};
use crate::component::button::secondary_button;
use crate::component::character_count::{CharacterCount, Limit};
use crate::component::checkboxes::Checkboxes;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::prose::prose;
use crate::component::token::token;
use crate::component::warning_text::warning_text;

/// The id of the messages.
pub(super) const ID: &str = "messages";

/// The messages, and the answer where there can be one.
pub(super) fn section(page: &CasePage) -> Markup {
    html! {
        h2 class="govuk-heading-m" id=(ID) { "Messages" }
        @if page.messages.is_empty() { p class="govuk-body" { "There are no messages yet." } }
        @for (index, message) in page.messages.iter().enumerate() { (draw(page.case, index + 1, message)) }
        @if page.case.has_mailbox() { (answer(page)) } @else {
            p class="govuk-body" { "This reporter has no mailbox. You cannot write to them here." }
        }
    }
}

fn draw(case: &Case, number: usize, message: &ThreadMessage) -> Markup {
    let (who, class) = match message.message.author {
        Author::Reporter => ("Reporter", "candour-message"),
        Author::Desk => ("Desk", "candour-message candour-message--ours"),
    };
    let caption = format!("Files of message {number}");
    html! {
        article class=(class) {
            h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (who) }
            p class="govuk-hint govuk-!-margin-bottom-2" { (message.message.day) }
            (prose(&message.message.text))
            @if !message.files.is_empty() { (files::table(case, message.files, &caption)) }
        }
    }
}

fn answer(page: &CasePage) -> Markup {
    html! {
        (page.draft.notice(page.signed.token))
        form class="govuk-!-display-none-print" action=(page.place.carry(&path::staff::case_reply(&page.case.id()))) method="post"
            novalidate data-draft=[page.draft.saves_at()] {
            (token(page.signed.token))
            (words(page))
            (warning_text(&"Never ask the reporter to find out, record, keep contact, go back or gather anything. \
                            It would put them at risk, and could make them a covert source in law."))
            (check(page))
            div class="govuk-button-group" { (secondary_button("Send answer")) (page.draft.button()) }
        }
    }
}

fn words(page: &CasePage) -> Markup {
    let group = FormGroup::new(WORDS, "Answer the reporter")
        .size(Size::Small)
        .hint(
            "They see this as ‘We wrote’, never your name. Ask only about what they have told already. \
             Do not name anybody: someone else may see their screen.",
        )
        .error(page.errors.of(WORDS));
    let limit = Limit::Words(MESSAGE_WORDS);
    CharacterCount { group, value: page.typed, rows: 8, limit, threshold: 75 }.render()
}

fn check<'a>(page: &CasePage<'a>) -> Checkboxes<'a> {
    let words = "I have checked that this does not ask them to find out, record, keep contact, go back or gather anything";
    let group =
        FormGroup::new(CHECKED, "Before you send it").size(Size::Small).error(page.errors.of(CHECKED));
    Checkboxes { group, items: vec![Item::new(YES, words, page.checked)] }
}
