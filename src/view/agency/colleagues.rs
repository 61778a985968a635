//! The accounts of an agency's people, for its lead.

pub use domain::identity::field::{ACT, EMAIL, NAME};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::identity::practitioner::{Account, AccountState};
use domain::platform::time::Timestamp;

use super::done::Done;
use super::page::Member;
use crate::component::button::{Button, Look, button};
use crate::component::done::just_done;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::label::Size;
use crate::component::token::token;
use crate::page::ReporterPage;

/// The page of colleagues.
#[derive(Clone, Copy, Debug)]
pub struct Colleagues<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// Everybody with an account or an invitation, by name.
    pub accounts: &'a [Account],
    /// The present moment.
    pub now: Timestamp,
    /// The name and the email as typed.
    pub typed: (&'a str, &'a str),
    /// What was wrong.
    pub errors: &'a Errors,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Colleagues<'_> {
    fn render(&self) -> Markup {
        let page = self.member.page("People", &self.content());
        ReporterPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Colleagues<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Colleagues with an account" }
            p class="govuk-body" {
                "You lead for " bdi { (self.member.agency) } ". You can add and remove people here. "
                "You cannot see when they sign in or what they do, and nobody can see that of you."
            }
            div id=(ACT) { @for account in self.accounts { (self.account(account)) } }
            h2 class="govuk-heading-m" { "Add a colleague" }
            form action=(path::agency::colleagues()) method="post" novalidate autocomplete="off" {
                (token(self.member.token))
                (Input::new(
                    FormGroup::new(NAME, "Name").size(Size::Small).error(self.errors.of(NAME)), self.typed.0
                ))
                (Input {
                    kind: "email",
                    ..Input::new(
                        FormGroup::new(EMAIL, "Work email")
                            .size(Size::Small)
                            .hint("We send a letter to it with a link that works once and for 7 days.")
                            .error(self.errors.of(EMAIL)),
                        self.typed.1,
                    )
                })
                (button("Add colleague"))
            }
        }
    }

    fn account(&self, account: &Account) -> Markup {
        let person = &account.person;
        let acts: &[(&str, &str)] = match account.state(self.now) {
            AccountState::Active => &[("end", "Remove")],
            AccountState::Invited(_) | AccountState::RanOut(_) => {
                &[("again", "Send a new link"), ("revoke", "Withdraw")]
            }
            AccountState::Ended => &[],
        };
        html! {
            section {
                h2 class="govuk-heading-s govuk-!-margin-bottom-1" { bdi { (person.name) } }
                p class="govuk-body govuk-!-margin-bottom-2" {
                    bdi { (person.email) } br;
                    (state(account, self.now))
                    @if person.lead { ", leads for the agency" }
                    @if person.id == self.member.practitioner.id { ". This is you" }
                }
                @if !acts.is_empty() {
                    form action=(path::agency::colleague(&person.id)) method="post" class="govuk-button-group" {
                        (token(self.member.token))
                        @for &(code, text) in acts {
                            (Button { text, hidden: Some(&person.name), look: Look::Secondary, says: Some((ACT.name(), code)) })
                        }
                    }
                }
                hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible";
            }
        }
    }
}

/// Where an account stands, in words.
pub fn state(account: &Account, now: Timestamp) -> String {
    match account.state(now) {
        AccountState::Active => "Has an account".into(),
        AccountState::Invited(until) => format!("Invited until {}", until.day()),
        AccountState::RanOut(until) => format!("The invitation ran out on {}", until.day()),
        AccountState::Ended => "Ended".into(),
    }
}
