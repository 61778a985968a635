//! Filter: a line to search in, controls that narrow a list, and what is chosen now. The controls are folded
//! away, so that the list begins soon; what is chosen stands above it, each with a link that takes it off.

use maud::{Markup, Render, html};

use crate::component::button::secondary_button;

/// One filter in force, which a link takes away.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Its words.
    pub text: String,
    /// The list without it.
    pub href: String,
}

/// The controls that narrow a list. Stands inside a `form` with `method="get"`. On paper it is a sentence.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// How much there is on the list, in words; empty when that is not counted.
    pub count: String,
    /// The line to search in, when the list can be searched.
    pub search: Option<Markup>,
    /// What is chosen now.
    pub selected: Vec<Selected>,
    /// The list with nothing chosen.
    pub clear_href: &'a str,
    /// The controls.
    pub options: Markup,
}

impl Filter<'_> {
    /// What is chosen, for a reader who sees no controls.
    fn in_words(&self) -> String {
        if self.selected.is_empty() {
            return "No filter is set.".to_owned();
        }
        let texts: Vec<&str> = self.selected.iter().map(|choice| choice.text.as_str()).collect();
        format!("Only these: {}.", texts.join("; "))
    }

    fn chips(&self) -> Markup {
        html! {
            ul class="candour-chips govuk-!-display-none-print" aria-label="Filters" {
                @for choice in &self.selected {
                    li {
                        a class="moj-filter__tag" href=(choice.href) {
                            span class="govuk-visually-hidden" { "Remove this filter" } " " (choice.text)
                        }
                    }
                }
                li { a class="govuk-link govuk-link--no-visited-state" href=(self.clear_href) { "Clear filters" } }
            }
        }
    }
}

impl Render for Filter<'_> {
    fn render(&self) -> Markup {
        html! {
            p class="govuk-body candour-paper" { (self.in_words()) }
            div class="candour-filter" {
                @if !self.count.is_empty() { h2 class="govuk-heading-m" { (self.count) } }
                @if let Some(search) = &self.search {
                    div class="candour-search govuk-!-display-none-print" { (search) (secondary_button("Search")) }
                }
                details class="govuk-details govuk-!-display-none-print" {
                    summary class="govuk-details__summary" {
                        span class="govuk-details__summary-text" { "Filter" }
                    }
                    div class="govuk-details__text" { (self.options) (secondary_button("Apply filters")) }
                }
                @if !self.selected.is_empty() { (self.chips()) }
            }
        }
    }
}
