//! Setting up an account with a one-time link.

use maud::{Markup, Render, html};

pub use crate::component::credentials::{AGAIN, PASSWORD};
use domain::form::errors::Errors;

use crate::component::authenticator::{Authenticator, CODE};
use crate::component::button::button;
use crate::component::credentials::new_password;
use crate::component::error_summary::error_summary;
use crate::component::passkey::PasskeyForm;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::page::{ReporterPage, Site};

/// Setting up an account.
#[derive(Clone, Copy, Debug)]
pub struct Join<'a> {
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
    /// The name of their agency.
    pub agency: &'a str,
    /// The secret for the authenticator app, in base 32 (RFC 4648).
    pub secret: &'a str,
    /// The QR code that holds the same, as SVG.
    pub svg: &'a str,
    /// What was wrong, for the fields [`PASSWORD`], [`AGAIN`] and [`CODE`], and for the passkey.
    pub errors: &'a Errors,
    /// The name that passkeys are bound to; none where there are none.
    pub passkey: Option<&'a str>,
}

impl Render for Join<'_> {
    fn render(&self) -> Markup {
        let page = ReporterPage::new(self.site, "Set up", self.content());
        ReporterPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Join<'_> {
    fn content(&self) -> Markup {
        let rows = vec![
            Row::text("Name", self.name),
            Row::text("Agency", self.agency),
            Row::text("Work email", self.email),
        ];
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Set up your account" }
            p class="govuk-body" {
                "The police team that runs this site, or a colleague of yours, has invited you. "
                "With an account you can get materials, see what your agency and the team have done together, "
                "and report, in your name or not."
            }
            (SummaryList { rows, no_border: false })
            p class="govuk-body" { "If this is not you, close the page. You need not do anything." }
            @if let Some(site) = self.passkey { (self.passkey_instead(site)) }
            form action=(path::agency::join(self.link)) method="post" novalidate {
                (token(self.token))
                h2 class="govuk-heading-m" { "1. Choose a password" }
                (passwords(self.errors))
                h2 class="govuk-heading-m" { "2. Add this account to your authenticator app" }
                (Authenticator { secret: self.secret, svg: self.svg, error: self.errors.of(CODE) })
                (button("Set up account"))
            }
        }
    }
}

impl Join<'_> {
    fn passkey_instead(&self, site: &str) -> Markup {
        let lead = html! {
            h2 class="govuk-heading-m" { "Use a passkey" }
            p class="govuk-body" {
                "Your device asks for your fingerprint, your face or its PIN. You need no password and no app. "
                "Only make one on a device that nobody else can unlock."
            }
        };
        html! {
            (PasskeyForm {
                begin: &path::agency::join_question(self.link),
                make: true,
                fields: lead,
                after: html! { p class="govuk-body" { "Or choose a password:" } },
                ..PasskeyForm::new(site, self.token, &path::agency::join_passkey(self.link), "Use a passkey")
            })
        }
    }
}

/// A new password, typed twice.
pub(super) fn passwords(errors: &Errors) -> Markup {
    let opens = "Your password also opens what you keep here: if you forget it, that is lost.";
    new_password("New password", opens, errors)
}

/// The link does not work: it was used, withdrawn, ran out, or never was one.
#[derive(Clone, Copy, Debug)]
pub struct JoinGone<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for JoinGone<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "This link does not work" }
            p class="govuk-body" {
                "A link to set up an account works once and for 7 days. It may have been used already, "
                "or a newer one may have been made."
            }
            p class="govuk-body" { "Ask whoever invited you for a new one." }
            p class="govuk-body" {
                "If you have set up your account: "
                a class="govuk-link" href=(path::agency::sign_in()) { "sign in" } "."
            }
        };
        ReporterPage::new(self.site, "Link", content).render()
    }
}
