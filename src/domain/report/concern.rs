//! What a reporter said: sealed, never edited. And the few facts about it that are kept in clear.

use super::form::{Answers, FORCE_OTHER, FORCE_UNSURE, Question};
use super::question::{
    ACCOUNT, AGENCY, AGENCY_DISTRICT, AGENCY_TYPE, CONTACT, DANGER, DANGER_NOW, FORCE, RELATION, SIGN, STORY,
    is_about_standards, is_source, settled,
};
use super::sign::PRESSING;
use crate::form::key::Key;
use crate::platform::force::Lists;

/// The marker type of a concern's identifier.
#[derive(Debug)]
pub struct Concern;

/// How urgent a concern looks from its answers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing said points to danger.
    None,
    /// Danger later, or signs of pressure, threats or pictures.
    Raised,
    /// Somebody is said to be in danger now.
    Immediate,
}

impl Risk {
    /// Every level, lowest first.
    pub const ALL: [Self; 3] = [Self::None, Self::Raised, Self::Immediate];

    /// What is stored. The codes sort by urgency, so that an index can put the most urgent first.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "unflagged",
            Self::Raised => "possible",
            Self::Immediate => "immediate",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.code() == code)
    }

    /// What staff read.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "No risk flag",
            Self::Raised => "Possible risk",
            Self::Immediate => "Danger now",
        }
    }
}

/// How a reporter may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Not at all.
    None,
    /// In a mailbox that only the phrase opens.
    Mailbox,
    /// By the rules in the sealed source.
    Safe,
    /// In a mailbox that only the account of the practitioner opens.
    Account,
}

/// What is kept in clear beside a sealed concern, so that the right desk can sort it without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The force it is about; none when it is another one or not known.
    pub force: Option<String>,
    /// Whether it is about professional standards itself.
    pub about_standards: bool,
    /// How urgent it looks.
    pub risk: Risk,
    /// Whether the reporter says they work for an agency.
    pub practitioner: bool,
    /// The type of that agency.
    pub agency_type: Option<String>,
    /// The district of that agency.
    pub agency_district: Option<String>,
    /// The language of the story: an ISO 639-3 code, or `und` when it cannot be told.
    pub language: String,
    /// How the reporter may be answered.
    pub reply: Reply,
}

impl Facts {
    /// Reads the facts off the answers. With one force served, a concern is about that force.
    pub fn of(answers: &Answers, lists: &Lists) -> Self {
        let practitioner = answers.get(RELATION) == AGENCY;
        let agency = |field| {
            let value = answers.get(field);
            (practitioner && !value.is_empty()).then(|| value.to_owned())
        };
        Self {
            force: force(answers, lists),
            about_standards: is_about_standards(answers),
            risk: risk(answers),
            practitioner,
            agency_type: agency(AGENCY_TYPE),
            agency_district: agency(AGENCY_DISTRICT),
            language: language(answers.get(STORY)),
            reply: match answers.get(CONTACT) {
                "mailbox" => Reply::Mailbox,
                "safe" => Reply::Safe,
                ACCOUNT => Reply::Account,
                _ => Reply::None,
            },
        }
    }
}

fn force(answers: &Answers, lists: &Lists) -> Option<String> {
    match (lists.forces.as_slice(), answers.get(FORCE)) {
        ([only], _) => Some(only.code.clone()),
        (_, "" | FORCE_OTHER | FORCE_UNSURE) => None,
        (_, code) => Some(code.to_owned()),
    }
}

fn risk(answers: &Answers) -> Risk {
    match answers.get(DANGER) {
        DANGER_NOW => Risk::Immediate,
        "later" => Risk::Raised,
        _ if PRESSING.iter().any(|sign| answers.has(SIGN, sign)) => Risk::Raised,
        _ => Risk::None,
    }
}

/// How much of a story is looked at to tell its language, bytes: a paragraph is enough, and a book takes
/// long.
const PARAGRAPH: usize = 1_000;

fn language(story: &str) -> String {
    let start = story.floor_char_boundary(PARAGRAPH);
    let told = whatlang::detect(story.get(..start).unwrap_or(story)).filter(whatlang::Info::is_reliable);
    told.map_or("und", |info| info.lang().code()).to_owned()
}

/// The name of a language by its stored code, as staff read it.
pub fn language_name(code: &str) -> &'static str {
    whatlang::Lang::from_code(code).map_or("Not sure", |language| language.eng_name())
}

/// Splits the answers into what the desk reads and what is sealed apart as *source*. Answers to questions
/// that are no longer asked (somebody went back and changed their mind) are in neither, unless they were
/// settled before the first question.
pub fn split(answers: &Answers, lists: &Lists) -> (Answers, Answers) {
    let asked: Vec<Key> = crate::report::question::applicable(answers, lists)
        .flat_map(Question::fields)
        .map(|field| field.name)
        .collect();
    let was_asked = |name: &str| asked.iter().any(|field| *field == name);
    let words = answers.only(|name| settled(name, answers) || (was_asked(name) && !is_source(name)));
    let source = answers.only(|name| was_asked(name) && is_source(name));
    (words, source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::force::Force;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for (field, value) in pairs {
            answers.set(field, value.split(',').map(str::to_owned).collect());
        }
        answers
    }

    fn lists(codes: &[&str]) -> Lists {
        let force = |code: &&str| Force {
            code: (*code).into(),
            name: (*code).into(),
            welsh: false,
            served: true,
            position: None,
        };
        Lists { forces: codes.iter().map(force).collect(), districts: vec![] }
    }

    #[test]
    fn the_most_urgent_sorts_first() {
        let codes = Risk::ALL.map(Risk::code);
        assert!(codes.windows(2).all(|pair| pair[0] > pair[1]));
    }

    #[test]
    fn risk_follows_danger_then_signs() {
        for (pairs, risk) in [
            (vec![], Risk::None),
            (vec![("danger", "now"), ("sign", "W01")], Risk::Immediate),
            (vec![("danger", "later")], Risk::Raised),
            (vec![("danger", "no"), ("sign", "W02,W18")], Risk::Raised),
            (vec![("danger", "no"), ("sign", "W01")], Risk::None),
        ] {
            assert_eq!(Facts::of(&answers(&pairs), &lists(&["a"])).risk, risk, "{pairs:?}");
        }
    }

    #[test]
    fn the_only_force_is_the_force() {
        assert_eq!(Facts::of(&answers(&[]), &lists(&["a"])).force, Some("a".into()));
        assert_eq!(Facts::of(&answers(&[]), &lists(&["a", "b"])).force, None);
        assert_eq!(Facts::of(&answers(&[("force", "b")]), &lists(&["a", "b"])).force, Some("b".into()));
        assert_eq!(Facts::of(&answers(&[("force", "unsure")]), &lists(&["a", "b"])).force, None);
    }

    #[test]
    fn who_the_reporter_is_goes_apart() {
        let all = answers(&[
            ("story", "x"),
            ("relation", "agency"),
            ("agency_name", "Harbour"),
            ("agency_type", "DA-REF"),
            ("contact", "safe"),
            ("reach", "0700"),
        ]);
        let (words, source) = split(&all, &lists(&["a"]));
        assert_eq!(words.get("agency_name"), "");
        assert_eq!(words.get("agency_type"), "DA-REF");
        assert_eq!(source.get("agency_name"), "Harbour");
        assert_eq!(source.get("reach"), "0700");
    }

    #[test]
    fn what_the_register_knows_goes_with_the_report_and_the_account_is_no_source() {
        let all = answers(&[
            ("story", "x"),
            ("signed", "yes,account"),
            ("relation", "agency"),
            ("agency_type", "DA-REF"),
            ("agency_name", "Harbour"),
            ("contact", "account"),
            ("reach", "0700"),
        ]);
        let (words, source) = split(&all, &lists(&["a"]));
        assert_eq!((words.get("agency_type"), words.get("contact")), ("DA-REF", "account"));
        assert!(source.is_empty(), "it comes from the account, not from the form");
        let facts = Facts::of(&all, &lists(&["a"]));
        assert_eq!((facts.reply, facts.agency_type.as_deref()), (Reply::Account, Some("DA-REF")));
        assert!(facts.practitioner);
    }

    #[test]
    fn answers_that_are_no_longer_asked_are_left_out() {
        let all =
            answers(&[("story", "x"), ("agency_name", "Harbour"), ("reach", "0700"), ("contact", "none")]);
        let (words, source) = split(&all, &lists(&["a"]));
        assert!(source.is_empty());
        assert_eq!(words.get("reach"), "");
    }
}
