//! What was just done: the address of the next page has it as a code, and that page says it in a sentence.

use maud::{Markup, html};

use super::notification_banner::{Kind, notification_banner};

/// What the pages of one area can say was just done.
pub trait Done: Copy + 'static {
    /// All of it.
    const ALL: &'static [Self];

    /// The code in the address.
    fn code(self) -> &'static str;

    /// What people read.
    fn words(self) -> &'static str;

    /// Reads the code in an address.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }
}

/// Says what was just done, if anything was.
pub fn just_done(done: Option<impl Done>) -> Markup {
    html! { @if let Some(done) = done { (notification_banner(Kind::Success, &done.words())) } }
}
