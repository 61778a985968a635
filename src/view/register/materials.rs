//! Leaflets, posters, slides: all of them.

use maud::{Markup, Render, html};

use domain::platform::time::Day;
use domain::register::material::{Edition, Material};

use crate::component::staff::dense_table::dense_table;
use crate::component::staff::list_head::ListHead;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// A material with its editions.
#[derive(Clone, Copy, Debug)]
pub struct MaterialLine<'a> {
    /// The material.
    pub material: &'a Material,
    /// Its editions, and how many of each were handed out.
    pub editions: &'a [(Edition, i64)],
}

/// All materials.
#[derive(Clone, Copy, Debug)]
pub struct Materials<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The materials, by name.
    pub lines: &'a [MaterialLine<'a>],
    /// The present day.
    pub today: Day,
}

impl Render for Materials<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Materials", self.content()).at(NavItem::Materials).render()
    }
}

impl Materials<'_> {
    fn content(&self) -> Markup {
        html! {
            (ListHead {
                title: "Materials",
                primary: Some(("Add a material", &path::register::new_material())),
                ways: &[],
            })
            @if self.lines.is_empty() { p class="govuk-body" { "There are no materials yet." } } @else { (self.list()) }
            div class="govuk-!-display-none-print" {
                h2 class="govuk-heading-m" { "To print now" }
                p class="govuk-body" {
                    "Made from your own words, the helplines and the address of this site, with a code to scan."
                }
                ul class="govuk-list govuk-list--bullet" {
                    li { a class="govuk-link" href=(path::register::leaflet()) { "Leaflet, A5 (PDF)" } }
                    li { a class="govuk-link" href=(path::register::poster()) { "Poster, A4 (PDF)" } }
                    li { a class="govuk-link" href=(path::register::leaflet_words()) { "Change their words" } }
                }
            }
        }
    }

    fn list(&self) -> Markup {
        let titles = [("Material", false), ("Form", false), ("Editions", false), ("Handed out", true)];
        dense_table(&Table {
            caption: "Materials",
            caption_hidden: true,
            columns: titles.map(|(title, numeric)| Column { title, numeric }).to_vec(),
            rows: self.lines.iter().map(|line| self.row(line)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, line: &MaterialLine) -> Vec<Markup> {
        let (material, total) = (line.material, line.editions.iter().map(|(_, handed)| handed).sum::<i64>());
        vec![
            html! { a class="govuk-link" href=(path::register::material(&material.id)) { bdi { (material.name()) } } },
            html! { (material.form()) },
            html! {
                @for (edition, _) in line.editions { div { (self.edition(edition)) } }
                @if line.editions.is_empty() { "None" }
            },
            html! { (total) },
        ]
    }

    fn edition(&self, edition: &Edition) -> Markup {
        html! { bdi { (edition.title()) } @if edition.is_expired(self.today) { " " (expired()) } }
    }
}

/// The tag of an edition that has run out.
pub(super) fn expired() -> Markup {
    tag("Expired", Colour::Red)
}
