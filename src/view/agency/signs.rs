//! The signs, as a checklist for practitioners: to read on the screen or print and keep in a drawer.

use maud::{Markup, Render, html};

use domain::form::choice;
use domain::report::sign::{GROUPS, SIGNS};

use super::page::Member;
use crate::component::warning_text::warning_text;

/// The checklist.
#[derive(Clone, Copy, Debug)]
pub struct Checklist<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
}

impl Render for Checklist<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Signs to look out for" }
            p class="govuk-body" {
                "Signs that somebody who works for the police may be using their job to get sex or a relationship. "
                "“You” is the person you support. One sign can be enough to tell us. You need not be sure."
            }
            (warning_text(&"Only tell us what you already know. Do not ask more to find out, do not check up on anybody, \
                            and do not tell the police person."))
            @for (title, codes) in GROUPS {
                h2 class="govuk-heading-m" { (title) }
                ul class="govuk-list candour-ticks" { @for code in *codes { li { (choice::label(SIGNS, code)) } } }
            }
            h2 class="govuk-heading-m" { "If you notice one" }
            ul class="govuk-list govuk-list--bullet" {
                li { "If anybody is in danger now, call 999." }
                li { "Listen. Say that it is not their fault. Let them choose what happens next." }
                li { "Keep what there is: messages, dates, names. Do not collect more." }
                li { "Use your own safeguarding rules, above all if somebody is under 18 or needs care." }
                li { "Tell us, with or without your name. You may do so even if the person does not want to." }
            }
            p class="govuk-body govuk-!-display-none-print" {
                "You can print this page. The list that you tick is yours: nothing is kept here. "
                a class="govuk-link" href=(path::agency::report()) { "Tell us" } " · "
                a class="govuk-link" href=(path::agency::options()) { "What a survivor can choose" }
            }
        };
        self.member.unnamed_page("Checklist", &content).render()
    }
}
