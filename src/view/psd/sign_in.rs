//! Signing in.

use maud::{Markup, Render, html};

use crate::component::demonstration::DemoAccount;
use crate::component::error_summary::error_summary;
use crate::component::sign_in::{SignInForm, SignInPlaces};
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::warning_text::warning_text;
use crate::page::Site;
use crate::staff::page::{StaffPage, column};

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
        let page = StaffPage::new(self.site, "Sign in", self.content());
        StaffPage { failed: self.form.has_failed(), ..page }.render()
    }
}

impl SignIn<'_> {
    fn content(&self) -> Markup {
        html! {
            (column(&self.form()))
            @if !self.demo.is_empty() { (demonstration(self.demo)) }
        }
    }

    fn form(&self) -> Markup {
        html! {
            (error_summary(&self.form.errors()))
            h1 class="govuk-heading-l" { "Sign in" }
            (self.form.forms(SignInPlaces {
                password: &path::staff::sign_in(),
                question: &path::staff::sign_in_question(),
                passkey: &path::staff::sign_in_passkey(),
            }))
            p class="govuk-body" {
                "If you cannot sign in, ask whoever runs this site for a new link to set up your account."
            }
        }
    }
}

fn demonstration(accounts: &[DemoAccount]) -> Markup {
    let row = |account: &DemoAccount| {
        vec![
            html! { (account.name) },
            html! { (account.role) },
            html! { (account.email) },
            html! { code class="candour-code" { (account.password) } },
            html! { code class="candour-code" { (account.code) } },
        ]
    };
    let titles = ["Name", "Role", "Work email", "Password", "Code now"];
    html! {
        h2 class="govuk-heading-m" { "Accounts of this demonstration" }
        (warning_text(&"This is a demonstration. The people are invented, the passwords are public. Type nothing real."))
        p class="govuk-body" { "A code works for half a minute. Open this page again for the next one." }
        (dense_table(&Table {
            caption: "Accounts of this demonstration",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: accounts.iter().map(row).collect(),
            row_headings: true,
        }))
    }
}
