//! One's own account on the police side: the passkeys that lead into it.

use maud::{Markup, Render, html};

use domain::form::errors::Errors;

use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::passkey::{PasskeyPlaces, PasskeySection, Passkeys};
use crate::psd::done::Done;
use crate::staff::page::{Signed, StaffPage, column};

/// The page of one's account.
#[derive(Clone, Copy, Debug)]
pub struct AccountPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What leads into the account.
    pub ways: Passkeys<'a>,
    /// What was wrong with a change.
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for AccountPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Your account", column(&self.content()));
        StaffPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl AccountPage<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Your account" }
            (PasskeySection {
                ways: self.ways,
                token: self.signed.token,
                errors: self.errors,
                places: PasskeyPlaces {
                    proof: &path::staff::passkey_proof(),
                    question: &path::staff::passkey_question(),
                    add: &path::staff::passkey_add(),
                    remove: &path::staff::passkey_remove(),
                },
            })
            h2 class="govuk-heading-m" { "If you lose a device" }
            p class="govuk-body" {
                "Sign in with your password and code, and remove its passkey here. If you cannot sign in, ask whoever runs "
                "this site for a new link: it ends your sessions and removes all your passkeys."
            }
        }
    }
}
