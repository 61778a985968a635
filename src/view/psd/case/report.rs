//! What the reporter said: the story first, then what else they answered, in the order of the form.

use maud::{Markup, html};

use domain::report::form::{Asked, Field, Kind, Question};
use domain::report::question::{STORY, applicable};

use super::page::CasePage;
use crate::component::details::details;
use crate::component::inset_text::inset_text;
use crate::component::prose::prose;
use crate::component::summary_list::{Row, SummaryList};

/// The id of the report.
pub(super) const ID: &str = "report";

/// The story.
pub(super) fn story(page: &CasePage) -> Markup {
    let story = page.answers.get(STORY);
    html! {
        h2 class="govuk-heading-m" id=(ID) { "What happened" }
        @if story.is_empty() {
            (inset_text(&"The reporter wrote nothing here. Look at the files."))
        } @else {
            div class="candour-message" { (prose(story)) }
        }
    }
}

/// All other answers. What is sealed apart is never among them.
pub(super) fn answers(page: &CasePage) -> Markup {
    let mut rows = Vec::new();
    let mut silent = Vec::new();
    for question in applicable(page.answers, page.lists) {
        let told: Vec<&Field> = question.open.iter().filter(|field| is_shown(field)).collect();
        match value(page, question, &told) {
            Some(value) => rows.push(Row { key: question.title, value, action: None }),
            None if told.is_empty() => {}
            None => silent.push(question.title),
        }
    }
    html! {
        h2 class="govuk-heading-m" { "Answers" }
        @if rows.is_empty() { p class="govuk-body" { "The reporter answered no other question." } }
        @else { (SummaryList { rows, no_border: false }) }
        @if !silent.is_empty() {
            (details("Questions without an answer", &html! {
                ul class="govuk-list govuk-list--bullet" { @for title in silent { li { (title) } } }
            }))
        }
    }
}

fn is_shown(field: &Field) -> bool {
    field.name != STORY && !matches!(field.kind, Kind::Own(Asked::Files))
}

/// What was answered to a question; none when nothing was.
fn value(page: &CasePage, question: &Question, fields: &[&Field]) -> Option<Markup> {
    let alone = question.only().is_some();
    let given: Vec<Markup> = fields.iter().filter_map(|field| answer(page, field, alone)).collect();
    (!given.is_empty()).then(|| html! { @for part in given { (part) } })
}

fn answer(page: &CasePage, field: &Field, alone: bool) -> Option<Markup> {
    let words = field.words(page.answers, page.lists);
    (!words.is_empty()).then(|| {
        html! {
            @if !alone { p class="govuk-body govuk-!-margin-bottom-1" { strong { (field.label) } } }
            @match words.as_slice() {
                [only] => { (prose(only)) }
                several => { ul class="govuk-list govuk-list--bullet" { @for word in several { li { (word) } } } }
            }
        }
    })
}
