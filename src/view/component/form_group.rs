//! What every form control has: a name, a label or legend, perhaps a hint and an error.

use domain::form::reason::Reason;
use maud::{Markup, html};

use super::error_message::error_message;
use super::fieldset::Fieldset;
use super::hint::hint;
use super::label::{Size, heading_label, label};
use super::name::Name;

/// The shared part of every form control. The control's id is its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormGroup<'a> {
    /// The name the browser sends.
    pub name: Name<'a>,
    /// What stands before the name in identifiers, where another form on the page has a field of that name.
    pub prefix: &'a str,
    /// The label or legend.
    pub label: &'a str,
    /// The size of the label or legend.
    pub size: Size,
    /// Whether the label or legend is the page's heading.
    pub heading: bool,
    /// Paragraphs between the label and the hint.
    pub lead: &'a [&'a str],
    /// Help, without links. Empty text counts as none.
    pub hint: Option<&'a str>,
    /// What is wrong with what was given.
    pub error: Option<&'a Reason>,
}

impl<'a> FormGroup<'a> {
    /// A group with a body-sized label and nothing else.
    pub fn new(name: impl Into<Name<'a>>, label: &'a str) -> Self {
        Self { name: name.into(), label, ..Self::default() }
    }

    /// Sets what stands before the name in identifiers.
    #[must_use]
    pub fn prefix(self, prefix: &'a str) -> Self {
        Self { prefix, ..self }
    }

    /// The identifier of its one control.
    pub(super) fn id(&self) -> String {
        format!("{}{}", self.prefix, self.name)
    }

    /// Sets the size of the label.
    #[must_use]
    pub fn size(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// Makes the label, in large type, the page's heading.
    #[must_use]
    pub fn heading(self) -> Self {
        Self { size: Size::Large, heading: true, ..self }
    }

    /// Sets the paragraphs between the label and the hint.
    #[must_use]
    pub fn lead(self, lead: &'a [&'a str]) -> Self {
        Self { lead, ..self }
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint).filter(|text| !text.is_empty()), ..self }
    }

    /// Sets what is wrong.
    #[must_use]
    pub fn error(self, error: Option<&'a Reason>) -> Self {
        Self { error, ..self }
    }

    /// The value of `aria-describedby`: `first` if given, then the hint, then the error.
    pub(super) fn described_by(&self, first: Option<String>) -> Option<String> {
        let hint = self.hint.map(|_| self.hint_id());
        let error = self.error.map(|_| self.error_id());
        let ids: Vec<String> = [first, hint, error].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The group around one control.
    pub(super) fn around(&self, control: &Markup) -> Markup {
        html! {
            div class=(self.class()) { (self.head()) (control) }
        }
    }

    /// The group around several controls that share a legend.
    pub(super) fn around_set(&self, controls: &Markup) -> Markup {
        html! {
            div class=(self.class()) {
                (Fieldset {
                    legend: self.label,
                    size: self.size,
                    heading: self.heading,
                    described_by: self.described_by(None).as_deref(),
                    content: &html! { (self.notes()) (controls) },
                })
            }
        }
    }

    /// Label, lead, hint and error.
    pub(super) fn head(&self) -> Markup {
        html! {
            @if self.heading { (heading_label(self.label, &self.id(), self.size)) }
            @else { (label(self.label, &self.id(), self.size)) }
            (self.notes())
        }
    }

    /// The class list of the group.
    pub(super) fn class(&self) -> &'static str {
        if self.error.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    }

    fn notes(&self) -> Markup {
        html! {
            @for text in self.lead { p class="govuk-body" { (text) } }
            @if let Some(text) = self.hint { (hint(&self.hint_id(), text)) }
            @if let Some(reason) = self.error { (error_message(&self.error_id(), reason)) }
        }
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id())
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id())
    }
}
