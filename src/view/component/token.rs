//! The form token: proves that a form came from this site and this browser.

use maud::{Markup, html};

/// The name of the token's field. It is the first field of every form that changes something.
pub const TOKEN: &str = "token";

/// The name of the field in which a page that gives back what was typed carries the token of the form it was
/// typed into: sent from there, it is still the same form.
pub const FIRST_TOKEN: &str = "first-token";

/// The hidden field that carries the token.
pub fn token(value: &str) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(value); }
}
