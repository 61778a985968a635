//! Tag: a status in a word. The word says it; the colour only helps.

use maud::{Markup, html};

/// The colours a tag can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// The usual one.
    #[default]
    Blue,
    /// Not started, closed.
    Grey,
    /// Done.
    Green,
    /// In hand.
    Teal,
    /// Waiting.
    Yellow,
    /// Soon late.
    Orange,
    /// Urgent or failed.
    Red,
    /// New.
    Purple,
}

impl Colour {
    fn class(self) -> &'static str {
        match self {
            Self::Blue => "govuk-tag",
            Self::Grey => "govuk-tag govuk-tag--grey",
            Self::Green => "govuk-tag govuk-tag--green",
            Self::Teal => "govuk-tag govuk-tag--teal",
            Self::Yellow => "govuk-tag govuk-tag--yellow",
            Self::Orange => "govuk-tag govuk-tag--orange",
            Self::Red => "govuk-tag govuk-tag--red",
            Self::Purple => "govuk-tag govuk-tag--purple",
        }
    }
}

/// A status in a word.
pub fn tag(text: &str, colour: Colour) -> Markup {
    html! { strong class=(colour.class()) { (text) } }
}
