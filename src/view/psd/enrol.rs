//! Setting a password and a second factor with a one-time link.

use maud::{Markup, Render, html};

use domain::identity::role::Role;

use crate::component::error_summary::error_summary;
use crate::component::set_up::SetUpForm;
use crate::page::Site;
use crate::staff::page::{StaffPage, column};

/// Setting up an account.
#[derive(Clone, Copy, Debug)]
pub struct Enrol<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// What is asked.
    pub form: SetUpForm<'a>,
    /// Their role.
    pub role: Role,
}

impl Render for Enrol<'_> {
    fn render(&self) -> Markup {
        let page = StaffPage::new(self.site, "Set up your account", column(&self.content()));
        StaffPage { failed: !self.form.errors.is_empty(), ..page }.render()
    }
}

impl Enrol<'_> {
    fn content(&self) -> Markup {
        let opens = "Your password also opens your key: if you forget it, a colleague must let you in again.";
        html! {
            (error_summary(self.form.errors))
            h1 class="govuk-heading-l" { "Set up your account" }
            p class="govuk-body" { "If this is not you, close the page and tell whoever sent you the link." }
            (self.form.account("Role", self.role.label()))
            (self.form.form(&path::staff::enrol(self.form.link), ("Password", opens)))
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
