//! Label of one form control.

use maud::{Markup, html};

/// The size of a label or legend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// As body text.
    #[default]
    Body,
    /// Small, bold.
    Small,
    /// Medium, bold.
    Medium,
    /// Large, bold: the page heading.
    Large,
}

impl Size {
    fn label_class(self) -> &'static str {
        match self {
            Self::Body => "govuk-label",
            Self::Small => "govuk-label govuk-label--s",
            Self::Medium => "govuk-label govuk-label--m",
            Self::Large => "govuk-label govuk-label--l",
        }
    }

    /// The class list of a legend of this size.
    pub fn legend_class(self) -> &'static str {
        match self {
            Self::Body => "govuk-fieldset__legend",
            Self::Small => "govuk-fieldset__legend govuk-fieldset__legend--s",
            Self::Medium => "govuk-fieldset__legend govuk-fieldset__legend--m",
            Self::Large => "govuk-fieldset__legend govuk-fieldset__legend--l",
        }
    }
}

/// The label of the control with the id `control`.
pub fn label(text: &str, control: &str, size: Size) -> Markup {
    html! { label class=(size.label_class()) for=(control) { (text) } }
}

/// A label that is also the page's heading.
pub fn heading_label(text: &str, control: &str, size: Size) -> Markup {
    html! { h1 class="govuk-label-wrapper" { (label(text, control, size)) } }
}
