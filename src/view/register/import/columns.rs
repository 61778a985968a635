//! What each column holds.

pub use domain::register::import::COLUMN;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::register::import::Import;
use domain::register::import::column::{LEFT_OUT, targets};
use domain::register::import::sheet::Sheet;

use super::below_start;
use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::inset_text::inset_text;
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// What each column holds.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The file.
    pub import: &'a Import,
    /// What is in it.
    pub sheet: &'a Sheet,
    /// Where each column goes, as guessed, remembered or sent.
    pub mapping: &'a [String],
    /// What was wrong.
    pub errors: &'a Errors,
}

impl Render for Columns<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("What the columns hold", column(&self.content())).at(NavItem::Agencies);
        StaffPage { above: below_start(), failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Columns<'_> {
    fn content(&self) -> Markup {
        let rows = self.sheet.rows.len();
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "What does each column hold?" }
            p class="govuk-body" {
                bdi { (self.import.name) } " has " (rows) " rows below its headings. "
                "We have guessed from the headings. Put right what is wrong."
            }
            (file_notes(&self.sheet.told))
            form action=(path::register::import_columns(&self.import.id)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                @for (index, heading) in self.sheet.headings.iter().enumerate() { (self.column(index, heading)) }
                (button("Check the rows"))
            }
        }
    }

    fn column(&self, index: usize, heading: &str) -> Markup {
        let place = COLUMN.line(index);
        let chosen = self.mapping.get(index).map_or("", String::as_str);
        let samples = self.sheet.samples(index);
        let cut = |sample: &&str| sample.chars().take(60).collect::<String>();
        let hint = match samples.as_slice() {
            [] => "Nothing is in it.".to_owned(),
            samples => format!("For example: {}", samples.iter().map(cut).collect::<Vec<_>>().join(" · ")),
        };
        let targets = targets();
        let items = targets.iter().map(|(name, label)| Item::new(name, label, name == chosen));
        let none = Item::new(LEFT_OUT, "Leave this column out", chosen == LEFT_OUT);
        let group = FormGroup::new(place, heading).hint(&hint).error(self.errors.of(place));
        Select { group, items: std::iter::once(none).chain(items).collect() }.render()
    }
}

/// What is to be told of a whole file.
pub(super) fn file_notes(sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            (inset_text(&html! { @for sentence in sentences { p class="govuk-body" { (sentence) } } }))
        }
    }
}
