//! Notification banner.

use maud::{Markup, Render, html};

/// What the banner tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Something to know that is not about this page's task.
    #[default]
    Important,
    /// Something the reader did has worked.
    Success,
}

/// A banner above the page's content. At most one to a page.
pub fn notification_banner(kind: Kind, content: &impl Render) -> Markup {
    let (class, role, title) = match kind {
        Kind::Important => ("govuk-notification-banner", "region", "Important"),
        Kind::Success => ("govuk-notification-banner govuk-notification-banner--success", "alert", "Success"),
    };
    html! {
        div class=(class) role=(role) aria-labelledby="govuk-notification-banner-title"
            data-module="govuk-notification-banner" {
            div class="govuk-notification-banner__header" {
                h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title" { (title) }
            }
            div class="govuk-notification-banner__content" {
                p class="govuk-notification-banner__heading" { (content) }
            }
        }
    }
}
