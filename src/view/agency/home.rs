//! The page after signing in: what there is to do here.

use maud::{Markup, Render, html};

use super::page::Member;
use crate::component::button::{Button, Look};
use crate::component::task_list::{Task, TaskList};
use crate::component::token::token;

/// The page after signing in.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// Whether the three questions of this quarter are answered.
    pub answered: bool,
    /// What is new for them.
    pub news: News,
}

/// What is new for somebody of an agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How many of the reports that they keep have a word of the desk as their last.
    pub replies: usize,
    /// How many editions of materials are new.
    pub materials: usize,
    /// How much of what their agency asked for was done lately.
    pub done: usize,
}

impl News {
    fn draw(self) -> Markup {
        let lines = [
            (self.replies > 0, "Something waits for you under ‘My reports’", path::agency::reports()),
            (self.materials > 0, "There are new materials", path::agency::materials()),
            (self.done > 0, "What your agency asked for was done", path::agency::ask()),
        ];
        html! {
            @if self != Self::default() {
                div class="govuk-inset-text" {
                    h2 class="govuk-heading-s" { "New for you" }
                    ul class="govuk-list govuk-!-margin-bottom-0" {
                        @for (_, text, href) in lines.into_iter().filter(|(is, ..)| *is) {
                            li { a class="govuk-link" href=(href) { (text) } }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Home<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Welcome, " bdi { (self.member.practitioner.name) } }
            p class="govuk-body" { "You are signed in for " bdi { (self.member.agency) } "." }
            (self.news.draw())
            (tasks("Tell us", "tell", &[
                task("Tell us about somebody in the police", &path::agency::report(),
                    "In your name, as your agency, or so that nobody can tell who it was"),
                task("What you told us", &path::agency::reports(), "Only what you chose to keep with your account"),
                task("Signs to look out for", &path::agency::signs(), "A checklist, to read or print"),
                task("What a survivor can choose", &path::agency::options(), "In plain words, to give or to read together"),
            ]))
            (tasks("Work with us", "work", &[
                task("Leaflets, posters and more", &path::agency::materials(), "To download and print"),
                task("Ask for a briefing or for materials", &path::agency::ask(), "We come to you, or send them"),
                task("What we did together", &path::agency::engagements(), "Meetings, training, what you were given"),
                task("You said, we did", &path::agency::feedback(), "What agencies told us, and what came of it"),
                self.survey(&path::agency::survey()),
            ]))
            @if self.member.practitioner.lead {
                (tasks("You lead for your agency", "lead", &[
                    task("Colleagues", &path::agency::colleagues(), "Who has an account"),
                    task("Contacts", &path::agency::contacts(), "Whom the police team should call"),
                ]))
            }
            (tasks("You", "you", &[
                task("Your account", &path::agency::account(), "How you sign in"),
            ]))
            form method="post" action=(path::agency::sign_out()) {
                (token(self.member.token))
                (Button { text: "Sign out", look: Look::Secondary, ..Button::default() })
            }
        };
        self.member.page("Start", &content).render()
    }
}

impl Home<'_> {
    fn survey<'a>(&self, href: &'a str) -> Task<'a> {
        let status = Some(if self.answered { "Answered" } else { "Not answered yet" });
        Task {
            status,
            ..task("Three short questions", href, "Once a quarter. Nobody can tell what you answered")
        }
    }
}

fn task<'a>(title: &'a str, href: &'a str, hint: &'a str) -> Task<'a> {
    Task { title, href, hint, status: None }
}

fn tasks(heading: &str, name: &str, tasks: &[Task]) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (heading) }
        (TaskList { name, tasks })
    }
}
