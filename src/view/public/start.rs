//! The start page: what this is, who reads it, and where else to turn.

use maud::{Markup, Render, html};

use domain::platform::content::Helpline;

use super::help::helpline_list;
use super::privacy::{anonymous, not_protected};
use super::signs::{definition, does_it_count, sign_list};
use crate::component::button::start_button;
use crate::component::call_999::call_999_briefly;
use crate::component::details::details;
use crate::component::elsewhere::independent;
use crate::page::{ReporterPage, Site};

/// The start page. What somebody needs to begin stands in one screen of an old phone: what this is, what to
/// do in danger, and the button. All else is below it.
#[derive(Clone, Copy, Debug)]
pub struct Start<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// Services that help.
    pub helplines: &'a [Helpline],
}

impl Render for Start<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Tell us about someone in the police who crosses the line" }
            (call_999_briefly())
            p class="govuk-body" {
                "Use this site if someone who works for the police uses their job to get sex, or a relationship that is not right. "
                "You do not have to say who you are."
            }
            (start_button("Start now", &path::before()))
            (other_ways_in())
            (what_to_know())
            (self.who_reads())
            h2 class="govuk-heading-m" { "You stay anonymous, unless you choose not to" }
            (anonymous())
            (details("What we cannot hide for you", &not_protected()))
            h2 class="govuk-heading-m" { "What you can tell us about" }
            (does_it_count())
            (details("How police chiefs across the country describe it", &definition()))
            (details("Signs that other people have noticed", &sign_list()))
            (self.elsewhere())
        };
        ReporterPage::new(self.site, "", content).render()
    }
}

impl Start<'_> {
    fn who_reads(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Who reads it, and when" }
            p class="govuk-body" { (self.site.read_when) }
            p class="govuk-body" {
                "If the person works in professional standards, say so when we ask. "
                "Then your report goes to the independent team, and professional standards will not see that it exists."
            }
        }
    }

    fn elsewhere(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Other ways to tell someone" }
            p class="govuk-body" { "You do not have to tell us. You can also tell:" }
            ul class="govuk-list govuk-list--bullet" {
                (independent())
                li { "another police force" }
                li { "a support service, which will not usually tell the police unless you agree" }
            }
            (details("Services that can help", &helpline_list(self.helplines)))
        }
    }
}

fn other_ways_in() -> Markup {
    html! {
        p class="govuk-body" { a class="govuk-link" href=(path::reply()) { "I have a phrase: read a reply" } }
        p class="govuk-body" {
            a class="govuk-link" href=(path::agency::sign_in()) { "I work for a support agency" }
            " or " a class="govuk-link" href=(path::agency::apply()) { "apply to register one" }
        }
    }
}

fn what_to_know() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Before you start" }
        ul class="govuk-list govuk-list--bullet" {
            li { "It can be about you or about someone else." }
            li { "You do not need proof, or the person’s name." }
            li { "Only the first question needs an answer. You can send after that, in about 3 minutes, or answer more." }
            li { "You can write in any language." }
            li { "You cannot save a report and come back to it later." }
        }
    }
}
