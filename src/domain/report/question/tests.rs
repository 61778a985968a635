//! Tests of the questions.

use super::*;
use crate::platform::force::Force;
use std::collections::HashSet;

#[test]
fn codes_are_unique_and_no_field_is_asked_twice() {
    let mut codes = HashSet::new();
    assert!(QUESTIONS.iter().all(|question| codes.insert(question.code)));
    for signed in [vec![], vec![YES], vec![YES, ACCOUNT], vec![YES, ACCOUNT, AGENCY_OPEN]] {
        for relation in ["me", AGENCY] {
            let mut answers = Answers::default();
            answers.set(SIGNED, signed.iter().map(ToString::to_string).collect());
            answers.set(RELATION, vec![relation.to_owned()]);
            let mut names = HashSet::new();
            for field in applicable(&answers, &Lists::default()).flat_map(Question::fields) {
                assert!(names.insert(field.name), "{} with {signed:?}", field.name);
            }
            assert!(names.contains(&CONTACT), "{signed:?}");
        }
    }
}

#[test]
fn a_signed_practitioner_is_not_asked_what_is_known() {
    let mut answers = Answers::default();
    answers.set(RELATION, vec![AGENCY.into()]);
    answers.set(SIGNED, vec![YES.into(), ACCOUNT.into()]);
    let lists = Lists::default();
    let codes: Vec<_> = applicable(&answers, &lists).map(|question| question.code).collect();
    assert_eq!(codes[..3], ["1", "3", "5"]);
    assert!(codes.contains(&"21") && !codes.contains(&"18") && !codes.contains(&"22"));
    answers.set(SIGNED, vec![YES.into(), AGENCY_OPEN.into()]);
    let codes: Vec<_> = applicable(&answers, &lists).map(|question| question.code).collect();
    assert_eq!(codes[..4], ["1", "3", "20", "5"]);
    assert!(codes.contains(&"22") && !codes.contains(&"21"));
}

#[test]
fn only_a_practitioner_meets_the_practitioners_questions() {
    let lists = Lists::default();
    let codes = |answers: &Answers| applicable(answers, &lists).map(|q| q.code).collect::<Vec<_>>();
    let mut answers = Answers::default();
    assert!(!codes(&answers).contains(&"3"));
    answers.set(RELATION, vec!["agency".into()]);
    assert_eq!(codes(&answers)[..5], ["1", "2", "3", "4", "5"]);
}

#[test]
fn back_and_forth_meet() {
    let lists = Lists::default();
    let answers = Answers::default();
    for question in applicable(&answers, &lists) {
        if let Some(next) = after(question.code, &answers, &lists) {
            assert_eq!(
                before(next.code, Extent::Whole, &answers, &lists).map(|q| q.code),
                Some(question.code)
            );
        }
    }
}

/// The codes that somebody is asked who sends at once, walked through as pages are.
fn short_way(answers: &Answers, lists: &Lists) -> Vec<&'static str> {
    let (mut seen, mut codes) = (BTreeSet::new(), Vec::new());
    while let Some(question) = first_unseen(Extent::Short, &seen, answers, lists) {
        seen.insert(question.code.to_owned());
        codes.push(question.code);
    }
    codes
}

#[test]
fn the_shortest_report_asks_what_decides_where_it_goes_and_no_more() {
    let lists = Lists::default();
    let mut answers = Answers::default();
    assert_eq!(short_way(&answers, &lists), ["1", "9", "14", "18"]);
    answers.set(RELATION, vec![AGENCY.into()]);
    assert_eq!(short_way(&answers, &lists), ["1", "9", "14", "18"], "an agency that is not signed in");
    answers.set(SIGNED, vec![YES.into(), ACCOUNT.into()]);
    assert_eq!(short_way(&answers, &lists), ["1", "3", "9", "14", "21"], "what practitioners must say");
    let force = |code: &str| Force {
        code: code.into(),
        name: code.into(),
        welsh: false,
        served: true,
        position: None,
    };
    let lists = Lists { forces: vec![force("north"), force("south")], districts: vec![] };
    assert_eq!(short_way(&Answers::default(), &lists), ["1", "6", "9", "14", "18"]);
}

#[test]
fn parts_follow_one_another_and_each_has_an_end() {
    let lists = Lists::default();
    for relation in ["me", AGENCY] {
        let mut answers = Answers::default();
        answers.set(RELATION, vec![relation.into()]);
        let numbers: Vec<_> = applicable(&answers, &lists).map(|question| question.part.number()).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
        let ends = applicable(&answers, &lists).filter(|question| ends_part(question, &answers, &lists));
        let ends: Vec<_> = ends.map(|question| question.part).collect();
        assert_eq!(ends, [Part::Story, Part::Person, Part::Details], "after the last part comes the check");
    }
}

#[test]
fn what_nobody_can_keep_is_not_offered_and_keeps_its_words() {
    let (question, lists) = (find("18").unwrap(), Lists::default());
    let typed = [(CONTACT.to_string(), "safe".to_owned())];
    assert!(question.parse(&typed, &lists).is_err());
    let mut before = Answers::default();
    before.set(CONTACT, vec!["safe".into()]);
    assert_eq!(field(CONTACT).unwrap().words(&before, &lists), ["Yes, contact me in a way that is safe"]);
    assert!(applicable(&before, &lists).any(|question| question.code == "19"), "what was told is still read");
}

#[test]
fn none_excludes_every_other_sign() {
    let question = find("10").unwrap();
    let pair = |code: &str| (SIGN.to_string(), code.to_owned());
    assert!(question.parse(&[pair("W01"), pair("W02")], &Lists::default()).is_ok());
    assert!(question.parse(&[pair("W01"), pair("none")], &Lists::default()).is_err());
    assert!(question.parse(&[pair("W99")], &Lists::default()).is_err());
}
