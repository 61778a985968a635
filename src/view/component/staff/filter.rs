//! Filter (MOJ): the controls that narrow a list, and what is chosen now.

use maud::{Markup, Render, html};

use crate::component::button::button;

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
    /// What is chosen now: a heading and its choices.
    pub selected: Vec<(&'a str, Vec<Selected>)>,
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
        let group = |(heading, choices): &(&str, Vec<Selected>)| {
            let texts: Vec<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
            format!("{heading}: {}.", texts.join("; "))
        };
        self.selected.iter().map(group).collect::<Vec<_>>().join(" ")
    }

    fn selected(&self) -> Markup {
        html! {
            div class="moj-filter__selected" {
                div class="moj-filter__selected-heading" {
                    div class="moj-filter__heading-title" { h2 class="govuk-heading-m" { "Selected filters" } }
                    div class="moj-filter__heading-action" {
                        p { a class="govuk-link govuk-link--no-visited-state" href=(self.clear_href) { "Clear filters" } }
                    }
                }
                @for (heading, choices) in &self.selected {
                    h3 class="govuk-heading-s govuk-!-margin-bottom-0" { (heading) }
                    ul class="moj-filter-tags" {
                        @for choice in choices {
                            li {
                                a class="moj-filter__tag" href=(choice.href) {
                                    span class="govuk-visually-hidden" { "Remove this filter" } " " (choice.text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Filter<'_> {
    fn render(&self) -> Markup {
        html! {
            p class="govuk-body candour-paper" { (self.in_words()) }
            div class="moj-filter" data-module="moj-filter" {
                div class="moj-filter__header" {
                    div class="moj-filter__header-title" { h2 class="govuk-heading-m" { "Filter" } }
                    div class="moj-filter__header-action" {}
                }
                div class="moj-filter__content" {
                    @if !self.selected.is_empty() { (self.selected()) }
                    div class="moj-filter__options" { (self.options) (button("Apply filters")) }
                }
            }
        }
    }
}
