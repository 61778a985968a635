//! What waits in engagement: on the page after signing in.

use maud::{Markup, html};

use domain::identity::application::State;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::campaign::{Campaign, Progress};
use domain::register::follow_up::FollowUpSort;

use super::applications;
use super::follow_up_filter::Wanted;
use crate::component::staff::progress::progress;
use crate::component::staff::tile::{Tile, tiles};

/// What waits in engagement.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// One's own follow-ups that are due.
    pub due: i64,
    /// What agencies asked for and wait for.
    pub asked: i64,
    /// Applications that nobody has decided.
    pub applications: i64,
    /// How many agencies are to be called.
    pub calls: usize,
    /// The first of them: identifier, name and the weightiest reason.
    pub first: &'a [(Id<Agency>, &'a str, String)],
    /// Campaigns that run, with how many of their target agencies were reached.
    pub campaigns: &'a [(&'a Campaign, Progress)],
    /// How many active agencies were engaged in the last twelve months, of how many, and how many of them
    /// were three months ago.
    pub engaged: (usize, usize, Option<usize>),
}

/// The lists of follow-ups that are counted: one's own that are due, and what agencies asked for.
pub const DUE: Wanted = Wanted { everybody: false, due: true, asked: false, order: FollowUpSort::OPEN_FIRST };
/// What agencies asked for.
pub const ASKED: Wanted =
    Wanted { everybody: true, due: false, asked: true, order: FollowUpSort::OPEN_FIRST };

impl Waiting<'_> {
    /// Draws it.
    pub fn draw(&self) -> Markup {
        let calls = i64::try_from(self.calls).unwrap_or(i64::MAX);
        html! {
            h2 class="govuk-heading-m" { "Engagement" }
            (tiles(&[
                Tile::new("Follow-ups due", self.due, DUE.href(1)),
                Tile::new("Asked for by agencies", self.asked, ASKED.href(1)),
                Tile::new("Applications to decide", self.applications, applications::href(Some(State::Waiting), 1)),
                Tile::new("Agencies to call", calls, path::register::calls()),
            ]))
            div class="candour-halves" {
                div { (self.calls()) }
                div { (self.coverage()) (self.campaigns()) }
            }
        }
    }

    fn calls(&self) -> Markup {
        html! {
            @if !self.first.is_empty() {
                h3 class="govuk-heading-s" { "Call first" }
                ol class="govuk-list govuk-list--number" {
                    @for (id, name, why) in self.first {
                        li {
                            a class="govuk-link" href=(path::register::agency(id)) { bdi { (name) } }
                            br; (why)
                        }
                    }
                }
            }
        }
    }

    fn coverage(&self) -> Markup {
        let (engaged, active, before) = self.engaged;
        html! {
            h3 class="govuk-heading-s" { "Coverage" }
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::coverage()) {
                    (engaged) " of " (active) " active agencies"
                }
                " were engaged in the last 12 months."
                @if let Some(before) = before { " Three months ago it was " (before) " of them." }
            }
        }
    }

    fn campaigns(&self) -> Markup {
        html! {
            @if !self.campaigns.is_empty() {
                h3 class="govuk-heading-s" { "Campaigns" }
                @for (campaign, targets) in self.campaigns {
                    p class="govuk-body govuk-!-margin-bottom-1" {
                        a class="govuk-link" href=(path::register::campaign(&campaign.id)) { bdi { (campaign.name()) } }
                    }
                    (progress(&targets.words("agencies", "reached"), *targets))
                }
            }
        }
    }
}
