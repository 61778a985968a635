//! The three questions that practitioners are asked once a quarter: do they know how to report, would it be
//! taken seriously, and are they able to? (HMICFRS, "Shining a light on betrayal", 2019, wants them to have
//! the knowledge, the confidence and the means.)
//!
//! Nobody can be found in the results. An answer holds the quarter and the group of types that the agency
//! belongs to, and nothing else: of some types there is one agency. Results are shown when a quarter is over,
//! so that two looks, before and after somebody answered, show no difference. What rests on fewer than
//! [`LEAST`] answers is not shown, and neither is what would give it away by taking the rest from the total.

use std::collections::BTreeMap;

use super::agency::{Agency, TYPES};
use super::coverage::group;
use crate::form::choice::Choice;
use crate::form::errors::Errors;
use crate::form::field::value;
use crate::form::key::Key;
use crate::form::reason::field::FieldReason;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::platform::quarter::Quarter;

/// The fewest answers that anything shown rests on.
pub const LEAST: usize = 5;

/// The questions: the name of the field, and the sentence that people agree to or not.
pub const QUESTIONS: [(Key, &str); 3] = [
    (Key::new("knows"), "I know how to report a worry about somebody in the police"),
    (Key::new("confident"), "I am confident that it would be taken seriously"),
    (Key::new("able"), "I have what I need to do it: the time, a safe way, and my agency behind me"),
];

/// What can be answered, as numbers from 1 to 5.
pub const SCALE: &[Choice] = &[
    Choice::new("5", "I agree strongly"),
    Choice::new("4", "I agree"),
    Choice::new("3", "I neither agree nor disagree"),
    Choice::new("2", "I disagree"),
    Choice::new("1", "I disagree strongly"),
];

/// What one person answered: for each of [`QUESTIONS`] a number from 1 (disagrees strongly) to 5 (agrees
/// strongly).
pub type Marks = [u8; 3];

/// One answer, without anything that tells whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The quarter, as [`Quarter::code`] has it.
    pub quarter: String,
    /// The group of types of the agency: see [`group_of`].
    pub group: String,
    /// What was answered.
    pub marks: Marks,
}

/// Reads what was chosen.
///
/// # Errors
/// One for each question without an answer.
pub fn parse(typed: &[(String, String)]) -> Result<Marks, Errors> {
    let mut errors = Errors::default();
    let mut marks = [0; 3];
    for (mark, (field, _)) in marks.iter_mut().zip(QUESTIONS) {
        let value = value(typed, field);
        match SCALE.iter().find(|choice| choice.code == value).and_then(|choice| choice.code.parse().ok()) {
            Some(number) => *mark = number,
            None => errors.add(field, FieldReason::Unanswered),
        }
    }
    errors.or(marks)
}

/// The group of types that an agency's answers are counted in: that of its first type.
pub fn group_of(agency: &Agency) -> &str {
    group(agency.record.all(TYPES).first().map_or("OTHER", String::as_str))
}

/// Every group of types, by code, with its name: what the labels of its types begin with.
pub fn groups() -> Vec<(&'static str, &'static str)> {
    let mut groups: Vec<(&str, &str)> = Vec::new();
    for kind in AGENCY_TYPES {
        let code = group(kind.code);
        if !groups.iter().any(|(known, _)| *known == code) {
            groups.push((code, kind.label.split_once(": ").map_or(kind.label, |(name, _)| name)));
        }
    }
    groups
}

/// How many gave each mark to each question, from 1 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many answered.
    pub answers: usize,
    counts: [[usize; 5]; 3],
}

impl Tally {
    fn add(&mut self, marks: Marks) {
        self.answers += 1;
        for (counts, mark) in self.counts.iter_mut().zip(marks) {
            if let Some(count) = counts.get_mut(usize::from(mark.clamp(1, 5)) - 1) {
                *count += 1;
            }
        }
    }

    /// The mean mark of a question in tenths, rounded; 0 when nobody answered.
    pub fn mean(&self, question: usize) -> usize {
        let counts = self.counts.get(question).copied().unwrap_or_default();
        let sum: usize = counts.iter().zip(1..).map(|(count, mark)| count * mark).sum();
        (sum * 10 + self.answers / 2).checked_div(self.answers).unwrap_or(0)
    }

    /// How many in a hundred disagreed, did neither, agreed. Rounded each: they may add up to 99 or 101.
    pub fn shares(&self, question: usize) -> [usize; 3] {
        let [one, two, three, four, five] = self.counts.get(question).copied().unwrap_or_default();
        let share = |count: usize| (count * 100 + self.answers / 2).checked_div(self.answers).unwrap_or(0);
        [share(one + two), share(three), share(four + five)]
    }
}

/// The results of one quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The quarter, as [`Quarter::code`] has it.
    pub quarter: String,
    /// All answers together; none when they are too few.
    pub all: Option<Tally>,
    /// Every group of types by code; none where it is not shown.
    pub groups: Vec<(&'static str, Option<Tally>)>,
}

/// The results of the quarters that were over before `now`, the latest first.
pub fn results(answers: &[Answer], now: Quarter) -> Vec<Results> {
    let mut quarters: BTreeMap<&str, BTreeMap<&str, Tally>> = BTreeMap::new();
    let now = now.code();
    for answer in answers.iter().filter(|answer| answer.quarter < now) {
        let groups = quarters.entry(&answer.quarter).or_default();
        groups.entry(&answer.group).or_default().add(answer.marks);
    }
    quarters.iter().rev().map(|(quarter, tallies)| publish(quarter, tallies)).collect()
}

fn publish(quarter: &str, tallies: &BTreeMap<&str, Tally>) -> Results {
    let total = tallies.values().map(|tally| tally.answers).sum::<usize>();
    let hidden = hidden(tallies);
    let visible = |code: &str| tallies.get(code).filter(|_| !hidden.contains(&code)).copied();
    let groups = groups().into_iter().map(|(code, _)| (code, visible(code))).collect();
    let left: usize = hidden.iter().filter_map(|code| tallies.get(code)).map(|tally| tally.answers).sum();
    // When even all that can be hidden is too little to hide among, there is no total to take the rest from.
    let all = total >= LEAST && (hidden.is_empty() || (hidden.len() > 1 && left >= LEAST));
    let sum = || {
        let mut sum = Tally::default();
        for tally in tallies.values() {
            sum.answers += tally.answers;
            let pairs = sum.counts.iter_mut().flatten().zip(tally.counts.iter().flatten());
            pairs.for_each(|(sum, count)| *sum += count);
        }
        sum
    };
    Results { quarter: quarter.to_owned(), all: all.then(sum), groups }
}

/// The groups that are not shown: those with too few answers, and as many of the next smallest as it takes
/// that those not shown are at least two with at least [`LEAST`] answers together. Then what is left of the
/// total is nobody's.
fn hidden<'a>(tallies: &BTreeMap<&'a str, Tally>) -> Vec<&'a str> {
    let mut by_size: Vec<(usize, &str)> =
        tallies.iter().map(|(code, tally)| (tally.answers, *code)).collect();
    by_size.sort_unstable();
    let (mut hidden, mut left) = (Vec::new(), 0);
    for (answers, code) in by_size {
        let enough = hidden.is_empty() || (hidden.len() > 1 && left >= LEAST);
        if answers >= LEAST && enough {
            break;
        }
        hidden.push(code);
        left += answers;
    }
    hidden
}

#[cfg(test)]
mod tests;
