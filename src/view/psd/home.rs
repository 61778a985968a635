//! The page after signing in: what this person may do.

use maud::{Markup, Render, html};

use domain::identity::role::Role;

use crate::component::inset_text::inset_text;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, column};

/// What this person may do.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
}

impl Render for Home<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Start", column(&self.content())).render()
    }
}

impl Home<'_> {
    fn content(&self) -> Markup {
        let role = self.signed.actor.role;
        let places: Vec<NavItem> = NavItem::of(role).collect();
        html! {
            h1 class="govuk-heading-l" { "Welcome, " bdi { (self.signed.actor.name) } }
            p class="govuk-body-l" { (duty(role)) }
            @for place in &places {
                h2 class="govuk-heading-m govuk-!-margin-bottom-1" {
                    a class="govuk-link" href=(place.href()) { (place.label()) }
                }
                p class="govuk-body" { (place.purpose()) }
            }
            @if places.is_empty() { (nothing_now()) }
            (inset_text(&"What you open and change is written to a log that others read."))
        }
    }
}

fn duty(role: Role) -> &'static str {
    match role {
        Role::TriageOfficer => "You read and sort reports that come to your desk.",
        Role::Manager => "You lead a desk: its cases, and who may open them.",
        Role::Custodian => "You hold one of the two keys that open who a reporter is and how to reach them.",
        Role::Authoriser => {
            "You hold the other of the two keys that open who a reporter is and how to reach them."
        }
        Role::EngagementOfficer => {
            "You keep the links with agencies that support people. You do not see reports."
        }
        Role::Auditor => "You check that this site is used rightly. You never read a report.",
        Role::Administrator => "You keep this site running. You cannot read a report.",
    }
}

fn nothing_now() -> Markup {
    html! {
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
