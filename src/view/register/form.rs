//! A form for one entry of the register: an agency, a contact, a campaign.

use maud::{Markup, Render, html};

use domain::form::record::{Record, Section};

use super::frame::Frame;
use super::summary::summary;
use crate::component::button::button;
use crate::component::error_summary::error_summary;
use crate::component::staff::control::Controls;
use crate::component::staff::dense_table::dense_table;
use crate::component::staff::form_draft::FormDraft;
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::component::warning_text::warning_text;
use crate::staff::page::{Signed, StaffPage};

/// The field for the version of the entry when the form was drawn.
pub const VERSION: &str = "version";

/// A form for one entry.
pub struct EntryForm<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What stands around it.
    pub frame: Frame<'a>,
    /// The version of the entry; 0 for a new one.
    pub version: i64,
    /// The fields.
    pub sections: &'a [Section],
    /// What they are drawn from.
    pub controls: Controls<'a>,
    /// What somebody else has written meanwhile; none unless they have.
    pub meanwhile: Option<&'a Record>,
    /// Its draft.
    pub draft: FormDraft<'a>,
}

impl Render for EntryForm<'_> {
    fn render(&self) -> Markup {
        self.page().render()
    }
}

impl EntryForm<'_> {
    /// The page around the form.
    pub(super) fn page(&self) -> StaffPage<'_> {
        let page = self.signed.page(&self.frame.title, self.content()).at(self.frame.place);
        let failed = !self.controls.errors.is_empty() || self.meanwhile.is_some();
        StaffPage { above: self.frame.above.clone(), failed, ..page }
    }

    /// The heading and the form.
    pub(super) fn content(&self) -> Markup {
        html! {
            (error_summary(self.controls.errors))
            h1 class="govuk-heading-l" { (self.frame.title) }
            (self.body())
        }
    }

    fn body(&self) -> Markup {
        html! {
            @if let Some(now) = self.meanwhile { (self.differences(now)) }
            (self.draft.notice(self.signed.token))
            form action=(self.frame.action) method="post" novalidate autocomplete="off" data-draft=[self.draft.saves_at()] {
                (token(self.signed.token))
                input type="hidden" name=(VERSION) value=(self.version);
                (self.controls.sections(self.sections))
                div class="govuk-button-group" { (button(self.frame.button)) (self.draft.button()) }
            }
        }
    }

    /// The same as [`Self::content`], for a page on which the entry is also read: on paper it is what is
    /// written down.
    pub(super) fn read(&self) -> Markup {
        let Controls { record, known, .. } = self.controls;
        html! {
            div class="govuk-!-display-none-print" { (error_summary(self.controls.errors)) }
            h1 class="govuk-heading-l" { (self.frame.title) }
            div class="candour-paper" { (summary(self.sections, record, known)) }
            div class="govuk-!-display-none-print" { (self.body()) }
        }
    }

    /// What differs between what stands now and what was typed: nothing is taken or lost until it is saved.
    pub(super) fn differences(&self, now: &Record) -> Markup {
        let fields = self.sections.iter().flat_map(|section| section.fields);
        let (typed, known) = (self.controls.record, self.controls.known);
        let rows: Vec<Vec<Markup>> = fields
            .filter(|field| now.all(field.name) != typed.all(field.name))
            .map(|field| {
                let words = |record: &Record| html! { (field.words(record, known).join(", ")) };
                vec![html! { (field.label) }, words(now), words(typed)]
            })
            .collect();
        let titles = ["What", "It now says", "You typed"];
        html! {
            (warning_text(
                &"Somebody else changed this entry while you were writing. Nothing you typed is lost: it is in the form \
                 below. Compare, then save again."
            ))
            @if rows.is_empty() { p class="govuk-body" { "They wrote the same as you." } }
            @else {
                (dense_table(&Table {
                    caption: "What differs",
                    caption_hidden: false,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows,
                    row_headings: true,
                }))
            }
        }
    }
}
