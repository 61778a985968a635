//! What is asked of somebody who began in the practitioners' area, in their own name or as their agency: not what the
//! register knows, and two answers that nobody else has to give.

use super::name::{AGENCY_DISTRICT, AGENCY_TYPE, CONSENT_STATE, KNOWN, RELATION, STORY};
use crate::form::errors::Errors;
use crate::platform::force::Lists;
use crate::report::form::{Answers, Question};

/// What such a draft holds beside its answers: no page asks for it. [`YES`], and what else applies.
pub const SIGNED: &str = "signed";
/// The draft was begun by somebody who is signed in.
pub const YES: &str = "yes";
/// The report can be kept in their account.
pub const ACCOUNT: &str = "account";
/// Their agency has several types or districts, or none is known: they are asked.
pub const AGENCY_OPEN: &str = "agency";

pub(super) fn is_signed(answers: &Answers) -> bool {
    answers.has(SIGNED, YES)
}

pub(super) fn has_account(answers: &Answers, _: &Lists) -> bool {
    is_signed(answers) && answers.has(SIGNED, ACCOUNT)
}

pub(super) fn no_account(answers: &Answers, _: &Lists) -> bool {
    is_signed(answers) && !answers.has(SIGNED, ACCOUNT)
}

pub(super) fn agency_open(answers: &Answers, _: &Lists) -> bool {
    is_signed(answers) && answers.has(SIGNED, AGENCY_OPEN)
}

/// Whether a field was settled when the draft began: then it goes with the report though no page asks for it.
pub fn settled(field: &str, answers: &Answers) -> bool {
    is_signed(answers) && [SIGNED, RELATION, AGENCY_TYPE, AGENCY_DISTRICT].contains(&field)
}

/// Whether a field must be answered: the story by everybody, how they know and what the person affected knows by a
/// practitioner who is signed in.
pub fn is_required(field: &str, answers: &Answers) -> bool {
    field == STORY || (is_signed(answers) && [KNOWN, CONSENT_STATE].contains(&field))
}

/// What of a page must be answered and is not. `answers` are those of the draft, `given` those of the page.
pub fn missing(question: &Question, answers: &Answers, given: &Answers) -> Errors {
    let mut errors = Errors::default();
    for field in question.fields {
        if is_required(field.name, answers) && given.value(field.name).is_empty() {
            errors.add(field.name, ask(field.name));
        }
    }
    errors
}

fn ask(field: &str) -> &'static str {
    match field {
        KNOWN => "Choose how you know this",
        CONSENT_STATE => {
            "Choose whether the person affected knows. If you cannot ask them, choose ‘It is not safe to ask’"
        }
        _ => "Tell us what has happened, in a few words or more",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::question::{AGENCY, find, unanswered};

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (field, value) in pairs {
            answers.set(field, vec![(*value).to_owned()]);
        }
        answers
    }

    #[test]
    fn the_public_needs_a_story_and_no_more() {
        let lists = Lists::default();
        assert!(!unanswered(&Answers::default(), &lists).is_empty());
        for pairs in [vec![("story", "x")], vec![("story", "x"), (RELATION, AGENCY)]] {
            assert!(unanswered(&answers(&pairs), &lists).is_empty(), "{pairs:?}");
        }
    }

    #[test]
    fn a_signed_practitioner_says_how_they_know_and_what_the_person_knows() {
        let lists = Lists::default();
        let begun = [("story", "x"), (RELATION, AGENCY), (SIGNED, YES)];
        let errors = unanswered(&answers(&begun), &lists);
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [KNOWN, CONSENT_STATE]);
        // No answer is a bar.
        for consent in ["agrees", "disagrees", "unaware", "unsafe"] {
            let all = [&begun[..], &[(KNOWN, "client"), (CONSENT_STATE, consent)]].concat();
            assert!(unanswered(&answers(&all), &lists).is_empty(), "{consent}");
        }
        let page = find("3").unwrap();
        assert!(
            missing(page, &answers(&begun), &answers(&[(KNOWN, "saw"), (CONSENT_STATE, "unsafe")]))
                .is_empty()
        );
        assert!(missing(page, &Answers::default(), &Answers::default()).is_empty());
    }
}
