//! A campaign: how far it is, agency by agency.

use maud::{Markup, Render, html};

use domain::form::record::Known;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::campaign::{CAMPAIGN, Campaign, Progress, REACH};
use domain::register::change::Change;
use domain::register::engagement::{Activity, Engagement};

use super::agency::{engagements, history};
use super::agency_filter::PAGE;
use super::campaigns::when;
use super::done::Done;
use super::export::export;
use super::summary::summary;
use crate::component::done::just_done;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::staff::progress::progress;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// How a target agency was last reached.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// The engagement that reached it.
    pub engagement: Id<Engagement>,
    /// When.
    pub day: Day,
    /// By what.
    pub kind: &'static Activity,
}

/// A target agency.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The agency.
    pub agency: Id<Agency>,
    /// Its name.
    pub name: &'a str,
    /// How it was last reached in this campaign; none when it was not.
    pub reached: Option<Reached>,
}

/// A campaign.
pub struct CampaignPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// How many sessions were held.
    pub held: u32,
    /// How many people were met at them.
    pub met: i64,
    /// How many of its target agencies were reached.
    pub reached: Progress,
    /// The target agencies on this page: those not reached first.
    pub targets: &'a [Target<'a>],
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// What was done or is planned in it, newest first: the latest.
    pub engagements: &'a [Engagement],
    /// Its history, newest first.
    pub history: &'a [Change],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// The present day.
    pub today: Day,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for CampaignPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(self.campaign.name(), self.content()).at(NavItem::Campaigns);
        StaffPage { above: vec![("Campaigns", path::register::campaigns())], ..page }.render()
    }
}

impl CampaignPage<'_> {
    fn content(&self) -> Markup {
        let id = &self.campaign.id;
        html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { bdi { (self.campaign.name()) } }
            p class="candour-tags govuk-body" {
                span { (self.campaign.side()) }
                span { (when(self.campaign, self.today)) }
            }
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(path::register::campaign_edit(id)) { "Change this entry" } " · "
                a class="govuk-link" href=(path::register::campaign_targets(id)) { "Choose target agencies" }
            }
            (self.sessions())
            (self.agencies())
            h2 class="govuk-heading-m" { "About this campaign" }
            (summary(CAMPAIGN, &self.campaign.record, self.known))
            h2 class="govuk-heading-m" { "History" }
            (history(self.history, self.known))
        }
    }

    fn sessions(&self) -> Markup {
        let (sessions, reach) = (self.campaign.sessions(self.held), self.campaign.record.number(REACH));
        html! {
            h2 class="govuk-heading-m" { "Sessions" }
            p class="govuk-body" { (progress(&sessions.words("sessions", "held"), sessions)) }
            p class="govuk-body" {
                (self.met) " people met at sessions."
                @if reach > 0 { " Apart from them, film, posts or e-learning reached " (reach) "." }
            }
            @if self.engagements.is_empty() { p class="govuk-body" { "No session was held yet." } }
            @else { (engagements(self.engagements, self.known, self.today)) }
        }
    }

    fn agencies(&self) -> Markup {
        let titles = ["Agency", "Reached", "By", "Remove"];
        html! {
            h2 class="govuk-heading-m" { "Target agencies" }
            @if self.reached.of == 0 { p class="govuk-body" { "No target agency is chosen yet." } }
            @else {
                p class="govuk-body" { (progress(&self.reached.words("agencies", "reached"), self.reached)) }
                (dense_table(&Table {
                    caption: "Target agencies",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.targets.iter().map(|target| self.target(target)).collect(),
                    row_headings: true,
                }))
                (Pagination { current: self.page, last: self.last, href: &|page| self.href(page) })
                (export("Target agencies", &|ending| path::export::targets(&self.campaign.id, ending)))
            }
        }
    }

    fn href(&self, page: usize) -> String {
        format!("{}?{PAGE}={page}", path::register::campaign(&self.campaign.id))
    }

    fn target(&self, target: &Target) -> Vec<Markup> {
        vec![
            html! { a class="govuk-link" href=(path::register::agency(&target.agency)) { bdi { (target.name) } } },
            html! {
                @if let Some(reached) = target.reached { span class="candour-whole" { (reached.day) } }
                @else { (tag("Not yet", Colour::Yellow)) }
            },
            html! {
                @if let Some(reached) = target.reached {
                    a class="govuk-link" href=(path::register::engagement(&reached.engagement)) { (reached.kind.label) }
                }
            },
            html! {
                form method="post"
                    action=(path::register::campaign_target_remove(&self.campaign.id, &target.agency)) {
                    (token(self.signed.token))
                    button class="candour-textual" type="submit" {
                        "Remove" span class="govuk-visually-hidden" { " the target " (target.name) }
                    }
                }
            },
        ]
    }
}
