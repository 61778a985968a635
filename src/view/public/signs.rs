//! What counts, and the warning signs.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::platform::content::{DEFINITION, DEFINITION_NOTE};
use domain::report::sign::{GROUPS, SIGNS};

use crate::component::button::{Look, link_button};
use crate::component::inset_text::inset_text;
use crate::page::{ReporterPage, Site};

/// What counts, and the warning signs.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Signs<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Signs that something is not right" }
            h2 class="govuk-heading-m" { "What other people have noticed in someone from the police" }
            (sign_list())
            h2 class="govuk-heading-m" { "What you can tell us about" }
            (does_it_count())
            p class="govuk-body" { "This is how police chiefs across the country describe it:" }
            (definition())
            (link_button("Tell us", &path::before(), Look::Primary))
        };
        let back = Some(path::start());
        ReporterPage { back, ..ReporterPage::new(self.site, "More information", content) }.render()
    }
}

/// The national definition, word for word.
pub(super) fn definition() -> Markup {
    html! {
        (inset_text(&html! {
            p { "“" (DEFINITION) "”" }
            p { "Police staff member: " (DEFINITION_NOTE) }
        }))
    }
}

/// What the definition does not say aloud.
pub(super) fn does_it_count() -> Markup {
    html! {
        p class="govuk-body" {
            "It still counts if the other person agreed, or made the first move. "
            "The police person is the one who must say no. It is not your fault."
        }
    }
}

/// The warning signs, by what they have in common.
pub(super) fn sign_list() -> Markup {
    html! {
        p class="govuk-body" {
            "Any one of these can be a reason to tell us. You do not have to be sure."
        }
        @for (title, codes) in GROUPS {
            h3 class="govuk-heading-s govuk-!-margin-bottom-1" { (title) }
            ul class="govuk-list govuk-list--bullet" {
                @for code in *codes { li { (choice::label(SIGNS, code)) } }
            }
        }
    }
}
