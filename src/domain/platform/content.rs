//! Words that pages quote, and the help that pages list.

use super::id::Id;
use super::time::Day;
use crate::form::key::Key;
use crate::form::record::{Kind, Record, Section, hinted, needed};

/// The National Police Chiefs' Council's definition, word for word as published in HMICFRS, "Abuse of
/// position for a sexual purpose: a review of forces' plans in response to our PEEL legitimacy 2016 national
/// report recommendation", October 2017.
pub const DEFINITION: &str = "Any behaviour by a police officer or police staff member, whether on or off duty, that takes advantage of their position as a member of the police service to misuse their position, authority or powers in order to pursue a sexual or improper emotional relationship with any member of the public. This includes: committing a sexual act, initiating sexual contact with, or responding to any perceived sexually motivated behaviour from another person; entering into any communication that could be perceived as sexually motivated or lewd; or for any other sexual purpose.";

/// The note that the same review puts at “police staff member”.
pub const DEFINITION_NOTE: &str = "Including volunteers or staff contracted into police roles.";

/// A service that people can turn to, with the day on which somebody last checked that it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helpline {
    /// Its identifier.
    pub id: Id<Helpline>,
    /// The name of the service.
    pub name: String,
    /// The number to call or text.
    pub number: String,
    /// Who it is for, or when it is open; may be empty.
    pub note: String,
    /// When it was last checked; none when nobody has yet.
    pub checked: Option<Day>,
}

/// The name of the field for the name of a helpline.
pub const NAME: Key = Key::new("name");
/// The name of the field for its number.
pub const NUMBER: Key = Key::new("number");
/// The name of the field for the note beside it.
pub const NOTE: Key = Key::new("note");

/// The name under which the words of the leaflet and the poster are kept.
pub const LEAFLET_NAME: &str = "leaflet";
/// The name of the field for the title.
pub const TITLE: Key = Key::new("title");
/// The names of the fields for the paragraphs, in order.
pub const PARAGRAPHS: [Key; 3] = [Key::new("first"), Key::new("second"), Key::new("third")];
/// The name of the field for the words above the address.
pub const INVITATION: Key = Key::new("invitation");

/// What a force may write on its leaflet and poster. Short: they are read in passing.
pub const LEAFLET: &[Section] = &[Section {
    title: "Words",
    fields: &[
        needed(TITLE, "Title", "A question or a short sentence.", Kind::Line(90)),
        needed(PARAGRAPHS[0], "First paragraph", "Up to 60 words.", Kind::Prose(60)),
        hinted(PARAGRAPHS[1], "Second paragraph", "Up to 60 words.", Kind::Prose(60)),
        hinted(PARAGRAPHS[2], "Third paragraph", "Up to 60 words.", Kind::Prose(60)),
        needed(INVITATION, "Words above the address", "", Kind::Line(60)),
    ],
}];

/// What the leaflet and the poster say while nobody has written anything else.
pub fn leaflet_words() -> Record {
    let mut words = Record::default();
    words.put(TITLE, "Has a police officer crossed a line with you?");
    let paragraphs = [
        "Police officers and staff must never use their job to get sex or to start a relationship. If one has done this \
         to you, or to somebody you know, it is not your fault.",
        "You can tell us what happened. You do not have to give your name. You do not need proof. You choose what to say.",
        "If you are in danger now, call 999. If you cannot speak, call from a mobile and press 55 when you are asked to.",
    ];
    PARAGRAPHS.into_iter().zip(paragraphs).for_each(|(field, text)| words.put(field, text));
    words.put(INVITATION, "Tell us online, safely");
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::record::{Known, parse};

    #[test]
    fn the_words_we_offer_would_be_accepted() {
        let words = leaflet_words();
        let fields = LEAFLET.iter().flat_map(|section| section.fields);
        let typed: Vec<_> =
            fields.map(|field| (field.name.to_string(), words.get(field.name).to_owned())).collect();
        assert_eq!(parse(LEAFLET, &typed, &Known::default()).unwrap(), words);
    }
}
