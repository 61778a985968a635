//! Words between a reporter and the desk, and the rule that no message may set a task.

use crate::form::key::Key;
use crate::platform::id::Id;
use crate::platform::time::Day;

/// The name of the field for the words of a message.
pub const WORDS: Key = Key::new("words");
/// The name of the box that says that a message sets no task.
pub const CHECKED: Key = Key::new("checked");
/// The name of the field for the seven words.
pub const PHRASE: Key = Key::new("phrase");

/// A message in a concern's thread. Its text is sealed; this is the opened form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: Id<Message>,
    /// Who wrote it.
    pub author: Author,
    /// The day it was written.
    pub day: Day,
    /// What it says.
    pub text: String,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The person who reported.
    Reporter,
    /// The desk; the reporter never sees which officer.
    Desk,
}

impl Author {
    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Desk => "desk",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Reporter, Self::Desk].into_iter().find(|author| author.code() == code)
    }
}

/// The most words a message may have.
pub const MESSAGE_WORDS: usize = 2_000;

/// Phrases that set a task: to find out, to record, to go back, to keep in touch, to gather. A message with
/// one of them is not sent. Asking somebody to obtain information through a relationship can make them a
/// covert human intelligence source (Regulation of Investigatory Powers Act 2000, section 26(8)), which needs
/// an authorisation and puts them at risk.
pub const TASKING: &[&str] = &[
    "find out",
    "go back",
    "keep in touch",
    "keep in contact",
    "stay in touch",
    "stay in contact",
    "keep talking",
    "keep seeing",
    "keep meeting",
    "meet up with",
    "meet him",
    "meet her",
    "meet them",
    "record him",
    "record her",
    "record them",
    "record the",
    "record your",
    "secretly",
    "gather",
    "collect evidence",
    "collect more",
    "get evidence",
    "get more",
    "get proof",
    "take a photo",
    "take photos",
    "take a picture",
    "take a screenshot",
    "take screenshots",
    "screenshot his",
    "screenshot her",
    "look through",
    "look at his phone",
    "look at her phone",
    "check his",
    "check her",
    "check their",
    "ask him",
    "ask her",
    "ask them",
    "see if you can",
    "try to get",
    "let us know when",
    "tell us when he",
    "tell us when she",
    "tell us next time",
    "watch him",
    "watch her",
    "follow him",
    "follow her",
    "listen to",
    "pretend",
    "contact him",
    "contact her",
    "message him",
    "message her",
    "reply to him",
    "reply to her",
    "text him",
    "text her",
];

/// The phrases of [`TASKING`] that `text` holds, whatever its case, spacing and apostrophes.
pub fn tasking(text: &str) -> Vec<&'static str> {
    let letters: String =
        text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    let spaced = format!(" {words} ");
    TASKING.iter().copied().filter(|phrase| spaced.contains(&format!(" {phrase} "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_noticed() {
        for (text, found) in [
            ("Could you find   out his number?", vec!["find out"]),
            (
                "Please GO BACK and see if you can record him.",
                vec!["go back", "record him", "see if you can"],
            ),
            ("Thank you. You said this was in May. Which year was that?", vec![]),
            ("You do not have to do anything.", vec![]),
            ("Was it recorded at the time?", vec![]),
        ] {
            let mut told = tasking(text);
            told.sort_unstable();
            assert_eq!(told, found, "{text}");
        }
    }
}
