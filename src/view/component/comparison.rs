//! Comparison: ways of doing something side by side. On a narrow screen they stand below each other, each
//! cell under the name of its way.

use maud::{Markup, Render, html};

/// Ways side by side.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// What is compared.
    pub caption: &'a str,
    /// The ways.
    pub ways: &'a [&'a str],
    /// In what they differ, and how: as many cells each as there are ways.
    pub rows: &'a [(&'a str, &'a [&'a str])],
}

impl Render for Comparison<'_> {
    fn render(&self) -> Markup {
        html! {
            table class="govuk-table candour-comparison" {
                caption class="govuk-visually-hidden" { (self.caption) }
                thead class="govuk-table__head" {
                    tr class="govuk-table__row" {
                        td class="govuk-table__cell" {}
                        @for way in self.ways { th scope="col" class="govuk-table__header" { (way) } }
                    }
                }
                tbody class="govuk-table__body" {
                    @for (heading, cells) in self.rows {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" { (heading) }
                            @for (way, cell) in self.ways.iter().zip(*cells) {
                                td class="govuk-table__cell" data-way=(way) { (cell) }
                            }
                        }
                    }
                }
            }
        }
    }
}
