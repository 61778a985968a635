//! Setting up an account with a one-time link: a password and a second factor. Both areas with accounts ask
//! alike.

use maud::{Markup, html};

use domain::form::errors::Errors;

use super::authenticator::{Authenticator, CODE};
use super::button::button;
use super::credentials::new_password;
use super::summary_list::{Row, SummaryList};
use super::token::token;

/// What is asked of whoever sets up their account.
#[derive(Clone, Copy, Debug)]
pub struct SetUpForm<'a> {
    /// The form token.
    pub token: &'a str,
    /// The secret part of the one-time link.
    pub link: &'a str,
    /// Whose account it is.
    pub name: &'a str,
    /// What they will sign in with.
    pub email: &'a str,
    /// The secret for the authenticator app, in base 32 (RFC 4648).
    pub secret: &'a str,
    /// The QR code that holds the same, as SVG.
    pub svg: &'a str,
    /// What was wrong, for the fields of the password and the code.
    pub errors: &'a Errors,
}

impl SetUpForm<'_> {
    /// Whose account it is, and what they are there.
    pub fn account(&self, key: &'static str, place: &str) -> Markup {
        let rows =
            vec![Row::text("Name", self.name), Row::text(key, place), Row::text("Work email", self.email)];
        html! { (SummaryList { rows, no_border: false }) }
    }

    /// The form. `opens` says what the password opens, and what is lost with it.
    pub fn form(&self, action: &str, (label, opens): (&str, &str)) -> Markup {
        html! {
            form action=(action) method="post" novalidate {
                (token(self.token))
                h2 class="govuk-heading-m" { "1. Choose a password" }
                (new_password(label, opens, self.errors))
                h2 class="govuk-heading-m" { "2. Add this account to your authenticator app" }
                (Authenticator { secret: self.secret, svg: self.svg, error: self.errors.of(CODE) })
                (button("Set up account"))
            }
        }
    }
}
