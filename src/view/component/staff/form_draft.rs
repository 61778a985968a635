//! The draft of a long form: that there is one, the button that keeps one, and what the script needs to keep
//! one while somebody types.

use maud::{Markup, html};

use domain::platform::time::Timestamp;

use crate::component::button::{Look, link_button, secondary_button};
use crate::component::token::token;

/// The field of the form's page.
pub const PAGE: &str = "draft_page";
/// The field of the script, which stays on the page.
pub const QUIETLY: &str = "quietly";

/// What is known of the draft of a form.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormDraft<'a> {
    /// The path of the form's page; empty for a form that keeps no draft.
    pub page: &'a str,
    /// When the draft was saved; none when there is none.
    pub at: Option<Timestamp>,
    /// Whether the form shows the draft.
    pub is_shown: bool,
}

impl FormDraft<'_> {
    /// Above the form: that there is a draft, or that this is it.
    pub fn notice(&self, form_token: &str) -> Markup {
        let Some(at) = self.at else { return html! {} };
        html! {
            div class="govuk-inset-text govuk-!-display-none-print" {
                @if self.is_shown {
                    p class="govuk-body" { "This is your draft of " (at) ". Nothing is sent yet. Only you can open it." }
                } @else {
                    p class="govuk-body" { "You have a draft of this from " (at) ". Only you can open it." }
                }
                div class="govuk-button-group" {
                    @if !self.is_shown {
                        (link_button("Continue with the draft", &path::staff::with_draft(self.page), Look::Secondary))
                    }
                    form method="post" action=(path::staff::delete_form_draft()) novalidate {
                        (token(form_token))
                        input type="hidden" name=(PAGE) value=(self.page);
                        (secondary_button("Delete the draft"))
                    }
                }
            }
        }
    }

    /// Where the script saves; none for a form that keeps no draft.
    pub fn saves_at(&self) -> Option<String> {
        (!self.page.is_empty()).then(path::staff::form_draft)
    }

    /// Inside the form, beside its button.
    pub fn button(&self) -> Markup {
        html! {
            @if !self.page.is_empty() {
                input type="hidden" name=(PAGE) value=(self.page);
                button type="submit" class="govuk-button govuk-button--secondary" formaction=(path::staff::form_draft())
                    data-module="govuk-button" { "Save as draft" }
                p class="govuk-hint candour-draft" role="status" {}
            }
        }
    }
}
