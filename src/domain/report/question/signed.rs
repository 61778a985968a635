//! What is asked of somebody who began in the practitioners' area, in their own name or as their agency: not
//! what the register knows, and two answers that nobody else has to give.

use super::name::{AGENCY_DISTRICT, AGENCY_TYPE, CONSENT_STATE, KNOWN, RELATION, STORY};
use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::reason::report::ReportReason;
use crate::platform::force::Lists;
use crate::report::form::{Answers, Question};

/// What such a draft holds beside its answers: no page asks for it. [`YES`], and what else applies.
pub const SIGNED: Key = Key::new("signed");
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
    is_signed(answers) && [SIGNED, RELATION, AGENCY_TYPE, AGENCY_DISTRICT].iter().any(|known| *known == field)
}

/// Whether a field must be answered: the story by everybody, how they know and what the person affected knows
/// by a practitioner who is signed in.
pub fn is_required(field: Key, answers: &Answers) -> bool {
    field == STORY || (is_signed(answers) && [KNOWN, CONSENT_STATE].contains(&field))
}

/// What of a page must be answered and is not. `answers` are those of the draft, `given` those of the page.
pub fn missing(question: &Question, answers: &Answers, given: &Answers) -> Errors {
    let mut errors = Errors::default();
    for field in question.fields() {
        if is_required(field.name, answers) && given.get(field.name).is_empty() {
            errors.add(field.name, untold(field.name));
        }
    }
    errors
}

fn untold(field: Key) -> ReportReason {
    match field {
        KNOWN => ReportReason::NoOrigin,
        CONSENT_STATE => ReportReason::NoConsent,
        _ => ReportReason::NoStory,
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
        for pairs in [vec![("story", "x")], vec![("story", "x"), (RELATION.name(), AGENCY)]] {
            assert!(unanswered(&answers(&pairs), &lists).is_empty(), "{pairs:?}");
        }
    }

    #[test]
    fn a_signed_practitioner_says_how_they_know_and_what_the_person_knows() {
        let lists = Lists::default();
        let begun = [("story", "x"), (RELATION.name(), AGENCY), (SIGNED.name(), YES)];
        let errors = unanswered(&answers(&begun), &lists);
        let fields: Vec<_> = errors.iter().map(|(place, _)| place.key).collect();
        assert_eq!(fields, [KNOWN, CONSENT_STATE]);
        // No answer is a bar.
        for consent in ["agrees", "disagrees", "unaware", "unsafe"] {
            let all = [&begun[..], &[(KNOWN.name(), "client"), (CONSENT_STATE.name(), consent)]].concat();
            assert!(unanswered(&answers(&all), &lists).is_empty(), "{consent}");
        }
        let page = find("3").unwrap();
        assert!(
            missing(
                page,
                &answers(&begun),
                &answers(&[(KNOWN.name(), "saw"), (CONSENT_STATE.name(), "unsafe")])
            )
            .is_empty()
        );
        assert!(missing(page, &Answers::default(), &Answers::default()).is_empty());
    }
}
