//! Planned series of engagements: all of them.

use maud::{Markup, Render, html};

use domain::platform::time::Day;
use domain::register::campaign::{BEGINS, Campaign, Progress};

use super::export::export;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::list_head::ListHead;
use crate::component::staff::progress::progress;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// A campaign with how far it is.
#[derive(Clone, Copy, Debug)]
pub struct CampaignLine<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// How many sessions were held.
    pub held: u32,
    /// How many of its target agencies were reached.
    pub targets: Progress,
}

/// All campaigns.
#[derive(Clone, Copy, Debug)]
pub struct Campaigns<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The campaigns, by name.
    pub lines: &'a [CampaignLine<'a>],
    /// The present day.
    pub today: Day,
}

impl Render for Campaigns<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Campaigns", self.content()).at(NavItem::Campaigns).render()
    }
}

impl Campaigns<'_> {
    fn content(&self) -> Markup {
        let titles = ["Campaign", "For whom", "When", "Sessions", "Target agencies"];
        html! {
            (ListHead {
                title: "Campaigns",
                primary: Some(("Add a campaign", &path::register::new_campaign())),
                ways: &[],
            })
            @if self.lines.is_empty() { p class="govuk-body" { "There are no campaigns yet." } }
            @else {
                (dense_table(&Table {
                    caption: "Campaigns",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.lines.iter().map(|line| self.row(line)).collect(),
                    row_headings: true,
                }))
                (export("Campaigns", &path::export::campaigns))
            }
        }
    }

    fn row(&self, line: &CampaignLine) -> Vec<Markup> {
        let (campaign, sessions) = (line.campaign, line.campaign.sessions(line.held));
        vec![
            html! { a class="govuk-link" href=(path::register::campaign(&campaign.id)) { bdi { (campaign.name()) } } },
            html! { (campaign.side()) },
            when(campaign, self.today),
            progress(&sessions.words("sessions", "held"), sessions),
            progress(&line.targets.words("agencies", "reached"), line.targets),
        ]
    }
}

/// From when to when a campaign runs, and whether it is over.
pub(super) fn when(campaign: &Campaign, today: Day) -> Markup {
    html! {
        @match (campaign.record.day(BEGINS), campaign.ends()) {
            (Some(first), Some(last)) => { (first) " to " (last) }
            (Some(first), None) => { "From " (first) }
            (None, Some(last)) => { "Until " (last) }
            (None, None) => { "No days are set" }
        }
        @if campaign.is_over(today) { " " (tag("Over", Colour::Grey)) }
    }
}
