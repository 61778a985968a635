//! Two entries side by side that may be one agency.

use maud::{Markup, Render, html};

use domain::form::record::{Known, Record};
use domain::register::agency::{AGENCY, Agency, WITHHELD, merged};

use crate::component::button::button;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// Two entries side by side.
#[derive(Clone, Copy)]
pub struct Merge<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The entry that stays.
    pub kept: &'a Agency,
    /// The entry that goes into it.
    pub other: &'a Agency,
    /// The lists that give codes their names.
    pub known: &'a Known,
}

impl Render for Merge<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Compare two entries", self.content()).at(NavItem::Agencies);
        let above = vec![
            ("Agencies", path::register::agencies()),
            (self.kept.name(), path::register::agency(&self.kept.id)),
        ];
        StaffPage { above, ..page }.render()
    }
}

impl Merge<'_> {
    fn content(&self) -> Markup {
        let (kept, other) = (self.kept, self.other);
        html! {
            h1 class="govuk-heading-l" { "Are these the same agency?" }
            (self.table())
            p class="govuk-body" {
                "People, engagements and history of both will be together under " bdi { (kept.name()) }
                ". You can undo this afterwards."
            }
            @if kept.record.flag(WITHHELD) != other.record.flag(WITHHELD) {
                (warning_text(
                    &"One of the two withholds its address, so what is written down of where the other is will be deleted, \
                     also from its history. Undoing this will not bring that address back."
                ))
            }
            form action=(path::register::agency_merge(&kept.id, &other.id)) method="post" novalidate {
                (token(self.signed.token))
                (button("Merge the two entries"))
            }
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::agency_merge(&other.id, &kept.id)) {
                    "Keep the other entry instead"
                }
            }
            p class="govuk-body" {
                a class="govuk-link" href=(path::register::agency(&kept.id)) { "No, they are different" }
            }
        }
    }

    fn table(&self) -> Markup {
        let (kept, other) = (&self.kept.record, &self.other.record);
        let whole = merged(kept, other);
        let fields = AGENCY.iter().flat_map(|section| section.fields);
        let rows = fields.filter(|field| !whole.all(field.name).is_empty()).map(|field| {
            let words = |record: &Record| html! { (field.words(record, self.known).join(", ")) };
            vec![html! { (field.label) }, words(kept), words(other), words(&whole)]
        });
        let titles = ["What", "The entry that stays", "The entry that goes into it", "Together"];
        dense_table(&Table {
            caption: "The two entries",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: rows.collect(),
            row_headings: true,
        })
    }
}
