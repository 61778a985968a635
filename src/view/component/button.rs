//! Button: submits a form, or is a link that looks like one.

use maud::{Markup, Render, html};

/// How a button looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one main thing to do on the page.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Something that cannot be undone.
    Warning,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "govuk-button",
            Self::Secondary => "govuk-button govuk-button--secondary",
            Self::Warning => "govuk-button govuk-button--warning",
        }
    }
}

/// A button that submits the form around it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Button<'a> {
    /// The words on it.
    pub text: &'a str,
    /// More words that only assistive technology reads, to tell like-named buttons apart.
    pub hidden: Option<&'a str>,
    /// How it looks.
    pub look: Look,
    /// The form field, and its value, that says this button was pressed.
    pub says: Option<(&'a str, &'a str)>,
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let name = self.says.map(|(name, _)| name);
        let value = self.says.map(|(_, value)| value);
        html! {
            button type="submit" value=[value] name=[name] class=(self.look.class()) data-module="govuk-button" {
                (self.text)
                @if let Some(hidden) = self.hidden { span class="govuk-visually-hidden" { " " (hidden) } }
            }
        }
    }
}

/// The main button of a form.
pub fn button(text: &str) -> Button<'_> {
    Button { text, ..Button::default() }
}

/// A quieter button of a form.
pub fn secondary_button(text: &str) -> Button<'_> {
    Button { text, look: Look::Secondary, ..Button::default() }
}

/// The button of a form whose effect cannot be undone.
pub fn warning_button(text: &str) -> Button<'_> {
    Button { text, look: Look::Warning, ..Button::default() }
}

/// A link that looks like a button.
pub fn link_button(text: &str, href: &str, look: Look) -> Markup {
    html! {
        a href=(href) role="button" draggable="false" class=(look.class()) data-module="govuk-button" { (text) }
    }
}

/// The button of a start page, with its arrow.
pub fn start_button(text: &str, href: &str) -> Markup {
    html! {
        a href=(href) role="button" draggable="false" class="govuk-button govuk-button--start" data-module="govuk-button" {
            (text)
            svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"
                viewBox="0 0 33 40" aria-hidden="true" focusable="false" {
                path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" {}
            }
        }
    }
}
