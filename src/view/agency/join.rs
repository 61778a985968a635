//! Setting up an account with a one-time link.

use maud::{Markup, Render, html};

use crate::component::error_summary::error_summary;
use crate::component::passkey::PasskeyForm;
use crate::component::set_up::SetUpForm;
use crate::page::{ReporterPage, Site};

/// Setting up an account.
#[derive(Clone, Copy, Debug)]
pub struct Join<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// What is asked.
    pub form: SetUpForm<'a>,
    /// The name of their agency.
    pub agency: &'a str,
    /// The name that passkeys are bound to; none where there are none.
    pub passkey: Option<&'a str>,
}

impl Render for Join<'_> {
    fn render(&self) -> Markup {
        let page = ReporterPage::new(self.site, "Set up", self.content());
        ReporterPage { failed: !self.form.errors.is_empty(), ..page }.render()
    }
}

impl Join<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.form.errors))
            h1 class="govuk-heading-l" { "Set up your account" }
            p class="govuk-body" {
                "The police team that runs this site, or a colleague of yours, has invited you. "
                "With an account you can get materials, see what your agency and the team have done together, "
                "and report, in your name or not."
            }
            (self.form.account("Agency", self.agency))
            p class="govuk-body" { "If this is not you, close the page. You need not do anything." }
            @if let Some(site) = self.passkey { (self.passkey_instead(site)) }
            (self.form.form(&path::agency::join(self.form.link), (NEW_PASSWORD, OPENS)))
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
                begin: &path::agency::join_question(self.form.link),
                make: true,
                fields: lead,
                after: html! { p class="govuk-body" { "Or choose a password:" } },
                ..PasskeyForm::new(site, self.form.token, &path::agency::join_passkey(self.form.link), "Use a passkey")
            })
        }
    }
}

/// How a new password is asked for.
pub(super) const NEW_PASSWORD: &str = "New password";
/// What it opens.
pub(super) const OPENS: &str = "Your password also opens what you keep here: if you forget it, that is lost.";

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
