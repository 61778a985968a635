//! Signing in.

use maud::{Markup, Render, html};

use crate::component::demonstration::DemoAccount;
use crate::component::error_summary::error_summary;
use crate::component::sign_in::{SignInForm, SignInPlaces};
use crate::component::summary_list::{Row, SummaryList};
use crate::component::warning_text::warning_text;
use crate::page::{ReporterPage, Site};

/// Signing in: three fields on one page.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// What is asked.
    pub form: SignInForm<'a>,
    /// The accounts of a demonstration; empty everywhere else.
    pub demo: &'a [DemoAccount],
}

impl Render for SignIn<'_> {
    fn render(&self) -> Markup {
        let page = ReporterPage::new(self.site, "Sign in", self.content());
        ReporterPage { failed: self.form.has_failed(), back: Some(path::start()), ..page }.render()
    }
}

impl SignIn<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(&self.form.errors()))
            h1 class="govuk-heading-l" { "Sign in" }
            p class="govuk-body" { "For people who work for a registered support agency." }
            (self.form.forms(SignInPlaces {
                password: &path::agency::sign_in(),
                question: &path::agency::sign_in_question(),
                passkey: &path::agency::sign_in_passkey(),
            }))
            h2 class="govuk-heading-m" { "If you cannot sign in" }
            p class="govuk-body" {
                "If you forgot your password or lost your phone, ask the people you know at the police "
                "for a new link. If you have no account, ask whoever leads for your agency."
            }
            p class="govuk-body" {
                "Is your agency not registered? "
                a class="govuk-link" href=(path::agency::apply()) { "Apply to register your agency" } "."
            }
            p class="govuk-body" {
                "You do not need an account to tell us something: "
                a class="govuk-link" href=(path::start()) { "go to the start" } "."
            }
            @if !self.demo.is_empty() { (demonstration(self.demo)) }
        }
    }
}

fn demonstration(accounts: &[DemoAccount]) -> Markup {
    let whole = |text: &str| html! { code class="candour-code" { (text) } };
    html! {
        h2 class="govuk-heading-m" { "Accounts of this demonstration" }
        (warning_text(&"This is a demonstration. The people are invented, the passwords are public. Type nothing real."))
        p class="govuk-body" { "A code works for half a minute. Open this page again for the next one." }
        @for account in accounts {
            (SummaryList {
                rows: vec![
                    Row::text("Name", &account.name),
                    Row::text("Agency", &account.role),
                    Row::text("Work email", &account.email),
                    Row { key: "Password", value: whole(&account.password), action: None },
                    Row { key: "Code now", value: whole(&account.code), action: None },
                ],
                no_border: false,
            })
        }
    }
}
