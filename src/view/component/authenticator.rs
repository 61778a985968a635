//! The second factor: setting up an authenticator app, and the code that it shows.

use domain::form::reason::Reason;
pub use domain::identity::field::CODE;
use maud::{Markup, Render, html};

use super::form_group::FormGroup;
use super::input::{Input, Width};
use super::label::Size;
use crate::picture::picture;

/// The hidden field of the secret that the code is made from.
pub const SECRET: &str = "secret";

/// The field of a one-time code.
pub fn code(hint: &str, error: Option<&Reason>) -> Markup {
    let group = FormGroup::new(CODE, "One-time code").size(Size::Small).hint(hint).error(error);
    let input = Input::new(group, "");
    Input { autocomplete: "one-time-code", inputmode: Some("numeric"), width: Width::Ten, ..input }.render()
}

/// Setting up an app: the picture, the secret, and the first code. Stands in a form, under a heading.
#[derive(Clone, Copy, Debug)]
pub struct Authenticator<'a> {
    /// The secret for the app, in base 32 (RFC 4648).
    pub secret: &'a str,
    /// The QR code that holds the same, as SVG.
    pub svg: &'a str,
    /// What was wrong with the code.
    pub error: Option<&'a Reason>,
}

impl Render for Authenticator<'_> {
    fn render(&self) -> Markup {
        html! {
            input type="hidden" name=(SECRET) value=(self.secret);
            p class="govuk-body" {
                "Open the app on your work phone, choose to add an account, and scan this picture. "
                "Keep the picture to yourself: whoever has it can make your codes."
            }
            (picture(self.svg, "QR code. It holds the same as the letters and digits that follow."))
            p class="govuk-body" { "If you cannot scan it, type this into the app:" }
            p class="govuk-body" { code class="candour-code" { (groups_of_four(self.secret)) } }
            (code("The six digits that the app shows for this account now.", self.error))
        }
    }
}

fn groups_of_four(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
