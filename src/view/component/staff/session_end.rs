//! Time-out warning of people who are signed in: says, where scripts run, that the session will soon end.

use maud::{Markup, Render, html};

/// How long before the end people are warned, in seconds (WCAG 2.2, 2.2.1 asks for 20 or more).
const WARN_BEFORE: u32 = 120;

/// The element that the script turns into a warning. Without a script, the foot of the page has said the
/// limit.
#[derive(Clone, Copy, Debug)]
pub struct SessionEnd<'a> {
    /// Seconds from now until the session ends, if nothing is done.
    pub expires_in: u32,
    /// The form token, for the request that stays.
    pub token: &'a str,
}

impl Render for SessionEnd<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="candour-timeout" data-expires-in=(self.expires_in) data-warn-before=(WARN_BEFORE)
                data-stay=(path::staff::stay()) data-gone=(path::staff::sign_in()) data-token=(self.token)
                data-button="Stay signed in" data-says="You will be signed out" hidden {}
        }
    }
}
