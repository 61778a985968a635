//! Time-out warning: tells, where scripts run, that what was typed will soon be wiped, and lets people stay.

use maud::{Markup, Render, html};

/// How long before the end people are warned, in seconds.
const WARN_BEFORE: u32 = 300;

/// The element that the script turns into a warning. Without a script nothing is shown: pages say the limit
/// up front, and those with much to write have a button that saves and starts the time again.
#[derive(Clone, Copy, Debug)]
pub struct Timeout<'a> {
    /// Seconds from now until what was typed is wiped.
    pub expires_in: u32,
    /// The form token, for the request that stays.
    pub token: &'a str,
}

impl Render for Timeout<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="candour-timeout" data-expires-in=(self.expires_in) data-warn-before=(WARN_BEFORE)
                data-stay=(path::stay()) data-gone=(path::gone()) data-token=(self.token) hidden {}
        }
    }
}
