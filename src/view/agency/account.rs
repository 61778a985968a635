//! One's own account: how one signs in, and signing out everywhere.

pub use domain::identity::field::PRESENT;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;

use super::done::Done;
use super::join::{NEW_PASSWORD, OPENS};
use super::page::Member;
use crate::component::authenticator::{Authenticator, CODE};
use crate::component::button::{button, secondary_button};
use crate::component::credentials::new_password;
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::label::Size;
use crate::component::passkey::{PasskeyPlaces, PasskeySection, Passkeys};
use crate::component::password_input::PasswordInput;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::page::ReporterPage;

/// The page of one's account.
#[derive(Clone, Copy, Debug)]
pub struct AccountPage<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What leads into the account.
    pub ways: Passkeys<'a>,
    /// What was wrong with a change.
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for AccountPage<'_> {
    fn render(&self) -> Markup {
        let page = self.member.page("Account", &self.content());
        ReporterPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl AccountPage<'_> {
    fn content(&self) -> Markup {
        let person = self.member.practitioner;
        let lead = if person.lead { "Yes" } else { "No" };
        let rows = vec![
            Row::text("Name", &person.name),
            Row::text("Work email", &person.email),
            Row::text("Agency", self.member.agency),
            Row::text("Leads for the agency", lead),
        ];
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Your account" }
            (SummaryList { rows, no_border: false })
            p class="govuk-body" {
                "We do not keep a record of when you sign in. "
                "What you do here is not shown to your colleagues or to whoever leads for your agency."
            }
            (PasskeySection {
                ways: self.ways,
                token: self.member.token,
                errors: self.errors,
                places: PasskeyPlaces {
                    proof: &path::agency::passkey_proof(),
                    question: &path::agency::passkey_question(),
                    add: &path::agency::passkey_add(),
                    remove: &path::agency::passkey_remove(),
                },
            })
            @if self.ways.password { (self.password()) }
            h2 class="govuk-heading-m" { "Sign out everywhere" }
            p class="govuk-body" { "Signs you out here and on every other device." }
            form action=(path::agency::sign_out_everywhere()) method="post" {
                (token(self.member.token))
                (secondary_button("Sign out everywhere"))
            }
        }
    }

    fn password(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Change your password" }
            form action=(path::agency::password()) method="post" novalidate {
                (token(self.member.token))
                (present(self.errors))
                (new_password(NEW_PASSWORD, OPENS, self.errors))
                (button("Change password"))
            }
            h2 class="govuk-heading-m" { "Authenticator app" }
            p class="govuk-body" {
                a class="govuk-link" href=(path::agency::factor()) { "Set up the app on another phone" }
                ". The old one gives no codes for this account then."
            }
        }
    }
}

fn present(errors: &Errors) -> Markup {
    let group = FormGroup::new(PRESENT, "Your present password").size(Size::Small).error(errors.of(PRESENT));
    PasswordInput { group, autocomplete: "current-password" }.render()
}

/// Setting up the second factor anew.
#[derive(Clone, Copy, Debug)]
pub struct FactorPage<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The new secret for the authenticator app, in base 32 (RFC 4648).
    pub secret: &'a str,
    /// The QR code that holds the same, as SVG.
    pub svg: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for FactorPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Set up the app again" }
            p class="govuk-body" { "Nothing changes until you have filled in this page." }
            form action=(path::agency::factor()) method="post" novalidate {
                (token(self.member.token))
                h2 class="govuk-heading-m" { "1. Type your password" }
                (present(self.errors))
                h2 class="govuk-heading-m" { "2. Add this account to your authenticator app" }
                (Authenticator { secret: self.secret, svg: self.svg, error: self.errors.of(CODE) })
                (button("Use this app from now on"))
            }
        };
        let page = self.member.page("App", &content);
        let back = Some(path::agency::account());
        ReporterPage { failed: !self.errors.is_empty(), back, ..page }.render()
    }
}
