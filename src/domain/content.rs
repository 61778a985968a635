//! Words that pages quote, and the help that pages list.

use super::id::Id;
use super::time::Day;

/// The National Police Chiefs' Council's definition, word for word as published in HMICFRS, "Abuse of position for a
/// sexual purpose: a review of forces' plans in response to our PEEL legitimacy 2016 national report recommendation",
/// October 2017.
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
