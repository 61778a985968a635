//! The page after signing in: what there is to do here.

use maud::{Markup, Render, html};

use super::page::Member;
use crate::path;
use crate::view::component::button::{Button, Look};
use crate::view::component::token::token;

/// The page after signing in.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
}

impl Render for Home<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Welcome, " bdi { (self.member.practitioner.name) } }
            p class="govuk-body" { "You are signed in for " bdi { (self.member.agency) } "." }
            form method="post" action=(path::agency::sign_out()) {
                (token(self.member.token))
                (Button { text: "Sign out", look: Look::Secondary, ..Button::default() })
            }
        };
        self.member.page("Start", &content).render()
    }
}
