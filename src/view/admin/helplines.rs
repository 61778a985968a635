//! The services that help, for those who keep them right.

use maud::{Markup, Render, html};

use domain::platform::content::Helpline;

use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The services that help.
#[derive(Clone, Copy, Debug)]
pub struct Helplines<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The services, in the order in which reporters see them.
    pub helplines: &'a [Helpline],
}

impl Render for Helplines<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Helplines" }
            p class="govuk-body" {
                "Reporters see these services. A wrong number can leave somebody alone: call each from time to time, "
                "and note the day."
            }
            (self.table())
        };
        self.signed.page("Helplines", content).at(NavItem::Helplines).render()
    }
}

impl Helplines<'_> {
    fn table(&self) -> Markup {
        let titles = ["Service", "Number", "Note", "Last checked", "Change"];
        dense_table(&Table {
            caption: "Helplines",
            caption_hidden: true,
            columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
            rows: self.helplines.iter().map(row).collect(),
            row_headings: true,
        })
    }
}

fn row(line: &Helpline) -> Vec<Markup> {
    vec![
        html! { (line.name) },
        html! { (line.number) },
        html! { (line.note) },
        line.checked.map_or_else(|| tag("Not yet", Colour::Orange), |day| html! { (day) }),
        html! {
            a class="govuk-link candour-do" href=(path::staff::helpline(&line.id)) {
                "Change" span class="govuk-visually-hidden" { " " (line.name) }
            }
        },
    ]
}
