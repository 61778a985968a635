//! Signing in: three fields on one page, or a passkey. Both areas with accounts ask alike.

use maud::{Markup, html};

use domain::form::errors::Errors;

use super::button::button;
use super::credentials::{EMAIL, REFUSED, credentials, next_code};
use super::passkey::{PasskeyForm, PasskeyWay};
use super::token::token;

/// What is asked of whoever signs in.
#[derive(Clone, Copy, Debug)]
pub struct SignInForm<'a> {
    /// The form token.
    pub token: &'a str,
    /// The email as typed.
    pub email: &'a str,
    /// The note of a refusal; empty when there was none.
    pub note: &'a str,
    /// Whether signing in has failed.
    pub failed: bool,
    /// The passkeys that work here.
    pub passkey: PasskeyWay<'a>,
}

/// Where it goes.
#[derive(Clone, Copy, Debug)]
pub struct SignInPlaces<'a> {
    /// With a password and a code.
    pub password: &'a str,
    /// Where the question for a device comes from.
    pub question: &'a str,
    /// With a passkey.
    pub passkey: &'a str,
}

impl SignInForm<'_> {
    /// Whether either way has failed.
    pub fn has_failed(&self) -> bool {
        self.failed || self.passkey.failed
    }

    /// What is wrong.
    pub fn errors(&self) -> Errors {
        if self.failed { Errors::one(EMAIL, REFUSED) } else { self.passkey.errors() }
    }

    /// The two forms.
    pub fn forms(&self, places: SignInPlaces<'_>) -> Markup {
        html! {
            form action=(places.password) method="post" novalidate {
                (token(self.token))
                @if self.failed { (next_code()) }
                (credentials(self.email, self.note))
                (button("Sign in"))
            }
            @if let Some(site) = self.passkey.site {
                (PasskeyForm {
                    begin: places.question,
                    ..PasskeyForm::new(site, self.token, places.passkey, "Sign in with a passkey")
                })
            }
        }
    }
}
