//! Setting a password and a second factor with a one-time link.

use maud::{Markup, Render, html};

pub use crate::component::authenticator::SECRET;
pub use crate::component::credentials::AGAIN;
use domain::form::errors::Errors;
use domain::identity::role::Role;

use super::sign_in;
use crate::component::authenticator::Authenticator;
use crate::component::button::button;
use crate::component::credentials::new_password;
use crate::component::error_summary::error_summary;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::page::Site;
use crate::staff::page::{StaffPage, column};

/// Setting up an account.
#[derive(Clone, Copy, Debug)]
pub struct Enrol<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The form token.
    pub token: &'a str,
    /// The secret part of the one-time link.
    pub link: &'a str,
    /// Whose account it is.
    pub name: &'a str,
    /// What they will sign in with.
    pub email: &'a str,
    /// Their role.
    pub role: Role,
    /// The secret for the authenticator app, in base 32 (RFC 4648).
    pub secret: &'a str,
    /// The QR code that holds the same, as SVG.
    pub svg: &'a str,
    /// What was wrong, for the fields [`sign_in::PASSWORD`], [`AGAIN`] and [`sign_in::CODE`].
    pub errors: &'a Errors,
}

impl Render for Enrol<'_> {
    fn render(&self) -> Markup {
        let page = StaffPage::new(self.site, "Set up your account", column(&self.content()));
        StaffPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Enrol<'_> {
    fn content(&self) -> Markup {
        let rows = vec![
            Row::text("Name", self.name),
            Row::text("Role", self.role.label()),
            Row::text("Work email", self.email),
        ];
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Set up your account" }
            p class="govuk-body" { "If this is not you, close the page and tell whoever sent you the link." }
            (SummaryList { rows, no_border: false })
            form action=(path::staff::enrol(self.link)) method="post" novalidate {
                (token(self.token))
                (self.passwords())
                (self.second_factor())
                (button("Set up account"))
            }
        }
    }

    fn passwords(&self) -> Markup {
        let opens = "Your password also opens your key: if you forget it, a colleague must let you in again.";
        html! {
            h2 class="govuk-heading-m" { "1. Choose a password" }
            (new_password("Password", opens, self.errors))
        }
    }

    fn second_factor(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "2. Add this account to your authenticator app" }
            (Authenticator { secret: self.secret, svg: self.svg, error: self.errors.of(sign_in::CODE) })
        }
    }
}

/// The link does not work any more.
#[derive(Clone, Copy, Debug)]
pub struct EnrolGone<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for EnrolGone<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "This link does not work any more" }
            p class="govuk-body" {
                "A link to set up an account works once and for a few days. It may have been used already, "
                "or a newer one may have been made."
            }
            p class="govuk-body" { "Ask whoever runs this site for a new one." }
            p class="govuk-body" {
                "If you have set up your account: "
                a class="govuk-link" href=(path::staff::sign_in()) { "sign in" } "."
            }
        };
        StaffPage::new(self.site, "Link does not work", column(&content)).render()
    }
}
