//! Choosing the target agencies of a campaign, by the same filter as the register.

use std::collections::HashSet;

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::form::record::Known;
use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::id::Id;
use domain::register::agency::{AREAS, Agency, TYPES};
use domain::register::campaign::Campaign;

use super::agencies::standing;
use super::agency_filter::Picked;
use super::filter::AgencyFilter;
use crate::component::button::secondary_button;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::pagination::Pagination;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field for what the filter says.
pub const QUERY: &str = "query";

/// The agencies that a filter picks.
pub struct Targets<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The agencies on this page.
    pub agencies: &'a [&'a Agency],
    /// Those that are targets already.
    pub chosen: &'a HashSet<Id<Agency>>,
    /// Which were asked for.
    pub picked: &'a Picked,
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub last: usize,
    /// How many agencies there are on all pages.
    pub total: usize,
    /// The lists that filters offer.
    pub known: &'a Known,
}

impl Render for Targets<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Choose target agencies", self.content()).at(NavItem::Campaigns);
        let campaign = path::register::campaign(&self.campaign.id);
        let above = vec![("Campaigns", path::register::campaigns()), (self.campaign.name(), campaign)];
        StaffPage { above, ..page }.render()
    }
}

impl Targets<'_> {
    fn content(&self) -> Markup {
        let list = path::register::campaign_targets(&self.campaign.id);
        html! {
            h1 class="govuk-heading-l" { "Choose target agencies" }
            p class="govuk-body govuk-!-display-none-print" {
                "Filter until the list below shows those you want, then add them all. "
                "You can remove single ones afterwards."
            }
            (AgencyFilter { picked: self.picked, known: self.known, list: list.clone(), total: self.total })
            @if self.total == 0 { p class="govuk-body" { "No agency is like this." } }
            @else {
                form action=(list) method="post" {
                    (token(self.signed.token))
                    input type="hidden" name=(QUERY) value=(self.picked.query());
                    (secondary_button(&self.add()))
                }
                (self.table())
                (Pagination { current: self.page, last: self.last, href: &|page| self.picked.href_in(&list, page) })
            }
        }
    }

    fn add(&self) -> String {
        match self.total {
            1 => "Add the agency that is shown".into(),
            total => format!("Add all {total} agencies that are shown"),
        }
    }

    fn table(&self) -> Markup {
        let titles = ["Agency", "Types", "Where", "Status"];
        dense_table(&Table {
            caption: "Agencies",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.agencies.iter().map(|agency| self.row(agency)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, agency: &Agency) -> Vec<Markup> {
        vec![
            html! {
                a class="govuk-link" href=(path::register::agency(&agency.id)) { bdi { (agency.name()) } }
                @if self.chosen.contains(&agency.id) { br; (tag("Target", Colour::Teal)) }
            },
            html! { @for code in agency.record.all(TYPES) { div { (choice::label(AGENCY_TYPES, code)) } } },
            html! { @for code in agency.record.all(AREAS) { div { (self.known.area(code)) } } },
            standing(agency.standing()),
        ]
    }
}
