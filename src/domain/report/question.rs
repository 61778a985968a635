//! The questions of the report form, in order. The story comes first and is the only answer that is needed.
//!
//! Who may be asked what follows the NPCC definition (volunteers and contracted staff are covered too) and
//! HMICFRS, "Shining a light on betrayal" (agencies hear of patterns, not only single events). They are cut
//! into named parts; whoever has told the story may send it after the few that decide where it goes.

mod choices;
mod name;
mod part;
mod signed;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::form::{Answers, Field, Question};
use crate::form::errors::Errors;
use crate::platform::force::Lists;
pub use name::{
    AGENCY, AGENCY_DISTRICT, AGENCY_NAME, AGENCY_TYPE, CONSENT_STATE, CONTACT, DANGER, DANGER_NOW, FORCE,
    IN_STANDARDS, KNOWN, RELATION, SIGN, STANDARDS, STORY, SUBJECT_NAME, SUBJECT_NUMBER,
};
pub use part::{Extent, PARTS, Part};
pub use signed::{ACCOUNT, AGENCY_OPEN, SIGNED, YES, is_required, missing, settled};
pub use table::{QUESTIONS, STORY_WORDS};

/// The question with this code.
pub fn find(code: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|question| question.code == code)
}

/// The questions that are asked, given what is known so far.
pub fn applicable<'a>(
    answers: &'a Answers,
    lists: &'a Lists,
) -> impl Iterator<Item = &'static Question> + 'a {
    QUESTIONS.iter().filter(move |question| (question.applies)(answers, lists))
}

/// The questions that are asked when so much is asked, given what is known so far.
pub fn asked<'a>(
    extent: Extent,
    answers: &'a Answers,
    lists: &'a Lists,
) -> impl Iterator<Item = &'static Question> + 'a {
    applicable(answers, lists).filter(move |question| extent == Extent::Whole || is_needed(question, answers))
}

/// Whether a question is asked of everybody, also of those who send at once.
fn is_needed(question: &Question, answers: &Answers) -> bool {
    question.decides || question.fields().any(|field| is_required(field.name, answers))
}

/// What of a whole draft must be answered and is not.
pub fn unanswered(answers: &Answers, lists: &Lists) -> Errors {
    let mut errors = Errors::default();
    for question in applicable(answers, lists) {
        errors.extend(missing(question, answers, answers));
    }
    errors
}

/// The question that follows `code`; none when the next page is the check of all answers.
pub fn after(code: &str, answers: &Answers, lists: &Lists) -> Option<&'static Question> {
    let later = QUESTIONS.iter().skip_while(|question| question.code != code).skip(1);
    later.into_iter().find(|question| (question.applies)(answers, lists))
}

/// The question before `code` when so much is asked; none when it is the first.
pub fn before(code: &str, extent: Extent, answers: &Answers, lists: &Lists) -> Option<&'static Question> {
    let earlier = QUESTIONS.iter().take_while(|question| question.code != code);
    let is_asked = |question: &&Question| extent == Extent::Whole || is_needed(question, answers);
    earlier.filter(|question| (question.applies)(answers, lists)).filter(is_asked).last()
}

/// The first question that has neither been answered nor passed over, when so much is asked. `seen` holds the
/// codes of those that have.
pub fn first_unseen(
    extent: Extent,
    seen: &BTreeSet<String>,
    answers: &Answers,
    lists: &Lists,
) -> Option<&'static Question> {
    asked(extent, answers, lists).find(|question| !seen.contains(question.code))
}

/// Whether a part ends with this question and another follows.
pub fn ends_part(question: &Question, answers: &Answers, lists: &Lists) -> bool {
    after(question.code, answers, lists).is_some_and(|next| next.part != question.part)
}

/// Whether the answers say that somebody is in danger now.
pub fn is_danger_now(answers: &Answers) -> bool {
    answers.get(DANGER) == DANGER_NOW
}

/// Whether the answers say that the person works in professional standards: then another team reads them.
pub fn is_about_standards(answers: &Answers) -> bool {
    answers.get(STANDARDS) == IN_STANDARDS
}

/// Whether what is answered to the field with this name tells who the reporter is.
pub fn is_source(name: impl AsRef<str>) -> bool {
    QUESTIONS.iter().flat_map(|question| question.source).any(|field| field.name == *name.as_ref())
}

/// The field with this name.
pub fn field(name: impl AsRef<str>) -> Option<&'static Field> {
    QUESTIONS.iter().flat_map(Question::fields).find(|field| field.name == *name.as_ref())
}
