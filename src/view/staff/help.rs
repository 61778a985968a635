//! Help: what each place is for, what words mean here, and who to ask.

use maud::{Markup, Render, html};

use domain::casework::status::Status;
use domain::identity::role::Permission;
use domain::identity::staff::Staff;
use domain::register::agency::Tier;

use super::nav_item::{Area, NavItem};
use super::page::{Signed, column};
use crate::component::summary_list::{Row, SummaryList};
use crate::component::term_list::{term, term_list};

/// Help for the person who is signed in: on the places that they may go to, and on no others.
#[derive(Clone, Copy, Debug)]
pub struct HelpPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The managers of their desks.
    pub managers: &'a [Staff],
    /// Those who run the site.
    pub administrators: &'a [Staff],
}

impl Render for HelpPage<'_> {
    fn render(&self) -> Markup {
        let areas = Area::of(self.signed.actor);
        let content = html! {
            h1 class="govuk-heading-l" { "Help" }
            @for (area, places) in &areas {
                h2 class="govuk-heading-m" { (area.label()) }
                (term_list(places.iter().map(|place| term(&link(*place), &html! { (purpose(*place)) }))))
                (words(*area))
            }
            @if [Permission::Casework, Permission::Engage].iter().any(|one| self.signed.actor.role.may(*one)) {
                h2 class="govuk-heading-m" { "Lists" }
                (lists())
            }
            h2 class="govuk-heading-m" { "Your account" }
            (self.account())
            h2 class="govuk-heading-m" id="ask" { "Who to ask" }
            (self.people())
        };
        self.signed.page("Help", column(&content)).render()
    }
}

impl HelpPage<'_> {
    fn account(&self) -> Markup {
        let minutes = self.signed.expires_in.div_ceil(60);
        html! {
            p class="govuk-body" {
                "You are signed out after " (minutes) " minutes in which you open and send nothing. Shortly before, the "
                "page asks whether you want to stay, unless your browser runs no scripts."
            }
            p class="govuk-body" {
                "With a passkey you need no password: " a class="govuk-link" href=(path::staff::account()) { "add one" }
                ". Have a second one, or keep your password and codes: then a lost phone does not lock you out."
            }
            p class="govuk-body" {
                "Have you forgotten your password, or lost what gives you your codes? An administrator sends you a new link."
                @if !self.signed.actor.desks.is_empty() {
                    " After that you cannot read what your desk has received until a colleague has opened the desk to you again."
                }
            }
        }
    }

    fn people(&self) -> Markup {
        let mut rows = Vec::new();
        if !self.signed.actor.desks.is_empty() {
            let said = "Nobody else manages a desk of yours.";
            rows.push(Row {
                value: those(self.managers, said),
                ..Row::text("About the work of your desk", "")
            });
        }
        rows.push(Row {
            value: those(self.administrators, "Nobody but you runs this site."),
            ..Row::text("Signing in, and what does not work", "")
        });
        rows.push(Row::text("Privacy and accessibility", &self.signed.site.contact));
        html! {
            (SummaryList { rows, no_border: false })
            p class="govuk-body" {
                "Never put anything that a report says into an email. Administrators cannot read reports, and need not "
                "know of them to help you."
            }
        }
    }
}

fn those(people: &[Staff], nobody: &str) -> Markup {
    html! {
        @for one in people {
            div { bdi { (one.name) } ", " a class="govuk-link" href=(format!("mailto:{}", one.email)) { (one.email) } }
        }
        @if people.is_empty() { (nobody) }
    }
}

fn link(place: NavItem) -> Markup {
    html! { a class="govuk-link" href=(place.href()) { (place.label()) } }
}

/// How lists are sorted, and come back to.
fn lists() -> Markup {
    html! {
        p class="govuk-body" {
            "A column whose heading is a link sorts the list. Choose it again to turn the order around. Filters, searches "
            "and files keep the order."
        }
        p class="govuk-body" {
            "The first link above a page that you opened from a list leads back to the same row of it."
        }
    }
}

/// What a place is for, and the one thing about it that is not seen at once.
fn purpose(place: NavItem) -> &'static str {
    match place {
        NavItem::Cases => {
            "Reports to your desks, those in danger first. Before you open one you say whether you know somebody in it: if \
             you do, others take it. That you opened it is written down. The reporter reads your messages when they come \
             back; you cannot call them."
        }
        NavItem::Desks => "Who holds a desk’s key. Whoever is added can open what came before them too.",
        NavItem::Notices => {
            "Somebody who reports again and again may be becoming a source. You look at whether that needs a decision. Only \
             managers know that there is a notice."
        }
        NavItem::Approvals => {
            "Some things take two people: one asks, another decides. Nobody decides on what they asked for."
        }
        NavItem::Calls => {
            "Who to talk to next, and why: first what was promised and what agencies asked for, then the closest agencies \
             that are overdue. Log a call on its row."
        }
        NavItem::Agencies => {
            "The register: who the agencies are, and whom you know there. Import a list to add many. Merge two entries of \
             one agency; a merge can be undone."
        }
        NavItem::Engagements => {
            "What was done with agencies, and what is planned. A follow-up is what you said you would do by a day."
        }
        NavItem::Campaigns => "Engagements that belong together, with the agencies they are to reach.",
        NavItem::Materials => "Leaflets, posters and slides, with every edition as it was handed out.",
        NavItem::Coverage => {
            "How many agencies are engaged, and where the gaps are. Counted from the register, never from reports."
        }
        NavItem::Mail => "Letters that wait or could not be sent. No letter holds what a report says.",
        NavItem::Helplines => {
            "The services that public pages name. Call each number from time to time, and enter the day: people read when it \
             was checked."
        }
        NavItem::Audit => "Who did what, and when. It never holds what a report says.",
    }
}

/// The words of an area that mean something particular here.
fn words(area: Area) -> Markup {
    match area {
        Area::Casework => {
            let status =
                |status: &Status| term(&html! { (status.label()) }, &html! { "“" (status.plain()) "”" });
            html! {
                h3 class="govuk-heading-s" { "What a reporter reads of where their report stands" }
                (term_list(Status::ALL.iter().map(status)))
            }
        }
        Area::Engagement => {
            let words = [
                ("Engaged", "Both sides spoke at least once in the time that is counted."),
                ("Informed", "They were sent something, and no more."),
                ("Overdue", "Not met for longer than their tier allows."),
                ("Point of contact", "The one person there whom you talk to first."),
                ("Paused, left", "Does not count, and is never overdue."),
            ];
            let tiers = Tier::ALL.map(|tier| {
                term(
                    &html! { "Tier " (tier.code()) },
                    &html! { "To be met every " (tier.months()) " months." },
                )
            });
            let words = words.map(|(word, said)| term(&html! { (word) }, &html! { (said) }));
            html! {
                h3 class="govuk-heading-s" { "Words" }
                (term_list(words.into_iter().chain(tiers)))
            }
        }
        Area::Running => html! {},
    }
}
