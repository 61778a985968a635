//! The header of pages for people with an account: the site's name, who is signed in, and the way out.

use maud::{Markup, Render, html};

use crate::component::button::secondary_button;
use crate::component::token::token;

/// Who is signed in, and the form that signs them out.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their role, in words.
    pub role: &'a str,
    /// The page of their own account.
    pub href: &'a str,
    /// Where signing out is posted.
    pub sign_out: &'a str,
    /// The form token.
    pub token: &'a str,
}

/// The header.
#[derive(Clone, Copy, Debug)]
pub struct AccountHeader<'a> {
    /// The site's name.
    pub site: &'a str,
    /// Where the name leads.
    pub href: &'a str,
    /// Who is signed in, if anybody is.
    pub account: Option<Account<'a>>,
}

impl Render for AccountHeader<'_> {
    fn render(&self) -> Markup {
        html! {
            header class="govuk-template__header" {
                div class="govuk-generic-header" {
                    div class="govuk-generic-header__container govuk-width-container candour-account" {
                        div class="govuk-generic-header__logo" {
                            a href=(self.href) class="govuk-generic-header__homepage-link" {
                                (self.site) " " span class="candour-account__side" { "Staff" }
                            }
                        }
                        @if let Some(account) = self.account { (account) }
                    }
                }
            }
        }
    }
}

impl Render for Account<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="candour-account__person" {
                p class="govuk-body-s govuk-!-margin-bottom-0" {
                    span class="govuk-visually-hidden" { "Signed in: " }
                    a class="govuk-link" href=(self.href) { bdi { (self.name) } } ", " (self.role)
                }
                form action=(self.sign_out) method="post" {
                    (token(self.token))
                    (secondary_button("Sign out"))
                }
            }
        }
    }
}
