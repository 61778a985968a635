//! The accessibility statement (Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility
//! Regulations 2018, regulation 8; the wording follows the model statement).

use maud::{Markup, Render, html};

use crate::page::{ReporterPage, Site};

/// The accessibility statement.
#[derive(Clone, Copy, Debug)]
pub struct Accessibility<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Accessibility<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Accessibility statement" }
            p class="govuk-body" {
                (self.site.operator) " runs this site and wants as many people as possible to be able to use it. "
                "You should be able to:"
            }
            ul class="govuk-list govuk-list--bullet" {
                li { "make the text up to 4 times as large without scrolling sideways" }
                li { "use the site with a keyboard, with speech, or with a screen reader" }
                li { "use it on an old phone, and without scripts" }
                li { "write in any language" }
            }
            (status())
            (exceptions(self.site.idle_minutes))
            (self.complaints())
        };
        ReporterPage::new(self.site, "Accessibility", content).render()
    }
}

impl Accessibility<'_> {
    fn complaints(self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Tell us about a problem" }
            p class="govuk-body" { "If you cannot use a part of this site, or need it in another form: " (self.site.contact) }
            h2 class="govuk-heading-m" { "Who enforces the rules" }
            p class="govuk-body" {
                "The Equality and Human Rights Commission (EHRC) enforces the accessibility regulations. "
                "If you are not happy with our answer, contact the Equality Advisory and Support Service, "
                a class="govuk-link" href="tel:08088000082" { "0808 800 0082" } "."
            }
        }
    }
}

fn status() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "How accessible this site is" }
        p class="govuk-body" {
            "This site is built to meet the Web Content Accessibility Guidelines version 2.2, level AA. "
            "Every page is checked by a program (axe) each time the site changes. "
            "It has not been checked by an outside auditor."
        }
    }
}

fn exceptions(minutes: u32) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What is different, to keep people safe" }
        ul class="govuk-list govuk-list--bullet" {
            li {
                "What you typed is wiped after " (minutes) " idle minutes. You are told first, and where scripts run "
                "you are warned 5 minutes before and can stay. Without scripts, go to another page or choose "
                "‘Save and stay on this page’."
            }
            li { "Browsers are asked not to fill in your name or phone number, so that nothing is left in a shared browser \
                  (an exception to guideline 1.3.5)." }
            li { "Page titles say little, so that a tab or a history does not give you away. The heading on each page says more." }
            li { "There is no copy of your answers to keep or have sent to you." }
        }
    }
}
