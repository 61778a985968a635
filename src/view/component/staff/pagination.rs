//! Pagination.

use maud::{Markup, Render, html};

/// The numbers of a list's pages, with links to those beside the current one. Drawn as nothing for a single
/// page, on paper as a sentence.
pub struct Pagination<'a> {
    /// The page shown, from 1.
    pub current: usize,
    /// How many there are.
    pub last: usize,
    /// The address of a page.
    pub href: &'a dyn Fn(usize) -> String,
}

impl Pagination<'_> {
    /// First, last, current and its neighbours; `None` where pages are left out.
    fn pages(&self) -> Vec<Option<usize>> {
        let near = self.current.saturating_sub(1)..=self.current.saturating_add(1);
        let mut shown = Vec::new();
        let mut before = 0;
        for page in (1..=self.last).filter(|page| *page == 1 || *page == self.last || near.contains(page)) {
            if page > before + 1 {
                shown.push(None);
            }
            shown.push(Some(page));
            before = page;
        }
        shown
    }

    fn number(&self, page: usize) -> Markup {
        let current = page == self.current;
        let href = (self.href)(page);
        html! {
            li.govuk-pagination__item.govuk-pagination__item--current[current] {
                a class="govuk-link govuk-pagination__link" href=(href) aria-label={ "Page " (page) }
                    aria-current=[current.then_some("page")] { (page) }
            }
        }
    }
}

impl Render for Pagination<'_> {
    fn render(&self) -> Markup {
        if self.last < 2 {
            return html! {};
        }
        html! {
            p class="govuk-body candour-paper" { "Page " (self.current) " of " (self.last) " of this list." }
            nav class="govuk-pagination" aria-label="Pagination" {
                @if self.current > 1 { (previous(&(self.href)(self.current - 1))) }
                ul class="govuk-pagination__list" {
                    @for page in self.pages() {
                        @match page {
                            Some(page) => { (self.number(page)) }
                            None => { li class="govuk-pagination__item govuk-pagination__item--ellipsis" { "⋯" } }
                        }
                    }
                }
                @if self.current < self.last { (next(&(self.href)(self.current + 1))) }
            }
        }
    }
}

fn previous(href: &str) -> Markup {
    html! {
        div class="govuk-pagination__prev" {
            a class="govuk-link govuk-pagination__link" href=(href) rel="prev" {
                svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg"
                    height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" {
                    path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z" {}
                }
                span class="govuk-pagination__link-title" {
                    "Previous" span class="govuk-visually-hidden" { " page" }
                }
            }
        }
    }
}

fn next(href: &str) -> Markup {
    html! {
        div class="govuk-pagination__next" {
            a class="govuk-link govuk-pagination__link" href=(href) rel="next" {
                span class="govuk-pagination__link-title" {
                    "Next" span class="govuk-visually-hidden" { " page" }
                }
                svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg"
                    height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" {
                    path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(current: usize, last: usize) -> String {
        let pages = Pagination { current, last, href: &|page| format!("?page={page}") }.pages();
        let words: Vec<String> =
            pages.iter().map(|page| page.map_or("…".into(), |page| page.to_string())).collect();
        words.join(" ")
    }

    #[test]
    fn leaves_out_what_is_far() {
        assert_eq!(sequence(1, 2), "1 2");
        assert_eq!(sequence(1, 9), "1 2 … 9");
        assert_eq!(sequence(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(sequence(9, 9), "1 … 8 9");
        assert_eq!(sequence(2, 4), "1 2 3 4");
    }
}
