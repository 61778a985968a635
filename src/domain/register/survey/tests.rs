use proptest::prelude::*;
use time::macros::date;

use crate::form::record::Record;
use crate::platform::time::Day;
use crate::register::survey::*;

fn quarter() -> Quarter {
    Quarter::of(Day(date!(2026 - 11 - 22)))
}

fn answers(quarter: &str, counts: &[(&str, usize)]) -> Vec<Answer> {
    let one = |group: &str, number: usize| Answer {
        quarter: quarter.to_owned(),
        group: group.to_owned(),
        marks: [1 + u8::try_from(number % 5).unwrap(), 4, 5],
    };
    counts.iter().flat_map(|(group, count)| (0..*count).map(|number| one(group, number))).collect()
}

fn only(counts: &[(&str, usize)]) -> Results {
    let mut results = results(&answers("2026Q3", counts), quarter());
    assert_eq!(results.len(), 1);
    results.remove(0)
}

fn seen(results: &Results) -> Vec<&str> {
    results.groups.iter().filter(|(_, tally)| tally.is_some()).map(|(code, _)| *code).collect()
}

#[test]
fn what_rests_on_few_answers_is_not_shown() {
    let few = only(&[("DA-", 4)]);
    assert_eq!((few.all, seen(&few)), (None, vec![]));
    let enough = only(&[("DA-", 5)]);
    assert_eq!((enough.all.unwrap().answers, seen(&enough)), (5, vec!["DA-"]));
}

#[test]
fn a_total_gives_away_no_group() {
    // The one that is too small takes the next with it; the total minus what is shown is then of both.
    let one = only(&[("DA-", 4), ("SV-", 6), ("HE-", 9)]);
    assert_eq!((one.all.unwrap().answers, seen(&one)), (19, vec!["HE-"]));
    // Two small ones with three answers together: a third goes as well.
    let two = only(&[("DA-", 1), ("SV-", 2), ("HE-", 9), ("EX-", 12)]);
    assert_eq!((two.all.unwrap().answers, seen(&two)), (24, vec!["EX-"]));
    // Two small ones with six together hide each other.
    let pair = only(&[("DA-", 3), ("SV-", 3), ("HE-", 9)]);
    assert_eq!((pair.all.unwrap().answers, seen(&pair)), (15, vec!["HE-"]));
    // Nothing else to hide behind, and too few altogether: no total either.
    assert_eq!(only(&[("DA-", 2), ("SV-", 2)]).all, None);
}

#[test]
fn a_quarter_is_shown_when_it_is_over() {
    let mut all = answers("2026Q4", &[("DA-", 50)]);
    assert!(results(&all, quarter()).is_empty());
    all.extend(answers("2026Q2", &[("DA-", 5)]));
    all.extend(answers("2026Q3", &[("DA-", 6)]));
    let shown = results(&all, quarter());
    assert_eq!(shown.iter().map(|one| one.quarter.as_str()).collect::<Vec<_>>(), ["2026Q3", "2026Q2"]);
}

#[test]
fn means_and_shares_are_of_the_answers() {
    let all = only(&[("DA-", 5)]).all.unwrap();
    assert_eq!((all.mean(0), all.mean(1), all.mean(2)), (30, 40, 50));
    assert_eq!((all.shares(0), all.shares(1)), ([40, 20, 40], [0, 0, 100]));
    assert_eq!((Tally::default().mean(0), Tally::default().shares(2)), (0, [0, 0, 0]));
}

#[test]
fn every_question_wants_an_answer() {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let errors = parse(&[pair("knows", "6"), pair("able", "2")]).unwrap_err();
    let told = QUESTIONS.map(|(field, _)| errors.of(field).is_some());
    assert_eq!(told, [true, true, false]);
    let typed = [pair("knows", "1"), pair("confident", "3"), pair("able", "5")];
    assert_eq!(parse(&typed).unwrap(), [1, 3, 5]);
}

#[test]
fn an_answer_says_no_more_than_the_group() {
    let mut record = Record::default();
    record.add(TYPES, "HE-SH");
    record.add(TYPES, "DA-REF");
    let id = "00000000-0000-4000-8000-000000000001".parse().unwrap();
    assert_eq!(group_of(&Agency::new(id, record)), "HE-");
    assert_eq!(group_of(&Agency::new(id, Record::default())), "OTHER");
    let groups = groups();
    assert!(
        groups.contains(&("DA-", "Domestic abuse")) && groups.contains(&("OTHER", "Another kind of service"))
    );
}

proptest! {
    /// Whoever takes what is shown from the total learns of nobody: what is left is nothing, or several
    /// groups with enough answers together.
    #[test]
    fn no_sum_gives_anything_away(counts in prop::collection::vec(0_usize..12, 11)) {
        let groups = groups();
        let some: Vec<(&str, usize)> = groups.iter().map(|(code, _)| *code).zip(counts).collect();
        for results in results(&answers("2026Q3", &some), quarter()) {
            let shown = seen(&results);
            for (code, count) in &some {
                prop_assert!(!shown.contains(code) || *count >= LEAST);
            }
            if let Some(all) = results.all {
                prop_assert!(all.answers >= LEAST);
                let left: Vec<usize> =
                    some.iter().filter(|(code, count)| !shown.contains(code) && *count > 0).map(|one| one.1).collect();
                let sum: usize = left.iter().sum();
                prop_assert!(left.is_empty() || (left.len() > 1 && sum >= LEAST), "{left:?}");
            }
        }
    }
}
