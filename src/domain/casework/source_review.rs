//! When somebody who reports may have to be looked after as a source.
//!
//! Who volunteers what they know is no covert human intelligence source. Who gives repeated information about
//! the same person, from a relationship that they keep, may have become one without anybody deciding it: the
//! Home Office's code of practice on covert human intelligence sources (December 2022) has the public
//! authority watch for that, and the Investigatory Powers Commissioner's Office calls it status drift (annual
//! report 2019, 12.11). So the second report about the same person, and the third within twelve months, is
//! looked at by a manager. That this happens is shown to nobody else: it would tell who may be a source.

use crate::form::key::Key;
use crate::form::normalise::fold;
use crate::platform::time::Day;
use crate::report::form::Answers;
use crate::report::question::{SUBJECT_NAME, SUBJECT_NUMBER};

/// The name of the field for what was decided about a note.
pub const DECISION: Key = Key::new("decision");

/// How many months back reports are counted.
const MONTHS: i32 = 12;
/// The report within that time that is looked at, and each one after it.
const MANY: usize = 3;
/// The most characters of a subject that are kept.
const LONGEST: usize = 40;

/// Words before a name that are no part of it.
const RANKS: [&str; 26] = [
    "pc",
    "pcso",
    "wpc",
    "dc",
    "tdc",
    "ps",
    "sgt",
    "sergeant",
    "sarge",
    "ds",
    "insp",
    "inspector",
    "di",
    "ci",
    "cinsp",
    "chief",
    "dci",
    "supt",
    "superintendent",
    "det",
    "detective",
    "constable",
    "officer",
    "special",
    "mr",
    "police",
];

/// Why reports of one person are to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Another report about the same police person.
    SameSubject,
    /// The third report in twelve months, or a later one.
    ManyInYear,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::SameSubject, Self::ManyInYear];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameSubject => "same_subject",
            Self::ManyInYear => "many_in_year",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// What a manager reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::SameSubject => "Somebody has reported about the same police person more than once.",
            Self::ManyInYear => "Somebody has reported three times or more within twelve months.",
        }
    }
}

/// What a manager decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// There is nothing to it.
    NoConcern,
    /// Advice was sought.
    Advice,
    /// The dedicated unit has it.
    Referred,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 3] = [Self::NoConcern, Self::Advice, Self::Referred];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoConcern => "no_concern",
            Self::Advice => "advice",
            Self::Referred => "referred",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.code() == code)
    }

    /// What a manager reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoConcern => "No concern",
            Self::Advice => "Advice sought",
            Self::Referred => "Referred to the dedicated source unit",
        }
    }
}

/// A report, as far as the rule looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceFacts<'a> {
    /// The first day of the month in which it was sent.
    pub month: Day,
    /// By what its subject is known again: see [`subject`].
    pub subject: &'a [String],
}

/// Why a report and those before it by the same person are to be looked at; nothing when they need not be.
pub fn reasons(new: &SourceFacts<'_>, before: &[SourceFacts<'_>]) -> Vec<Reason> {
    let same = before.iter().any(|other| is_same(new, other));
    let recent = before.iter().filter(|other| is_recent(new, other)).count();
    let many = recent + 1 >= MANY;
    [(same, Reason::SameSubject), (many, Reason::ManyInYear)]
        .into_iter()
        .filter_map(|(is, reason)| is.then_some(reason))
        .collect()
}

/// Whether an earlier report is one of those that a reason speaks of.
pub fn concerns(reason: Reason, new: &SourceFacts<'_>, other: &SourceFacts<'_>) -> bool {
    match reason {
        Reason::SameSubject => is_same(new, other),
        Reason::ManyInYear => is_recent(new, other),
    }
}

fn is_same(new: &SourceFacts<'_>, other: &SourceFacts<'_>) -> bool {
    new.subject.iter().any(|mark| other.subject.contains(mark))
}

fn is_recent(new: &SourceFacts<'_>, other: &SourceFacts<'_>) -> bool {
    other.month > new.month.plus_months(-MONTHS)
}

/// By what the person that a report is about is known again: their collar number, and their name or nickname
/// without its rank, whatever the order of its words. Nothing when neither was said.
pub fn subject(answers: &Answers) -> Vec<String> {
    let number: String =
        fold(answers.get(SUBJECT_NUMBER)).chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect();
    let folded = fold(answers.get(SUBJECT_NAME));
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !RANKS.contains(word)).collect();
    words.sort_unstable();
    words.dedup();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    [("#", number), ("=", name.trim().to_owned())]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(kind, value)| format!("{kind}{value}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn about(name: &str, number: &str) -> Vec<String> {
        let mut answers = Answers::default();
        answers.set(SUBJECT_NAME, vec![name.to_owned()]);
        answers.set(SUBJECT_NUMBER, vec![number.to_owned()]);
        subject(&answers)
    }

    #[test]
    fn a_person_is_known_again() {
        for (one, other, same) in [
            (("Dave Harker", ""), ("dave  HARKER.", ""), true),
            (("PC Dave Harker", ""), ("Harker, Dave", ""), true),
            (("Sgt Harker", ""), ("Harker", ""), true),
            (("Zoë Marsh", ""), ("Zoe Marsh", ""), true),
            (("", "WY 1234"), ("", "wy1234"), true),
            (("Dave", "1234"), ("Nobody I know", "12-34"), true),
            (("Dave Harker", "1"), ("Dave Harker", "2"), true),
            (("Dave", ""), ("Dave Harker", ""), false),
            (("", "1234"), ("1234", ""), false),
            (("PC", ""), ("PC", ""), false),
            (("", ""), ("", ""), false),
        ] {
            let (a, b) = (about(one.0, one.1), about(other.0, other.1));
            assert_eq!(a.iter().any(|mark| b.contains(mark)), same, "{one:?} and {other:?}: {a:?} {b:?}");
        }
        assert!(about(&"x".repeat(500), &"9".repeat(500)).iter().all(|mark| mark.len() <= LONGEST + 1));
    }

    #[test]
    fn the_second_about_one_person_and_the_third_in_a_year_are_looked_at() {
        use Reason::{ManyInYear, SameSubject};
        type Case<'a> = (&'a [(&'a Vec<String>, Day)], &'a Vec<String>, &'a [Reason]);
        let (a, b, c, none) = (about("A", ""), about("B", ""), about("C", ""), Vec::new());
        let (now, month) =
            (Day(date!(2026 - 11 - 01)), |months: i32| Day(date!(2026 - 11 - 01)).plus_months(months));
        let table: [Case<'_>; 11] = [
            (&[], &a, &[]),
            (&[(&b, now)], &a, &[]),
            (&[(&a, now)], &a, &[SameSubject]),
            (&[(&a, month(-40))], &a, &[SameSubject]),
            (&[(&none, now)], &none, &[]),
            (&[(&b, month(-11)), (&c, month(-3))], &a, &[ManyInYear]),
            (&[(&b, month(-12)), (&c, month(-3))], &a, &[]),
            (&[(&none, now), (&none, now)], &none, &[ManyInYear]),
            (&[(&a, month(-1)), (&b, now)], &a, &[SameSubject, ManyInYear]),
            (&[(&a, month(-13)), (&b, now)], &a, &[SameSubject]),
            (&[(&a, month(-30)), (&b, month(-20)), (&c, month(-12))], &none, &[]),
        ];
        for (number, (before, new, expected)) in table.iter().enumerate() {
            let before: Vec<_> =
                before.iter().map(|(subject, month)| SourceFacts { month: *month, subject }).collect();
            let found = reasons(&SourceFacts { month: now, subject: new }, &before);
            assert_eq!(found, *expected, "row {number}");
        }
    }

    #[test]
    fn codes_are_read_back() {
        assert!(Reason::ALL.iter().all(|reason| Reason::from_code(reason.code()) == Some(*reason)));
        assert!(Decision::ALL.iter().all(|one| Decision::from_code(one.code()) == Some(*one)));
        assert_eq!((Reason::from_code("x"), Decision::from_code("x")), (None, None));
    }
}
