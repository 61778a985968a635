//! The questions, in the order in which they are asked.

use super::choices::{
    CONSENT, CONTACTS, CONTACTS_ACCOUNT, CONTACTS_PHRASE, DANGERS, HOW_KNOWN, IS_IN_STANDARDS, LEAD, PARTNER,
    RELATIONS, ROLES, SIGNS_OR_NONE, TOLD, TOLD_ALREADY, VOICEMAIL, WHEN, WHO_WE_ARE, WISHES, YES_NO,
};
use super::name::{
    AGENCY, AGENCY_DISTRICT, AGENCY_NAME, AGENCY_TYPE, CONSENT_STATE, CONTACT, DANGER, FORCE, KNOWN,
    RELATION, SIGN, STANDARDS, STORY, SUBJECT_NAME, SUBJECT_NUMBER,
};
use super::part::Part;
use super::signed::{agency_open, has_account, is_signed, no_account};
use crate::form::choice::Choice;
use crate::form::key::Key;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::platform::attachment::FILES;
use crate::platform::force::Lists;
use crate::report::form::{Answers, Asked, Field, Kind, Question};

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

const REPLY_TITLE: &str = "Do you want to be able to get a reply?";

/// Whether and how there may be a reply. What is offered depends on who asks.
const fn reply(choices: &'static [Choice]) -> Field {
    one(CONTACT, REPLY_TITLE, choices)
}

const fn question(part: Part, code: &'static str, title: &'static str, open: &'static [Field]) -> Question {
    Question { part, code, title, lead: &[], open, source: &[], decides: false, applies: always }
}

/// Every question, in the order in which they are asked.
pub static QUESTIONS: &[Question] = &[
    Question {
        lead: &[
            "Use your own words, in any language. Only tell us what you already know. Please do not put yourself at risk to find out more.",
            "You do not need to know the person’s name. This is the only question you have to answer.",
        ],
        ..question(
            Part::Story,
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
        ..question(
            Part::Story,
            "2",
            "How do you know about this?",
            &[one(RELATION, "How you know", RELATIONS)],
        )
    },
    Question {
        lead: &["Leave out your client’s name unless they agree. Your own reference for them is enough."],
        applies: practitioner,
        ..question(
            Part::Story,
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
        ..question(Part::Story, "4", "Your agency", &[TYPE, DISTRICT])
    },
    Question {
        lead: &[
            "Your agency offers more than one kind of service, or works in more than one place. Say where this came from.",
            "We keep the type and district with your report. The name of the agency is locked apart.",
        ],
        applies: agency_open,
        ..question(Part::Story, "20", "Your part of the agency", &[TYPE, DISTRICT])
    },
    Question {
        applies: practitioner,
        ..question(
            Part::Story,
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
        decides: true,
        ..question(
            Part::Person,
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
            Part::Person,
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
    question(Part::Person, "8", "What is their role?", &[one(Key::new("role"), "Their role", ROLES)]),
    Question {
        lead: &[
            "Professional standards is the part of the police that deals with complaints about the police. It reads these reports.",
            "If the person works there, your report goes to a different team, outside that department: the independent team.",
        ],
        decides: true,
        ..question(
            Part::Person,
            "9",
            "Does the person work in professional standards?",
            &[one(STANDARDS, "Works in professional standards", IS_IN_STANDARDS)],
        )
    },
    Question {
        lead: &["These are signs that other people have noticed. Any of them can be a reason to tell us."],
        ..question(
            Part::Details,
            "10",
            "Have you noticed any of these signs?",
            &[many(SIGN, "Signs", SIGNS_OR_NONE)],
        )
    },
    question(
        Part::Details,
        "11",
        "When did it happen?",
        &[
            one(Key::new("when"), "When", WHEN),
            line(Key::new("when_words"), "Date or time, in your own words", ""),
        ],
    ),
    Question {
        lead: &["It may have been a place, online or by phone. You do not have to give your own address."],
        ..question(Part::Details, "12", "Where did it happen?", &[prose(Key::new("place"), "Where", "")])
    },
    Question {
        lead: &[
            "If you have messages or pictures, keep them if it is safe. Please do not go looking for more.",
        ],
        ..question(
            Part::Details,
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
    question(
        Part::Details,
        "17",
        "Add photos, messages or other files",
        &[Field { name: FILES, label: "Files", hint: "", kind: Kind::Own(Asked::Files), required: false }],
    ),
    Question {
        lead: &[
            "If anyone is in danger now, call 999. If you cannot speak, call from a mobile and press 55 when you are asked to.",
        ],
        decides: true,
        ..question(
            Part::Safety,
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
            "We mean the person it happened to, you, or anyone else who may be at risk, such as children who live there.",
            "If someone under 18 may be at risk of harm, we have to act to keep them safe. We may have to tell other services.",
        ],
        ..question(
            Part::Safety,
            "15",
            "Is anyone who may be harmed under 18, or do they rely on care?",
            &[one(Key::new("young"), "Under 18 or relies on care", YES_NO)],
        )
    },
    question(
        Part::Safety,
        "16",
        "What would you like to happen?",
        &[
            many(Key::new("wish"), "What you would like", WISHES),
            line(Key::new("needs"), "Do you need another language, BSL or easy words for a reply?", ""),
        ],
    ),
    Question {
        lead: &[
            "We may want to ask you something, or tell you what we did. We never contact you first: you come back here when it suits you.",
            "You stay anonymous either way, unless your own words say who you are.",
        ],
        applies: unsigned,
        decides: true,
        ..question(Part::Safety, "18", REPLY_TITLE, &[reply(CONTACTS)])
    },
    Question {
        lead: &[
            "We may want to ask you something, or tell you what we did. What you choose here changes nothing about how we read your report.",
        ],
        applies: has_account,
        decides: true,
        ..question(Part::Safety, "21", REPLY_TITLE, &[reply(CONTACTS_ACCOUNT)])
    },
    Question {
        lead: &[
            "We may want to ask you something, or tell you what we did. You signed in with a passkey that cannot open what you keep here, so this report cannot be kept in your account.",
        ],
        applies: no_account,
        decides: true,
        ..question(Part::Safety, "22", REPLY_TITLE, &[reply(CONTACTS_PHRASE)])
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
        ..question(Part::Safety, "19", "How is it safe to contact you?", &[])
    },
];
