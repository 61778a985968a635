//! What is written down about invented engagements, by their kind.

use domain::form::record::Record;
use domain::register::engagement::{Activity, CASCADE, LEAD, MINUTES, PLACE, QUESTIONS, REACH, SIDE, TOPICS};

use crate::chance::Lot;
use crate::land::Place;
use crate::roster::Sketch;

type Fields = &'static [(&'static str, &'static str)];

/// What is said about engagements of a kind.
struct Telling {
    kind: &'static str,
    minutes: &'static [&'static str],
    /// The fewest and the most people that are reached.
    reach: (usize, usize),
    topics: &'static [&'static str],
    /// What else is written: one of these.
    notes: &'static [Fields],
}

const BASICS: &[&str] = &["definition", "signs", "ways"];
const TRUST: &[&str] = &["anonymity", "ways", "support", "next"];

const TELLINGS: &[Telling] = &[
    Telling {
        kind: "BRF",
        minutes: &["30", "45", "60"],
        reach: (4, 18),
        topics: BASICS,
        notes: &[
            &[("questions", "Asked what happens after a report, and how long it takes.")],
            &[("questions", "Can a client report without giving a name? Do we have to say who told us?")],
            &[("questions", "Who in the department reads a report, and does the station hear of it?")],
            &[],
        ],
    },
    Telling {
        kind: "PRS",
        minutes: &["30", "45", "60"],
        reach: (12, 60),
        topics: BASICS,
        notes: &[
            &[("slides", "Know the signs, spring")],
            &[
                ("slides", "Know the signs, spring"),
                ("questions", "Asked for an example that is nothing like what is in the news."),
            ],
        ],
    },
    Telling {
        kind: "TRN",
        minutes: &["90", "120", "180"],
        reach: (6, 20),
        topics: BASICS,
        notes: &[
            &[("before", "2"), ("after", "4")],
            &[
                ("before", "3"),
                ("after", "4"),
                ("questions", "Wanted more about what a good note looks like."),
            ],
            &[("before", "2"), ("after", "5")],
        ],
    },
    Telling {
        kind: "MTG",
        minutes: &["45", "60", "90"],
        reach: (2, 6),
        topics: TRUST,
        notes: &[
            &[
                ("agenda", "How reports from the agency reach the department"),
                ("agreed", "To meet every quarter, and to talk about feedback each time."),
            ],
            &[
                ("agenda", "Referral pathway"),
                ("agreed", "The department sends a draft; the agency shows it to its trustees."),
            ],
            &[
                ("agenda", "Leaflets and languages"),
                (
                    "agreed",
                    "Fifty leaflets for the waiting room, and the poster in the languages of the area.",
                ),
            ],
            &[("agenda", "Introductions and next steps")],
        ],
    },
    Telling {
        kind: "EVT",
        minutes: &["180", "240", "300"],
        reach: (15, 70),
        topics: BASICS,
        notes: &[&[("footfall", "180")], &[("footfall", "320")], &[("footfall", "95")]],
    },
    Telling {
        kind: "LEA",
        minutes: &[],
        reach: (0, 0),
        topics: &["ways", "anonymity"],
        notes: &[
            &[("sites", "Waiting room, toilets and notice board")],
            &[("sites", "Reception and group room")],
            &[("sites", "Welcome packs")],
        ],
    },
    Telling {
        kind: "EML",
        minutes: &[],
        reach: (0, 0),
        topics: &["ways", "next", "signs"],
        notes: &[&[("recipients", "6")], &[("recipients", "14")], &[("recipients", "35")]],
    },
    Telling { kind: "SPO", minutes: &["15", "30"], reach: (1, 2), topics: &["ways"], notes: &[&[]] },
    Telling {
        kind: "PTH",
        minutes: &["60", "90"],
        reach: (2, 5),
        topics: &["ways", "next", "support"],
        notes: &[&[("document", "Referral pathway, version 1")]],
    },
    Telling { kind: "ISA", minutes: &[], reach: (0, 0), topics: &[], notes: &[&[("isa", "signed")]] },
    Telling {
        kind: "FBK",
        minutes: &["15", "30"],
        reach: (2, 12),
        topics: &["next"],
        notes: &[
            &[("feedback", "You did not know who reads a report; the first page says so now.")],
            &[("feedback", "You asked for other languages; cards in three more came in spring.")],
        ],
    },
    Telling {
        kind: "FBR",
        minutes: &["15", "30"],
        reach: (1, 6),
        topics: TRUST,
        notes: &[
            &[("theme", "Fear that the officer hears of it")],
            &[("theme", "Wants to hear what became of a report")],
            &[("theme", "Posters were liked; the small cards went fastest")],
        ],
    },
    Telling {
        kind: "SRV",
        minutes: &[],
        reach: (0, 0),
        topics: TRUST,
        notes: &[&[("answers", "5")], &[("answers", "11")]],
    },
    Telling {
        kind: "VIS",
        minutes: &["30", "60", "90"],
        reach: (1, 8),
        topics: TRUST,
        notes: &[
            &[(
                "questions",
                "Staff said that people who use the service are wary of anybody from the police.",
            )],
            &[("questions", "Asked whether we could come in the evening, when the volunteers are there.")],
            &[],
        ],
    },
    Telling {
        kind: "CAM",
        minutes: &[],
        reach: (0, 0),
        topics: &["definition", "ways"],
        notes: &[&[("channel", "Social media")], &[("channel", "Local radio")], &[("channel", "Posters")]],
    },
];

/// Who listens, by the group of the agency's type.
const AUDIENCES: &[(&str, &str)] = &[
    ("DA", "Support workers and volunteers"),
    ("SV", "Advisers and counsellors"),
    ("EX", "Outreach team"),
    ("HE", "Nurses, doctors and reception"),
    ("HO", "Key workers and volunteers"),
    ("BF", "Members, volunteers and trustees"),
    ("VS", "Caseworkers"),
    ("ST", "Practitioners and their managers"),
    ("ED", "Safeguarding and pastoral staff"),
    ("", "Volunteers and staff"),
];

/// How useful such things were, from very to little, compared.
const USEFUL: [(&str, usize); 4] = [("5", 30), ("4", 40), ("3", 20), ("2", 6)];

/// What is written down about an engagement of this kind with this agency, but for its day.
pub(super) fn record(kind: &Activity, sketch: &Sketch, place: &Place, lead: &str, lot: Lot) -> Record {
    let mut record = Record::default();
    record.put(LEAD, lead);
    record.put(SIDE, "external");
    let Some(telling) = TELLINGS.iter().find(|telling| telling.kind == kind.code) else { return record };
    record.put(MINUTES, lot.word("minutes", telling.minutes));
    let (least, most) = telling.reach;
    if most > 0 {
        let reach = least + lot.below("reach", most - least + 1);
        record.put(REACH, &reach.to_string());
        if ["TRN", "PRS", "BRF"].contains(&kind.code) && lot.once_in("cascade", 20) {
            record.put(CASCADE, &(reach * (2 + lot.below("further", 5))).to_string());
        }
    }
    for place in 0..telling.topics.len().min(1 + lot.below("topics", 3)) {
        record.add(TOPICS, crate::chance::of(telling.topics, place + lot.below("topic", 4)));
    }
    let notes = lot.one("notes", telling.notes).copied().unwrap_or_default();
    let often = lot.once_in("questions", 45);
    for (field, value) in notes.iter().filter(|(field, _)| often || *field != QUESTIONS.name()) {
        record.put(field, value);
    }
    if kind.two_way {
        let found = lot.weighed("useful", &USEFUL.map(|(_, often)| often));
        record.put("outcome", USEFUL.get(found).map_or("", |(mark, _)| mark));
    }
    around(kind, sketch, place, lot, &mut record);
    record
}

/// Where it was and who listened. What was done at a refuge was not done at its address.
fn around(kind: &Activity, sketch: &Sketch, place: &Place, lot: Lot, record: &mut Record) {
    let town = place.town(sketch.town);
    if ["BRF", "PRS", "TRN"].contains(&kind.code) {
        let group = AUDIENCES.iter().find(|(group, _)| sketch.kind.code.starts_with(group));
        record.put("audience", group.map_or("", |(_, audience)| audience));
    }
    match kind.code {
        "EVT" => {
            let stalls = [format!("Market square, {town}"), format!("Community day, {town}")];
            record.put(PLACE, lot.one("stall", &stalls).map_or("", String::as_str));
        }
        "BRF" | "PRS" | "TRN" | "MTG" if lot.once_in("online", 30) => record.put("online", "yes"),
        "BRF" | "PRS" | "TRN" | "MTG" if sketch.kind.is_hidden() || lot.once_in("ours", 20) => {
            record.put(PLACE, &format!("Police station, {}", place.name));
        }
        "BRF" | "PRS" | "TRN" | "MTG" => record.put(PLACE, "Their office"),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::record::Kind;
    use domain::register::engagement::{ACTIVITIES, TOPIC_LIST};

    #[test]
    fn what_is_told_of_a_kind_is_what_its_form_asks() {
        for activity in ACTIVITIES {
            let telling = TELLINGS.iter().find(|telling| telling.kind == activity.code).unwrap();
            let sections = activity.sections();
            let fields: Vec<_> = sections.iter().flat_map(|section| section.fields).collect();
            for (name, value) in telling.notes.iter().copied().flatten() {
                let field = fields.iter().find(|field| field.name == *name);
                let field = field.unwrap_or_else(|| panic!("{} does not ask for {name}", activity.code));
                match field.kind {
                    Kind::One(choices) => assert!(choices.iter().any(|one| one.code == *value), "{value}"),
                    Kind::Number(most) => assert!(value.parse::<u32>().unwrap() <= most),
                    Kind::Line(most) | Kind::Prose(most) => assert!(value.chars().count() <= most),
                    _ => panic!("{name}"),
                }
            }
            for topic in telling.topics {
                assert!(TOPIC_LIST.iter().any(|one| one.code == *topic), "{topic}");
            }
            assert!(telling.reach.0 <= telling.reach.1 && !telling.notes.is_empty());
        }
        assert_eq!(TELLINGS.len(), ACTIVITIES.len());
    }
}
