//! What the questions offer to choose from. Codes are stored: they may be added, never removed or given
//! another meaning.

use crate::form::choice::Choice;
use crate::report::sign::SIGNS;

use super::name::{DANGER_NOW, IN_STANDARDS};

pub(super) const YES_NO: &[Choice] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unsure", "I’m not sure")];

/// Whether the person works in professional standards, and where the report goes then.
pub(super) const IS_IN_STANDARDS: &[Choice] = &[
    Choice::hinted(
        IN_STANDARDS,
        "Yes",
        "Your report goes to the independent team. Professional standards will not see that it exists.",
    ),
    Choice::hinted("no", "No", "Your report goes to professional standards."),
    Choice::hinted(
        "unsure",
        "I’m not sure",
        "Your report goes to professional standards. If it could be someone there, choose yes.",
    ),
];

pub(super) const RELATIONS: &[Choice] = &[
    Choice::new("me", "It is happening, or happened, to me"),
    Choice::new("known", "It is about someone I know"),
    Choice::new("seen", "I saw or heard it"),
    Choice::hinted(
        "agency",
        "I work for an agency that supports people",
        "For example a refuge, a helpline, a health or housing service",
    ),
    Choice::new("unsaid", "I’d rather not say"),
];

pub(super) const HOW_KNOWN: &[Choice] = &[
    Choice::new("client", "A client told me"),
    Choice::new("saw", "I saw it"),
    Choice::new("colleague", "A colleague told me"),
    Choice::new("several", "Several clients told me"),
    Choice::new("records", "From records"),
    Choice::new("other", "Another way"),
];

pub(super) const CONSENT: &[Choice] = &[
    Choice::new("agrees", "They know and agree"),
    Choice::new("disagrees", "They know and do not agree"),
    Choice::new("unaware", "They do not know"),
    Choice::new("unsafe", "It is not safe to ask"),
];

pub(super) const TOLD: &[Choice] = &[
    Choice::new("1", "1 person"),
    Choice::new("2-3", "2 or 3 people"),
    Choice::new("4+", "4 or more people"),
    Choice::new("unsure", "I’m not sure"),
];

pub(super) const LEAD: &[Choice] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unsaid", "I’d rather not say")];

pub(super) const ROLES: &[Choice] = &[
    Choice::new("officer", "Police officer"),
    Choice::new("pcso", "Community support officer (PCSO)"),
    Choice::new("special", "Special constable"),
    Choice::new("staff", "Police staff"),
    Choice::new("volunteer", "Volunteer"),
    Choice::new("contractor", "Contractor who works for the police"),
    Choice::new("former", "Used to work for the police"),
    Choice::new("unknown", "I don’t know"),
];

pub(super) const PARTNER: &[Choice] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unsaid", "I’d rather not say")];

pub(super) const WHEN: &[Choice] = &[
    Choice::new("now", "It is still happening"),
    Choice::new("today", "Today"),
    Choice::new("week", "In the last week"),
    Choice::new("month", "In the last month"),
    Choice::new("year", "In the last year"),
    Choice::new("longer", "Longer ago"),
    Choice::new("unknown", "I don’t know"),
];

pub(super) const DANGERS: &[Choice] = &[
    Choice::hinted(
        DANGER_NOW,
        "Yes, now",
        "If it is an emergency, call 999. We do not read reports straight away.",
    ),
    Choice::new("later", "Yes, or there could be later"),
    Choice::new("no", "No"),
    Choice::new("unsure", "I’m not sure"),
];

pub(super) const TOLD_ALREADY: &[Choice] = &[
    Choice::new("police", "The police"),
    Choice::new("crimestoppers", "Crimestoppers"),
    Choice::new("iopc", "The Independent Office for Police Conduct (IOPC)"),
    Choice::new("service", "A support service"),
    Choice::alone("none", "No one else"),
];

pub(super) const WISHES: &[Choice] = &[
    Choice::new("tell", "Just to tell you"),
    Choice::new("stop", "For it to stop"),
    Choice::new("investigate", "For it to be investigated"),
    Choice::new("support", "Support for me"),
    Choice::new("advice", "Advice"),
    Choice::new("unsure", "I’m not sure"),
];

pub(super) const CONTACTS: &[Choice] = &[
    NOT_AT_ALL,
    Choice::hinted(
        "mailbox",
        "Yes, here, with seven secret words",
        "You stay anonymous. You come back to this site and use the words to read our reply.",
    ),
    Choice::hinted(
        "safe",
        "Yes, contact me in a way that is safe",
        "You tell us how. Your details are locked apart from your report.",
    )
    // It takes two people to open such details, and there is no page yet where they could: a promise that
    // nobody can keep is not made.
    .withdrawn(),
];

const NOT_AT_ALL: Choice =
    Choice::hinted("none", "No", "We cannot ask you anything, or tell you what we did.");

const WITH_PHRASE: Choice = Choice::hinted(
    "mailbox",
    "Yes, here, with seven secret words",
    "The report is not kept in your account. You come back to this site and use the words to read our reply.",
);

/// For practitioners who are signed in and whose account can keep a report.
pub(super) const CONTACTS_ACCOUNT: &[Choice] = &[
    Choice::hinted(
        "account",
        "Yes, here, in my account",
        "You read our reply under ‘My reports’ when you are signed in. Only you can open them.",
    ),
    WITH_PHRASE,
    NOT_AT_ALL,
];

/// For practitioners who are signed in and whose account cannot keep a report.
pub(super) const CONTACTS_PHRASE: &[Choice] = &[WITH_PHRASE, NOT_AT_ALL];

pub(super) const VOICEMAIL: &[Choice] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No, never"), Choice::new("unsure", "I’m not sure")];

pub(super) const WHO_WE_ARE: &[Choice] =
    &[Choice::new("yes", "Yes"), Choice::new("no", "No, say something else")];

/// The signs and “none of these”.
#[expect(clippy::indexing_slicing, reason = "evaluated when compiled: out of range would not build")]
pub(super) const SIGNS_OR_NONE: &[Choice] = &{
    let mut all = [Choice::alone("none", "None of these, or I’m not sure"); SIGNS.len() + 1];
    let mut index = 0;
    while index < SIGNS.len() {
        all[index] = SIGNS[index];
        index += 1;
    }
    all
};
