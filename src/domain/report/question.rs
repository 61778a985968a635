//! The questions of the report form, in order. The story comes first and is the only answer that is needed.
//!
//! Who may be asked what follows the NPCC definition (volunteers and contracted staff are covered too) and
//! HMICFRS, "Shining a light on betrayal" (agencies hear of patterns, not only single events).

mod choices;
mod name;
mod signed;

use super::form::{Answers, Asked, Field, Kind, Question};
use crate::form::choice::Choice;
use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::platform::attachment::FILES;
use crate::platform::force::Lists;
use choices::{
    CONSENT, CONTACTS, CONTACTS_ACCOUNT, CONTACTS_PHRASE, DANGERS, HOW_KNOWN, LEAD, PARTNER, RELATIONS,
    ROLES, SIGNS_OR_NONE, TOLD, TOLD_ALREADY, VOICEMAIL, WHEN, WHO_WE_ARE, WISHES, YES_NO,
};
pub use name::{
    AGENCY, AGENCY_DISTRICT, AGENCY_NAME, AGENCY_TYPE, CONSENT_STATE, CONTACT, DANGER, FORCE, KNOWN,
    RELATION, SIGN, STANDARDS, STORY, SUBJECT_NAME, SUBJECT_NUMBER,
};
pub use signed::{ACCOUNT, AGENCY_OPEN, SIGNED, YES, is_required, missing, settled};
use signed::{agency_open, has_account, is_signed, no_account};

/// The most words a story may have.
pub const STORY_WORDS: usize = 20_000;
const NOTE_WORDS: usize = 2_000;

const fn prose(name: Key, label: &'static str, hint: &'static str) -> Field {
    Field { name, label, hint, kind: Kind::Prose(NOTE_WORDS), required: false }
}

const fn line(name: Key, label: &'static str, hint: &'static str) -> Field {
    Field { name, label, hint, kind: Kind::Line(200), required: false }
}

const fn one(name: Key, label: &'static str, choices: &'static [Choice]) -> Field {
    Field { name, label, hint: "", kind: Kind::One(choices), required: false }
}

const fn many(name: Key, label: &'static str, choices: &'static [Choice]) -> Field {
    Field { name, label, hint: "Choose all that apply.", kind: Kind::Many(choices), required: false }
}

fn always(_: &Answers, _: &Lists) -> bool {
    true
}

fn practitioner(answers: &Answers, _: &Lists) -> bool {
    answers.get(RELATION) == AGENCY
}

/// Who began in the practitioners' area has said how they know, and for which agency.
fn unsigned(answers: &Answers, _: &Lists) -> bool {
    !is_signed(answers)
}

fn unsigned_practitioner(answers: &Answers, lists: &Lists) -> bool {
    practitioner(answers, lists) && unsigned(answers, lists)
}

fn several_forces(_: &Answers, lists: &Lists) -> bool {
    lists.forces.len() > 1
}

fn safe_contact(answers: &Answers, _: &Lists) -> bool {
    answers.get(CONTACT) == "safe"
}

const TYPE: Field = Field {
    name: AGENCY_TYPE,
    label: "What kind of service is it?",
    hint: "",
    kind: Kind::Own(Asked::Select(AGENCY_TYPES)),
    required: false,
};

const DISTRICT: Field = Field {
    name: AGENCY_DISTRICT,
    label: "Which district do you work in?",
    hint: "",
    kind: Kind::Own(Asked::District),
    required: false,
};

/// What practitioners who are signed in may choose from when they are asked whether they may be asked
/// something.
const fn contact(choices: &'static [Choice]) -> Field {
    one(CONTACT, "May we ask you something?", choices)
}

const fn question(code: &'static str, title: &'static str, open: &'static [Field]) -> Question {
    Question { code, title, lead: &[], open, source: &[], applies: always }
}

/// Every question, in the order in which they are asked.
pub static QUESTIONS: &[Question] = &[
    Question {
        lead: &[
            "Use your own words, in any language. Only tell us what you already know. Please do not put yourself at risk to find out more.",
            "You do not need to know the person’s name. This is the only question you have to answer.",
        ],
        ..question(
            "1",
            "Tell us what has happened or is worrying you",
            &[Field {
                name: STORY,
                label: "What happened",
                hint: "It helps to say who was involved, what they did or said, and how it started.",
                kind: Kind::Prose(STORY_WORDS),
                required: false,
            }],
        )
    },
    Question {
        applies: unsigned,
        ..question("2", "How do you know about this?", &[one(RELATION, "How you know", RELATIONS)])
    },
    Question {
        lead: &["Leave out your client’s name unless they agree. Your own reference for them is enough."],
        applies: practitioner,
        ..question(
            "3",
            "What your work has told you",
            &[
                one(KNOWN, "How do you know this?", HOW_KNOWN),
                one(CONSENT_STATE, "Does the person affected know you are telling us?", CONSENT),
                one(Key::new("told"), "How many people have told you about this police person?", TOLD),
                line(Key::new("own_reference"), "Your own reference for the client", "Not their name."),
                one(Key::new("lead"), "Does the lead of your agency know?", LEAD),
            ],
        )
    },
    Question {
        lead: &[
            "We keep the type and district with your report. The name is locked apart, with details of who you are.",
        ],
        applies: unsigned_practitioner,
        source: &[line(AGENCY_NAME, "Name of the agency", "You can leave this empty.")],
        ..question("4", "Your agency", &[TYPE, DISTRICT])
    },
    Question {
        lead: &[
            "Your agency offers more than one kind of service, or works in more than one place. Say where this came from.",
            "We keep the type and district with your report. The name of the agency is locked apart.",
        ],
        applies: agency_open,
        ..question("20", "Your part of the agency", &[TYPE, DISTRICT])
    },
    Question {
        applies: practitioner,
        ..question(
            "5",
            "Risk and safety plan",
            &[prose(
                Key::new("plan"),
                "Risk and safety plan",
                "For example, has a MARAC or safeguarding referral been made? Then it need not be made twice.",
            )],
        )
    },
    Question {
        applies: several_forces,
        ..question(
            "6",
            "Which police force is it about?",
            &[Field {
                name: FORCE,
                label: "Police force",
                hint: "",
                kind: Kind::Own(Asked::Force),
                required: false,
            }],
        )
    },
    Question {
        lead: &["Anything you know helps. Leave empty what you don’t know."],
        ..question(
            "7",
            "What do you know about the police person?",
            &[
                line(SUBJECT_NAME, "Name or nickname", ""),
                line(SUBJECT_NUMBER, "Collar or shoulder number", ""),
                line(Key::new("rank"), "Rank or job", ""),
                line(Key::new("team"), "Team or police station", ""),
                line(Key::new("looks"), "What they look like, or their vehicle", ""),
                line(Key::new("met"), "How you know them, or how you met", ""),
            ],
        )
    },
    question("8", "What is their role?", &[one(Key::new("role"), "Their role", ROLES)]),
    Question {
        lead: &[
            "Professional standards is the part of the police that deals with complaints about the police. It reads these reports.",
            "If you answer yes, your report goes to a different team, outside that department. The department will not see that it exists.",
        ],
        ..question(
            "9",
            "Does the person work in professional standards?",
            &[one(STANDARDS, "Works in professional standards", YES_NO)],
        )
    },
    Question {
        lead: &["These are signs that other people have noticed. Any of them can be a reason to tell us."],
        ..question("10", "Have you noticed any of these signs?", &[many(SIGN, "Signs", SIGNS_OR_NONE)])
    },
    question(
        "11",
        "When did it happen?",
        &[
            one(Key::new("when"), "When", WHEN),
            line(Key::new("when_words"), "Date or time, in your own words", ""),
        ],
    ),
    Question {
        lead: &["It may have been a place, online or by phone. You do not have to give your own address."],
        ..question("12", "Where did it happen?", &[prose(Key::new("place"), "Where", "")])
    },
    Question {
        lead: &[
            "If you have messages or pictures, keep them if it is safe. Please do not go looking for more.",
        ],
        ..question(
            "13",
            "Does anyone else know, or could something show it?",
            &[
                prose(
                    Key::new("others"),
                    "Who else knows, or what could show it",
                    "For example messages, calls or CCTV.",
                ),
                many(Key::new("told_already"), "Have you told anyone else?", TOLD_ALREADY),
            ],
        )
    },
    Question {
        lead: &[
            "If anyone is in danger now, call 999. If you cannot speak, call from a mobile and press 55 when you are asked to.",
        ],
        ..question(
            "14",
            "Is anyone in danger?",
            &[
                one(
                    DANGER,
                    "Are you, or is anyone, in danger, or afraid of what will happen if the person finds out?",
                    DANGERS,
                ),
                one(
                    Key::new("partner"),
                    "Does the police person live with you, or are they your partner or ex?",
                    PARTNER,
                ),
            ],
        )
    },
    Question {
        lead: &[
            "If someone under 18 may be at risk of harm, we have to act to keep them safe. We may have to tell other services.",
        ],
        ..question(
            "15",
            "Is anyone under 18, or do they rely on care?",
            &[one(Key::new("young"), "Under 18 or relies on care", YES_NO)],
        )
    },
    question(
        "16",
        "What would you like to happen?",
        &[
            many(Key::new("wish"), "What you would like", WISHES),
            line(Key::new("needs"), "Do you need another language, BSL or easy words for a reply?", ""),
        ],
    ),
    question(
        "17",
        "Add photos, messages or other files",
        &[Field { name: FILES, label: "Files", hint: "", kind: Kind::Own(Asked::Files), required: false }],
    ),
    Question {
        lead: &[
            "You do not have to be contacted. If you choose no, you are anonymous unless your own words say who you are.",
        ],
        applies: unsigned,
        ..question("18", "May we ask you something?", &[contact(CONTACTS)])
    },
    Question {
        lead: &[
            "You do not have to be contacted. What you choose here changes nothing about how we read your report.",
        ],
        applies: has_account,
        ..question("21", "May we ask you something?", &[contact(CONTACTS_ACCOUNT)])
    },
    Question {
        lead: &[
            "You do not have to be contacted. You signed in with a passkey that cannot open what you keep here, so this report cannot be kept in your account.",
        ],
        applies: no_account,
        ..question("22", "May we ask you something?", &[contact(CONTACTS_PHRASE)])
    },
    Question {
        lead: &[
            "These details are locked apart from your report. It takes two people, who do not work on your report, to open them.",
            "We will only use them in the way you say here.",
        ],
        applies: safe_contact,
        source: &[
            line(Key::new("reach"), "Phone number, email or another way", ""),
            line(
                Key::new("call_name"),
                "What name should we use for you?",
                "It does not have to be your real name.",
            ),
            line(Key::new("safe_times"), "Which days and times are safe?", ""),
            one(Key::new("voicemail"), "Is it safe to leave a message?", VOICEMAIL),
            one(Key::new("say_police"), "May we say who we are?", WHO_WE_ARE),
            line(Key::new("shared"), "Who else uses this phone or email?", ""),
            line(Key::new("answered"), "What should we do if someone else answers?", ""),
            line(Key::new("safe_word"), "A safe word, so that you know it is us and we know it is you", ""),
            line(Key::new("until"), "When should we stop using these details?", ""),
        ],
        ..question("19", "How is it safe to contact you?", &[])
    },
];

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

/// The question before `code`; none when it is the first.
pub fn before(code: &str, answers: &Answers, lists: &Lists) -> Option<&'static Question> {
    let earlier = QUESTIONS.iter().take_while(|question| question.code != code);
    earlier.filter(|question| (question.applies)(answers, lists)).last()
}

/// Whether what is answered to the field with this name tells who the reporter is.
pub fn is_source(name: impl AsRef<str>) -> bool {
    QUESTIONS.iter().flat_map(|question| question.source).any(|field| field.name == *name.as_ref())
}

/// The field with this name.
pub fn field(name: impl AsRef<str>) -> Option<&'static Field> {
    QUESTIONS.iter().flat_map(Question::fields).find(|field| field.name == *name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
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
                assert_eq!(before(next.code, &answers, &lists).map(|q| q.code), Some(question.code));
            }
        }
    }

    #[test]
    fn none_excludes_every_other_sign() {
        let question = find("10").unwrap();
        let pair = |code: &str| (SIGN.to_string(), code.to_owned());
        assert!(question.parse(&[pair("W01"), pair("W02")], &Lists::default()).is_ok());
        assert!(question.parse(&[pair("W01"), pair("none")], &Lists::default()).is_err());
        assert!(question.parse(&[pair("W99")], &Lists::default()).is_err());
    }
}
