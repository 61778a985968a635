//! Something done with agencies on a day: fifteen kinds, as data.

mod sort;

use super::agency::{Agency, ISA_STATES};
use super::campaign::Campaign;
use super::contact::Contact;
use super::material::Edition;
use crate::form::choice::{self, Choice};
use crate::form::key::Key;
use crate::form::normalise;
use crate::form::record::{Field, Kind, List, Record, Section, hinted, needed, plain};
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;

pub use sort::EngagementSort;

/// Something done with agencies on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// Its identifier.
    pub id: Id<Engagement>,
    /// The code of its kind.
    pub kind: &'static Activity,
    /// The agencies it was done with.
    pub agencies: Vec<Id<Agency>>,
    /// The people who took part or were reached, by name.
    pub contacts: Vec<Id<Contact>>,
    /// What was handed out.
    pub materials: Vec<Handed>,
    /// The campaign it belongs to.
    pub campaign: Option<Id<Campaign>>,
    /// What is written down about it, by the fields of its kind and of [`ENGAGEMENT`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// Material that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed {
    /// The edition: its version and language.
    pub edition: Id<Edition>,
    /// How many.
    pub quantity: u32,
}

/// A kind of engagement.
pub struct Activity {
    /// What is stored.
    pub code: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Whether both sides speak. Only such contact makes an agency *engaged*; the rest *informs* it.
    pub two_way: bool,
    /// What is asked beside the fields of every engagement.
    pub fields: &'static [Field],
}

impl std::fmt::Debug for Activity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl PartialEq for Activity {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Activity {}

/// The name of the field for the day.
pub const DAY: Key = Key::new("day");
/// The name of the field for who led it.
pub const LEAD: Key = Key::new("lead");
/// The name of the field for the people reached directly.
pub const REACH: Key = Key::new("reach");
/// The name of the field for the people whom those may tell in turn: an estimate, never added to [`REACH`].
pub const CASCADE: Key = Key::new("cascade");
/// The name of the field for what was asked or said.
pub const QUESTIONS: Key = Key::new("questions");
/// The name of the field for whom it was for.
pub const SIDE: Key = Key::new("side");
/// The name of the field for the topics.
pub const TOPICS: Key = Key::new("topics");
/// The name of the field for the day of the next contact.
pub const NEXT_CONTACT: Key = Key::new("next_contact");
/// The name of the field for the place.
pub const PLACE: Key = Key::new("place");
/// The name of the field for the minutes it took.
pub const MINUTES: Key = Key::new("minutes");

/// What can be talked about.
pub const TOPIC_LIST: &[Choice] = &[
    Choice::new("definition", "What it is"),
    Choice::new("signs", "Warning signs"),
    Choice::new("ways", "Ways to report"),
    Choice::new("anonymity", "Staying anonymous"),
    Choice::new("support", "Support for people harmed"),
    Choice::new("next", "What happens next"),
];

/// The four strands of the national strategy (National Police Chiefs' Council, *National strategy to address
/// the issue of police officers and staff who abuse their position for a sexual purpose*, 2017; as told in
/// HMICFRS, *Abuse of position for a sexual purpose*, October 2017).
pub const STRANDS: &[Choice] = &[
    Choice::new("prevention", "Prevention"),
    Choice::new("intelligence", "Intelligence"),
    Choice::new("enforcement", "Enforcement"),
    Choice::new("engagement", "Engagement"),
];

const OUTCOMES: &[Choice] = &[
    Choice::new("5", "5: very useful"),
    Choice::new("4", "4"),
    Choice::new("3", "3"),
    Choice::new("2", "2"),
    Choice::new("1", "1: of no use"),
];

const SIDES: &[Choice] =
    &[Choice::new("external", "With other organisations"), Choice::new("internal", "Within the force")];

/// The most people an engagement can have reached.
const CROWD: u32 = 1_000_000;

/// What is written down about every engagement.
pub const ENGAGEMENT: &[Section] = &[
    Section {
        title: "When and where",
        fields: &[
            needed(DAY, "Day", "", Kind::Day),
            plain(MINUTES, "Minutes", Kind::Number(10_000)),
            plain(LEAD, "Led by", Kind::Own(List::Staff)),
            plain(Key::new("together_with"), "Together with", Kind::Line(200)),
            plain(PLACE, "Place", Kind::Line(200)),
            plain(Key::new("online"), "Online", Kind::Flag),
            plain(SIDE, "For whom", Kind::One(SIDES)),
        ],
    },
    Section {
        title: "Who was reached",
        fields: &[
            plain(Key::new("audience"), "Audience", Kind::Line(200)),
            plain(REACH, "People reached directly", Kind::Number(CROWD)),
            hinted(
                CASCADE,
                "People they may tell in turn",
                "An estimate. It is kept apart from those reached directly.",
                Kind::Number(CROWD),
            ),
        ],
    },
    Section {
        title: "What was said",
        fields: &[
            plain(TOPICS, "Topics", Kind::Many(TOPIC_LIST)),
            plain(Key::new("strand"), "Strand of the national strategy", Kind::One(STRANDS)),
            hinted(
                QUESTIONS,
                "Questions and worries raised",
                "Never a report about anybody. If somebody told you of one, use the report form.",
                Kind::Prose(1_000),
            ),
            plain(Key::new("outcome"), "How useful it was", Kind::One(OUTCOMES)),
            plain(NEXT_CONTACT, "Next contact on", Kind::Day),
        ],
    },
];

const CONFIDENCE: &[Choice] = &[
    Choice::new("1", "1: not at all"),
    Choice::new("2", "2"),
    Choice::new("3", "3"),
    Choice::new("4", "4"),
    Choice::new("5", "5: very"),
];

const fn activity(
    code: &'static str,
    label: &'static str,
    two_way: bool,
    fields: &'static [Field],
) -> Activity {
    Activity { code, label, two_way, fields }
}

/// Every kind of engagement.
pub static ACTIVITIES: &[Activity] = &[
    activity("BRF", "Briefing", true, &[]),
    activity(
        "PRS",
        "Presentation",
        true,
        &[plain(Key::new("slides"), "Version of the slides", Kind::Line(100))],
    ),
    activity(
        "TRN",
        "Training session",
        true,
        &[
            plain(Key::new("before"), "Average confidence before", Kind::One(CONFIDENCE)),
            plain(Key::new("after"), "Average confidence after", Kind::One(CONFIDENCE)),
        ],
    ),
    activity(
        "MTG",
        "Liaison meeting or surgery",
        true,
        &[
            plain(Key::new("agenda"), "Agenda", Kind::Line(300)),
            plain(Key::new("agreed"), "What was agreed", Kind::Prose(500)),
        ],
    ),
    activity(
        "EVT",
        "Road show, stall or event",
        false,
        &[plain(Key::new("footfall"), "Visitors", Kind::Number(CROWD))],
    ),
    activity("LEA", "Leaflets or posters", false, &[plain(Key::new("sites"), "Sites", Kind::Line(300))]),
    activity(
        "EML",
        "Email bulletin",
        false,
        &[plain(Key::new("recipients"), "Recipients", Kind::Number(CROWD))],
    ),
    activity(
        "SPO",
        "Point of contact named or changed",
        true,
        &[
            plain(Key::new("person"), "Person", Kind::Line(120)),
            plain(Key::new("deputy"), "Deputy", Kind::Line(120)),
        ],
    ),
    activity(
        "PTH",
        "Referral pathway agreed",
        true,
        &[
            plain(Key::new("document"), "Document", Kind::Line(200)),
            plain(Key::new("document_on"), "Dated", Kind::Day),
        ],
    ),
    activity(
        "ISA",
        "Information sharing agreement",
        false,
        &[
            plain(Key::new("isa"), "State", Kind::One(ISA_STATES)),
            plain(Key::new("isa_review"), "To be reviewed on", Kind::Day),
        ],
    ),
    activity(
        "FBK",
        "Feedback given: “you said, we did”",
        false,
        &[plain(Key::new("feedback"), "What was said", Kind::Prose(500))],
    ),
    activity("FBR", "Feedback received", false, &[plain(Key::new("theme"), "Theme", Kind::Line(200))]),
    activity("SRV", "Survey", false, &[plain(Key::new("answers"), "Answers received", Kind::Number(CROWD))]),
    activity("VIS", "Visit", true, &[]),
    activity("CAM", "Campaign activity", false, &[plain(Key::new("channel"), "Channel", Kind::Line(120))]),
];

/// The kinds that need no agency: they reach whoever comes by or reads.
const ALONE: [&str; 5] = ["EVT", "LEA", "EML", "SRV", "CAM"];

/// What history keeps beside the fields: the kind, with whom, who took part, what was handed out, each in
/// words.
pub const LINKS: &[Section] = &[Section {
    title: "With whom",
    fields: &[
        plain(KIND, "Kind", Kind::Line(100)),
        plain(WITH, "Agencies", Kind::Line(200)),
        plain(PEOPLE, "People", Kind::Line(200)),
        plain(GIVEN, "Handed out", Kind::Line(300)),
        plain(SERIES, "Campaign", Kind::Line(200)),
        plain(EVIDENCE, "Evidence file", Kind::Line(300)),
    ],
}];

/// The name of the field of [`LINKS`] for the kind.
pub const KIND: Key = Key::new("kind_label");
/// The name of the field of [`LINKS`] for the agencies.
pub const WITH: Key = Key::new("with");
/// The name of the field of [`LINKS`] for the campaign.
pub const SERIES: Key = Key::new("series");
/// The name of the field of [`LINKS`] for the contacts.
pub const PEOPLE: Key = Key::new("people");
/// The name of the field of [`LINKS`] for what was handed out.
pub const GIVEN: Key = Key::new("given");
/// The name of the field of [`LINKS`] for the evidence file.
pub const EVIDENCE: Key = Key::new("evidence");

/// The field with this name, of whatever kind of engagement.
pub fn field(name: impl AsRef<str>) -> Option<&'static Field> {
    let of_kinds = ACTIVITIES.iter().flat_map(|activity| activity.fields);
    let common = ENGAGEMENT.iter().chain(LINKS).flat_map(|section| section.fields);
    common.chain(of_kinds).find(|field| field.name == *name.as_ref())
}

impl Activity {
    /// Everything that is asked about an engagement of this kind.
    pub fn sections(&self) -> Vec<Section> {
        let copied = |section: &Section| Section { title: section.title, fields: section.fields };
        let mut sections: Vec<Section> = ENGAGEMENT.iter().map(copied).collect();
        if !self.fields.is_empty() {
            sections.insert(1, Section { title: self.label, fields: self.fields });
        }
        sections
    }

    /// Whether it is nothing without an agency.
    pub fn needs_agency(&self) -> bool {
        !ALONE.contains(&self.code)
    }
}

/// The kind with this code.
pub fn kind(code: &str) -> Option<&'static Activity> {
    ACTIVITIES.iter().find(|activity| activity.code == code)
}

/// Kinds as choices, in order.
pub fn kinds() -> Vec<(&'static str, &'static str)> {
    ACTIVITIES.iter().map(|activity| (activity.code, activity.label)).collect()
}

impl Engagement {
    /// The day it was done, or is to be done.
    pub fn day(&self) -> Option<Day> {
        self.record.day(DAY)
    }

    /// Whether it is still to come: nobody was met or informed by it yet.
    pub fn is_planned(&self, today: Day) -> bool {
        self.day().is_some_and(|day| day > today)
    }

    /// Who led it.
    pub fn lead(&self) -> Option<Id<Staff>> {
        self.record.id(LEAD)
    }

    /// The day that was agreed for the next contact.
    pub fn next_contact(&self) -> Option<Day> {
        self.record.day(NEXT_CONTACT)
    }

    /// What it is called in a list: its kind and with whom.
    pub fn title(&self, agencies: &[&str]) -> String {
        match agencies {
            [] => self.kind.label.to_owned(),
            [one] => format!("{}: {one}", self.kind.label),
            [one, rest @ ..] => format!("{}: {one} and {} more", self.kind.label, rest.len()),
        }
    }

    /// What it is found by, folded.
    pub fn search(&self) -> String {
        let fields = [
            PLACE,
            Key::new("audience"),
            QUESTIONS,
            Key::new("agenda"),
            Key::new("agreed"),
            Key::new("theme"),
            Key::new("feedback"),
            Key::new("together_with"),
        ];
        let words = fields.iter().map(|field| normalise::fold(self.record.get(field)));
        let topics =
            self.record.all(TOPICS).iter().map(|code| normalise::fold(choice::label(TOPIC_LIST, code)));
        words.chain(topics).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_of_a_kind_has_the_name_of_another() {
        for activity in ACTIVITIES {
            let sections = activity.sections();
            let mut names: Vec<_> = sections.iter().chain(LINKS).flat_map(|section| section.fields).collect();
            let count = names.len();
            names.sort_by_key(|field| field.name);
            names.dedup_by_key(|field| field.name);
            assert_eq!(names.len(), count, "{activity:?}");
            assert!(
                names.iter().all(|known| field(known.name).is_some_and(|found| found.label == known.label))
            );
        }
    }

    #[test]
    fn those_that_count_as_met_are_the_published_seven() {
        let two_way: Vec<_> = ACTIVITIES.iter().filter(|kind| kind.two_way).map(|kind| kind.code).collect();
        assert_eq!(two_way, ["BRF", "PRS", "TRN", "MTG", "SPO", "PTH", "VIS"]);
        assert_eq!(ACTIVITIES.len(), 15);
        assert!(ALONE.iter().all(|code| kind(code).is_some_and(|kind| !kind.two_way)));
    }
}
