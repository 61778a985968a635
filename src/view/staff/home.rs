//! The page after signing in: what waits for this person.

use maud::{Markup, Render, html};

use domain::identity::role::Role;

use super::nav_item::NavItem;
use super::page::{Signed, column};

/// What waits for this person.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What waits, a part for each thing that their role may do.
    pub parts: &'a [Markup],
    /// Whether there is nothing that waits.
    pub is_calm: bool,
}

impl Render for Home<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Welcome, " bdi { (self.signed.actor.name) } }
            @if NavItem::of(self.signed.actor).next().is_none() { (column(&nothing_now(self.signed.actor.role))) }
            @else if self.is_calm { p class="govuk-body-l" { "Nothing waits for you now." } }
            @for part in self.parts { (part) }
            p class="govuk-body" { "What you open and change is written to a log that others read." }
        };
        self.signed.page("Start", content).render()
    }
}

fn nothing_now(role: Role) -> Markup {
    let key = match role {
        Role::Authoriser => {
            "You hold the other of the two keys that open who a reporter is and how to reach them."
        }
        _ => "You hold one of the two keys that open who a reporter is and how to reach them.",
    };
    html! {
        p class="govuk-body-l" { (key) }
        p class="govuk-body" {
            "There is nothing for you to do here now. You do not see cases: that keeps your key apart from those who "
            "work on them."
        }
        p class="govuk-body" {
            "Sign in from time to time, so that you know your password and your codes still work on the day when you "
            "are needed."
        }
    }
}
