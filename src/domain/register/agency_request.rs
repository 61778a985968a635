//! What agencies ask the department for: a briefing, or materials by post.
//!
//! A refuge whose address is known can be found: where to send is a PO box or an office that anybody may
//! know, and whoever would rather not say is called. An agency whose address is withheld is asked for nothing
//! else than a PO box.

use super::agency::{Agency, LANGUAGE_LIST, WITHHELD};
use super::follow_up::FollowUp;
use crate::form::choice::Choice;
use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::normalise;
use crate::form::reason::register::RegisterReason;
use crate::form::record::{self, Field, Kind, Known, Record, Section, hinted, needed, plain};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// Something that an agency asked for. It names the agency, never the account of whoever asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub id: Id<Request>,
    /// Who asked.
    pub agency: Id<Agency>,
    /// What for.
    pub kind: Wish,
    /// What is written down about it, by [`Wish::sections`].
    pub record: Record,
    /// When.
    pub asked: Day,
    /// What the department is to do about it; none when that was taken off the list.
    pub follow_up: Option<Id<FollowUp>>,
}

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wish {
    /// Somebody comes and speaks.
    Briefing,
    /// Leaflets and posters.
    Materials,
}

/// The name of the field for the days that suit.
pub const DAYS: Key = Key::new("days");
/// The name of the field for whom to talk to.
pub const PERSON: Key = Key::new("person");
/// The name of the field for how to get materials to the agency.
pub const DELIVERY: Key = Key::new("delivery");
/// The name of the field for where to send them.
pub const SEND_TO: Key = Key::new("send_to");
/// The value of [`DELIVERY`] that needs [`SEND_TO`].
pub const POST: &str = "post";
/// The names of the fields for how many of each are wanted.
pub const QUANTITIES: [Key; 3] = [Key::new("leaflets"), Key::new("posters"), Key::new("cards")];

/// The days within which the department answers.
const WITHIN: i64 = 14;
/// How many requests of an agency may be open: a mistake must not fill the department's list.
pub const MAX_OPEN: usize = 10;

const MINUTES: &[Choice] = &[
    Choice::new("15", "15 minutes, in a team meeting"),
    Choice::new("30", "Half an hour"),
    Choice::new("60", "An hour"),
    Choice::new("90", "Longer: a training session"),
];

const WAYS: &[Choice] = &[Choice::new("here", "At our place"), Choice::new("online", "Online")];

const DELIVERIES: &[Choice] = &[
    Choice::new("call", "Call us about it"),
    Choice::new(POST, "By post, to a PO box or an office that anybody may know"),
    Choice::new("bring", "Bring them when we next meet"),
];

const TALK_TO: &[Field] = &[
    needed(PERSON, "Whom we should talk to", "", Kind::Line(120)),
    plain(Key::new("phone"), "Work phone", Kind::Phone),
    hinted(
        Key::new("more"),
        "Anything else",
        "Nothing about a client, and nothing that happened.",
        Kind::Prose(100),
    ),
];

/// What is asked about a briefing.
const BRIEFING: &[Section] = &[
    Section {
        title: "The briefing",
        fields: &[
            plain(Key::new("people"), "About how many people", Kind::Number(1_000)),
            plain(Key::new("minutes"), "How long", Kind::One(MINUTES)),
            plain(Key::new("way"), "Where", Kind::One(WAYS)),
            hinted(DAYS, "Days and times that suit you", "For example: Tuesday mornings.", Kind::Line(120)),
            plain(Key::new("languages"), "Languages", Kind::Many(LANGUAGE_LIST)),
        ],
    },
    Section { title: "Talking to you", fields: TALK_TO },
];

/// What is asked about materials.
const MATERIALS: &[Section] = &[
    Section {
        title: "What to send",
        fields: &[
            plain(QUANTITIES[0], "Leaflets: how many", Kind::Number(5_000)),
            plain(QUANTITIES[1], "Posters: how many", Kind::Number(500)),
            plain(QUANTITIES[2], "Cards: how many", Kind::Number(5_000)),
            plain(Key::new("languages"), "Languages", Kind::Many(LANGUAGE_LIST)),
        ],
    },
    Section {
        title: "How to get it to you",
        fields: &[
            needed(DELIVERY, "How", "", Kind::One(DELIVERIES)),
            hinted(
                SEND_TO,
                "Where to send it",
                "Only if you chose post. Never the address of a refuge or safe house, or of anybody’s home.",
                Kind::Line(200),
            ),
            hinted(DAYS, "Days and times that suit you", "For example: Tuesday mornings.", Kind::Line(120)),
        ],
    },
    Section { title: "Talking to you", fields: TALK_TO },
];

impl Wish {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Briefing, Self::Materials];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::Materials => "materials",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Briefing => "A briefing",
            Self::Materials => "Materials by post",
        }
    }

    /// What is asked about it.
    pub fn sections(self) -> &'static [Section] {
        match self {
            Self::Briefing => BRIEFING,
            Self::Materials => MATERIALS,
        }
    }

    /// Reads what was typed for this agency.
    ///
    /// # Errors
    /// One for each field that will not do.
    pub fn parse(self, typed: &[(String, String)], agency: &Agency) -> Result<Record, Errors> {
        let mut record = record::parse(self.sections(), typed, &Known::default())?;
        if self == Self::Materials {
            if let Some((field, reason)) = objection(&record, agency) {
                return Err(Errors::one(field, reason));
            }
            // What is not needed is not kept.
            if record.get(DELIVERY) != POST {
                record.put(SEND_TO, "");
            }
        }
        Ok(record)
    }
}

/// What stands against a request for materials: the field, and what to do about it.
fn objection(record: &Record, agency: &Agency) -> Option<(Key, RegisterReason)> {
    if QUANTITIES.iter().all(|field| record.number(field) == 0) {
        return Some((QUANTITIES[0], RegisterReason::NothingWanted));
    }
    if record.get(DELIVERY) != POST {
        return None;
    }
    let boxed = normalise::fold(record.get(SEND_TO)).starts_with("po box");
    if record.get(SEND_TO).is_empty() {
        Some((SEND_TO, RegisterReason::NowhereToSend))
    } else if agency.record.flag(WITHHELD) && !boxed {
        Some((SEND_TO, RegisterReason::SentToWithheld))
    } else {
        None
    }
}

impl Request {
    /// What the department is to do, in a line.
    pub fn task(&self) -> String {
        let wanted = match self.kind {
            Wish::Briefing => match self.record.number("people") {
                0 => "a briefing".to_owned(),
                people => format!("a briefing for about {people} people"),
            },
            Wish::Materials => {
                let some = QUANTITIES.iter().map(|field| (field, self.record.number(field)));
                let some: Vec<String> = some
                    .filter(|(_, count)| *count > 0)
                    .map(|(what, count)| format!("{count} {what}"))
                    .collect();
                some.join(", ")
            }
        };
        format!("Asked by the agency: {wanted}")
    }

    /// The day by which the department answers.
    pub fn due(&self) -> Day {
        self.asked.plus_days(WITHIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn agency(withheld: bool) -> Agency {
        let mut record = Record::default();
        record.put("name", "Lantern House");
        if withheld {
            record.put(WITHHELD, record::YES);
        }
        Agency::new("00000000-0000-4000-8000-000000000001".parse().unwrap(), record)
    }

    fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    const BY_POST: [(&str, &str); 3] =
        [("leaflets", "50"), (PERSON.name(), "Anya Holt"), (DELIVERY.name(), POST)];

    #[test]
    fn a_withheld_address_is_never_taken() {
        let parse = |send_to, withheld| {
            let pairs = [&BY_POST[..], &[(SEND_TO.name(), send_to)]].concat();
            Wish::Materials.parse(&typed(&pairs), &agency(withheld))
        };
        assert!(parse("PO Box 12, Northmere", true).is_ok());
        assert!(parse("12 High Street", true).unwrap_err().of(SEND_TO).is_some());
        assert_eq!(parse("12 High Street", false).unwrap().get(SEND_TO), "12 High Street");
        assert!(parse("", false).unwrap_err().of(SEND_TO).is_some());
        // An address that is not needed is not kept, whatever was typed.
        let pairs = [
            ("posters", "2"),
            (PERSON.name(), "Anya Holt"),
            (DELIVERY.name(), "call"),
            (SEND_TO.name(), "12 High Street"),
        ];
        for withheld in [true, false] {
            let record = Wish::Materials.parse(&typed(&pairs), &agency(withheld)).unwrap();
            assert_eq!(record.get(SEND_TO), "", "{withheld}");
        }
    }

    #[test]
    fn a_request_says_in_a_line_what_to_do() {
        let request = |kind: Wish, pairs: &[(&str, &str)]| Request {
            id: "00000000-0000-4000-8000-000000000002".parse().unwrap(),
            agency: agency(false).id,
            kind,
            record: kind.parse(&typed(pairs), &agency(false)).unwrap(),
            asked: Day(date!(2026 - 11 - 22)),
            follow_up: None,
        };
        let briefing = request(Wish::Briefing, &[(PERSON.name(), "Anya"), ("people", "12")]);
        assert_eq!(briefing.task(), "Asked by the agency: a briefing for about 12 people");
        assert_eq!(briefing.due(), Day(date!(2026 - 12 - 06)));
        let materials =
            [("leaflets", "50"), ("cards", "10"), (PERSON.name(), "Anya"), (DELIVERY.name(), "call")];
        let materials = request(Wish::Materials, &materials);
        assert_eq!(materials.task(), "Asked by the agency: 50 leaflets, 10 cards");
    }

    #[test]
    fn nothing_at_all_is_no_request() {
        let none = Wish::Materials
            .parse(&typed(&[(PERSON.name(), "Anya"), (DELIVERY.name(), "call")]), &agency(false));
        assert!(none.unwrap_err().of(QUANTITIES[0]).is_some());
        assert!(Wish::Briefing.parse(&[], &agency(false)).unwrap_err().of(PERSON).is_some());
        for kind in Wish::ALL {
            assert_eq!(Wish::from_code(kind.code()), Some(kind));
        }
    }
}
