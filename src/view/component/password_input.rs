//! Password input.

use maud::{Markup, Render, html};

use super::form_group::FormGroup;

/// A password, with a button to show it where scripts run.
#[derive(Clone, Copy, Debug)]
pub struct PasswordInput<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// `current-password` or `new-password`, for password managers.
    pub autocomplete: &'a str,
}

impl Render for PasswordInput<'_> {
    fn render(&self) -> Markup {
        let group = &self.group;
        let error = if group.error.is_some() { " govuk-input--error" } else { "" };
        html! {
            div class={ (group.class()) " govuk-password-input" } data-module="govuk-password-input" {
                (group.head())
                div class="govuk-input__wrapper govuk-password-input__wrapper" {
                    input class={ "govuk-input govuk-password-input__input govuk-js-password-input-input" (error) }
                        id=(group.name) name=(group.name) type="password" spellcheck="false"
                        aria-describedby=[group.described_by(None)] autocomplete=(self.autocomplete)
                        autocapitalize="none";
                    button type="button" data-module="govuk-button" aria-controls=(group.name)
                        class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
                        aria-label="Show password" hidden { "Show" }
                }
            }
        }
    }
}
