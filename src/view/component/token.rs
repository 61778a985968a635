//! The form token: proves that a form came from this site and this browser.

use maud::{Markup, html};

/// The name of the token's field. It is the first field of every form that changes something.
pub const TOKEN: &str = "token";

/// The hidden field that carries the token.
pub fn token(value: &str) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(value); }
}
