//! What invented reporters answer.

use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::force::Lists;
use domain::report::form::{Answers, FORCE_UNSURE};
use domain::report::question::{
    AGENCY_DISTRICT, AGENCY_TYPE, CONTACT, DANGER, FORCE, RELATION, SIGN, STANDARDS, STORY,
};
use domain::report::sign::SIGNS;

use crate::chance::Chance;
use crate::force::HOME;
use crate::story::{Known, Subject, story};

/// Of every twenty reports these ask for a mailbox, and [`SAFE`] give a safe way: so that the shares are
/// exact.
const MAILBOX: [usize; 3] = [3, 9, 16];
const SAFE: [usize; 2] = [6, 13];
const ROUND: usize = 20;

/// How reporters know, and how many in a hundred know like this. Some say nothing about it.
const RELATIONS: [(&str, usize); 6] =
    [("me", 30), ("known", 15), ("seen", 10), ("agency", 25), ("unsaid", 12), ("", 8)];
/// How many reports in a hundred have none, one, two … eight signs: mostly three.
const SIGNS_EACH: [usize; 9] = [6, 12, 18, 24, 16, 10, 7, 4, 3];

/// How many mailboxes the first `count` reports have.
pub(super) fn mailboxes(count: usize) -> usize {
    let rest = MAILBOX.iter().filter(|place| **place < count % ROUND).count();
    count / ROUND * MAILBOX.len() + rest
}

/// Whether this report asks for a mailbox.
pub(super) fn has_mailbox(number: usize) -> bool {
    MAILBOX.contains(&(number % ROUND))
}

/// The answers of one report. Seven in ten say no more than the story and what the form must know to pass it
/// on.
pub(super) fn answers(chance: Chance<'_>, number: usize, lists: &Lists) -> Answers {
    let mut answers = Answers::default();
    let mut set = |field: &str, value: &str| answers.set(field, vec![value.to_owned()]);
    let subject = Subject::draw(chance);
    let signs = signs(chance);
    let relation = RELATIONS.get(chance.weighed(&RELATIONS.map(|(_, often)| often)));
    let relation = relation.map_or("", |(code, _)| code);
    set(STORY.name(), &story(chance, relation, &subject, &signs));
    set(RELATION.name(), relation);
    let force = force(chance, lists);
    if lists.forces.len() > 1 {
        set(FORCE.name(), &force);
    }
    if relation == "agency" {
        agency(chance, &force, lists, &mut set);
    }
    if chance.once_in(2) {
        set(STANDARDS.name(), "yes");
    }
    contact(number, chance, &mut set);
    if chance.once_in(30) {
        more(chance, &subject, &mut set);
        let signs = if signs.is_empty() { vec!["none"] } else { signs };
        answers.set(SIGN, signs.into_iter().map(str::to_owned).collect());
    }
    answers
}

type Set<'a> = dyn FnMut(&str, &str) + 'a;

fn signs(chance: Chance<'_>) -> Vec<&'static str> {
    let count = chance.weighed(&SIGNS_EACH);
    let mut signs: Vec<&str> = Vec::with_capacity(count);
    while signs.len() < count {
        let sign = chance.one(SIGNS).map_or("", |sign| sign.code);
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs
}

/// The home force has a fifth of all reports, as the largest force of a country has; a few reporters are not
/// sure.
fn force(chance: Chance<'_>, lists: &Lists) -> String {
    match chance.below(100) {
        0..20 => HOME.to_owned(),
        20..23 => FORCE_UNSURE.to_owned(),
        _ => chance.one(&lists.forces).map_or(HOME, |force| &force.code).to_owned(),
    }
}

fn agency(chance: Chance<'_>, force: &str, lists: &Lists, set: &mut Set<'_>) {
    set(AGENCY_TYPE.name(), chance.one(AGENCY_TYPES).map_or("", |kind| kind.code));
    let districts: Vec<_> = lists.districts.iter().filter(|district| district.force == force).collect();
    if let Some(district) = chance.one(&districts) {
        set(AGENCY_DISTRICT.name(), &district.id.to_string());
    }
    set("known", chance.word(&["client", "client", "several", "colleague", "records"]));
    set("consent", chance.word(&["agrees", "agrees", "unaware", "unsafe"]));
    if chance.once_in(60) {
        set(
            "agency_name",
            chance.word(&["Lantern House", "Rowan Rooms", "Tideway Outreach", "Heron Centre"]),
        );
    }
}

fn contact(number: usize, chance: Chance<'_>, set: &mut Set<'_>) {
    if has_mailbox(number) {
        set(CONTACT.name(), "mailbox");
    } else if SAFE.contains(&(number % ROUND)) {
        set(CONTACT.name(), "safe");
        set("reach", &format!("07700 90{:04}", chance.below(10_000)));
        set("safe_times", chance.word(&["Weekdays before three", "Evenings", "Only on Mondays"]));
        set("voicemail", chance.word(&["no", "no", "yes"]));
    } else {
        set(CONTACT.name(), "none");
    }
}

fn more(chance: Chance<'_>, subject: &Subject, set: &mut Set<'_>) {
    if subject.known == Known::Named {
        set("name", &subject.name);
        set("number", &subject.number);
    }
    if subject.known != Known::Not {
        set("rank", subject.rank);
        set("team", &subject.team);
        set("role", if subject.rank.starts_with("Community") { "pcso" } else { "officer" });
    }
    set("when", chance.word(&["now", "now", "week", "month", "year", "longer", "unknown"]));
    let danger = ["now", "later", "no", "unsure"].get(chance.weighed(&[5, 20, 55, 20])).copied();
    set(DANGER.name(), danger.unwrap_or_default());
    set("partner", chance.word(&["no", "no", "no", "yes", "unsaid"]));
    set("young", chance.word(&["no", "no", "no", "yes", "unsure"]));
    set("wish", chance.word(&["stop", "investigate", "tell", "support", "unsure"]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_in_twenty_want_a_mailbox() {
        for count in [0, 1, 4, 17, 20, 1_500] {
            assert_eq!(mailboxes(count), (0..count).filter(|number| has_mailbox(*number)).count(), "{count}");
        }
        assert_eq!(mailboxes(1_500), 225);
    }
}
