//! What invented people tell. Every name in it is made up.

use domain::report::message::Author;
use domain::report::sign::SIGNS;

use crate::chance::Chance;
use crate::staff::person;

/// How well a story says whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// By name and number.
    Named,
    /// By rank and team.
    Partly,
    /// Not at all.
    Not,
}

/// Whom a story is about, as far as its teller knows.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) known: Known,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) rank: &'static str,
    pub(super) team: String,
    /// Whether it was done on duty.
    pub(super) on_duty: bool,
}

const RANKS: &[&str] = &["PC", "PC", "PC", "Sergeant", "Detective constable", "Community support officer"];
const TEAMS: &[&str] =
    &["Neighbourhood team", "Response team", "Domestic abuse unit", "Custody", "Roads policing"];
const MATTERS: &[&str] = &[
    "a break-in",
    "a report of domestic abuse",
    "a missing person",
    "a case of harassment",
    "a case at court",
    "a stop in the street",
    "a mental health crisis",
    "a lost purse",
];
const OPENINGS: &[(&str, &str)] = &[
    ("me", "I am telling you about {who}, who came to me after {matter}."),
    ("known", "A friend has told me about {who}. They met after {matter}."),
    ("seen", "I have seen how {who} treats people whom we meet over {matter}."),
    ("agency", "A client has told us about {who}. They met after {matter}."),
    ("", "I want you to know about {who} and what goes on after {matter}."),
];
/// A sentence for each sign, in the order of [`SIGNS`].
const DEEDS: [&str; SIGNS.len()] = [
    "He comes by when there is no need and when he is not at work.",
    "He turns up at odd times and calls it a welfare check.",
    "He calls and writes far more than the case needs.",
    "He kept in touch after the case was closed.",
    "He writes from his own phone and not from the one he has for work.",
    "There are kisses and hearts in his messages.",
    "He talks about his marriage and how lonely he is.",
    "He has pet names for her.",
    "He puts a hand on her knee or her back whenever he is there.",
    "He brought a present and a letter and said it was a favour between friends.",
    "He says that nobody else can keep her safe.",
    "He said to ask only for him, never for a colleague.",
    "He said that it was better to let the complaint about her partner rest.",
    "He asked her to delete the messages.",
    "He knew things that she had never told him.",
    "He comes alone and turns his camera off.",
    "He said that the case would go better if they met for a drink.",
    "He said that nobody would believe her.",
    "He asked for pictures.",
    "He does not seem to see anything wrong with it.",
];
const MORE: &[&str] = &[
    "It began in spring and has not stopped since.",
    "There is a neighbour who has seen his car.",
    "The messages are still there.",
    "She is afraid that he hears of this.",
    "It is not the first time that somebody speaks about him like this.",
    "He knows where she lives and who her children are.",
    "She changed her number and two days later he had the new one.",
    "A colleague of his was there once and looked away.",
    "At first it was kind, and that is what makes it hard to explain.",
    "Please be careful with whom you speak about this.",
    "It happened on three evenings, always late.",
    "She does not open the door any more when it rings.",
];
/// The same in other languages.
const ELSEWHERE: &[&str] = &[
    "Policjant, który przyszedł po włamaniu, ciągle pisze do mnie z prywatnego telefonu. Pyta, czy jestem sama w nocy. Boję się powiedzieć mu nie, bo wie, gdzie mieszkam.",
    "Un polițist care a venit după o spargere îmi scrie mereu de pe telefonul lui personal. Mă întreabă dacă sunt singură noaptea. Mi-e frică să îi spun nu, pentru că știe unde locuiesc.",
    "Un policía que vino después de un robo me escribe todo el tiempo desde su teléfono personal. Me pregunta si estoy sola por la noche. Tengo miedo de decirle que no porque sabe dónde vivo.",
    "Um polícia que veio depois de um assalto escreve-me muitas vezes do telefone pessoal. Pergunta se estou sozinha à noite. Tenho medo de dizer que não, porque ele sabe onde eu moro.",
    "ایک پولیس افسر جو چوری کے بعد آیا تھا، مجھے اپنے ذاتی فون سے بار بار پیغام بھیجتا ہے۔ وہ پوچھتا ہے کہ کیا میں رات کو اکیلی ہوتی ہوں۔ مجھے منع کرنے سے ڈر لگتا ہے کیونکہ اسے معلوم ہے کہ میں کہاں رہتی ہوں۔",
    "شرطي جاء بعد سرقة في بيتي يكتب لي كثيرا من هاتفه الشخصي. يسألني إن كنت وحدي في الليل. أخاف أن أقول له لا لأنه يعرف أين أسكن.",
    "Mae swyddog heddlu a ddaeth ar ôl lladrad yn anfon negeseuon ataf o hyd o’i ffôn personol. Mae’n gofyn a ydw i ar fy mhen fy hun yn y nos. Mae arna i ofn dweud na wrtho, achos mae’n gwybod ble rwy’n byw.",
];
const FROM_DESK: &[&str] = &[
    "Thank you for telling us. We have read what you wrote.",
    "You said that this began in spring. Which year was that?",
    "Is it still safe for you that we write here?",
    "You do not have to do anything more. We are looking into it.",
    "There are people who can support you. Would you like their number?",
    "You wrote about a car. Do you remember its colour?",
    "We have passed this on to those who decide. It can take some weeks.",
];
const FROM_REPORTER: &[&str] = &[
    "Yes, it is safe. Only I read this.",
    "It was last year, I think in April.",
    "He was here again on Sunday.",
    "Thank you. I would like the number.",
    "I do not remember more than I wrote.",
    "What happens now? I am afraid that he hears of it.",
    "It was a dark car, I do not know which kind.",
];

impl Subject {
    /// Somebody invented: named in 45 of 100 stories, known in part in 30; on duty in 62.
    pub(super) fn draw(chance: Chance<'_>) -> Self {
        let known = match chance.weighed(&[45, 30, 25]) {
            0 => Known::Named,
            1 => Known::Partly,
            _ => Known::Not,
        };
        Self {
            known,
            name: person(chance.below(400)),
            number: (1_000 + chance.below(9_000)).to_string(),
            rank: chance.one(RANKS).copied().unwrap_or_default(),
            team: chance.word(TEAMS).to_owned(),
            on_duty: chance.once_in(62),
        }
    }

    fn who(&self) -> String {
        match self.known {
            Known::Named => format!("{} {}, number {}", self.rank, self.name, self.number),
            Known::Partly => format!("a {} of the {}", self.rank.to_lowercase(), self.team.to_lowercase()),
            Known::Not => "an officer whose name I do not know".into(),
        }
    }
}

/// A story by somebody who knows of it in this way, with these signs in it; one in ten is long.
pub(super) fn story(chance: Chance<'_>, relation: &str, subject: &Subject, signs: &[&str]) -> String {
    if chance.once_in(7) {
        return chance.word(ELSEWHERE).to_owned();
    }
    let opening = OPENINGS.iter().find(|(told_by, _)| *told_by == relation).or(OPENINGS.last());
    let opening = opening.map_or("", |(_, words)| words);
    let mut words = vec![opening.replace("{who}", &subject.who()).replace("{matter}", chance.word(MATTERS))];
    let deeds = SIGNS.iter().zip(DEEDS).filter(|(sign, _)| signs.contains(&sign.code));
    words.extend(deeds.map(|(_, deed)| deed.to_owned()));
    if signs.is_empty() {
        words.push(chance.word(&DEEDS).to_owned());
    }
    words.push(if subject.on_duty { "He was on duty." } else { "He was not on duty." }.to_owned());
    let more = if chance.once_in(10) { 10 + chance.below(60) } else { chance.below(4) };
    words.extend((0..more).map(|_| chance.word(MORE).to_owned()));
    words.join(" ")
}

/// What somebody writes in a thread.
pub(super) fn message(chance: Chance<'_>, author: Author) -> &'static str {
    let list = match author {
        Author::Desk => FROM_DESK,
        Author::Reporter => FROM_REPORTER,
    };
    chance.one(list).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::report::message::tasking;

    #[test]
    fn the_desk_sets_no_task() {
        for words in FROM_DESK {
            assert!(tasking(words).is_empty(), "{words}");
        }
    }
}
