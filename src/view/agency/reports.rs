//! The reports that a practitioner keeps with their account, and the messages about one of them.

use maud::{Markup, Render, html};

use super::done::Done;
use super::page::Member;
use crate::component::button::{Look, link_button, warning_button};
use crate::component::done::just_done;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::token::token;
use crate::page::ReporterPage;
use crate::public::mailbox::Thread;

/// A report in the list.
#[derive(Clone, Copy, Debug)]
pub struct ReportLine<'a> {
    /// What its page is found by.
    pub id: &'a str,
    /// What people quote.
    pub reference: &'a str,
    /// The month it was sent in: “November 2026”.
    pub month: &'a str,
    /// Where it stands, in one plain sentence.
    pub status: &'a str,
    /// Whether the desk has written.
    pub replied: bool,
}

/// What is kept.
#[derive(Clone, Copy, Debug)]
pub struct Reports<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// The reports, newest first; none when this session cannot open them.
    pub lines: Option<&'a [ReportLine<'a>]>,
    /// How many are kept at most.
    pub most: usize,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for Reports<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { "My reports" }
            @match self.lines {
                None => (locked_notice()),
                Some(lines) => (self.open(lines)),
            }
        };
        self.member.unnamed_page("Your list", &content).render()
    }
}

impl Reports<'_> {
    fn open(&self, lines: &[ReportLine]) -> Markup {
        html! {
            p class="govuk-body" {
                "Here are only the reports that you chose to keep with your account. Nobody else sees them, or how many there are: not "
                "your lead, and not your colleagues."
            }
            @if lines.is_empty() {
                p class="govuk-body" { "You keep no report here." }
            }
            @for line in lines { (render_line(line)) }
            p class="govuk-body" {
                "There is room for " (self.most) " reports. With one more, the oldest goes from this list, and you cannot read "
                "a reply to it here any more. The police still have the report."
            }
            (link_button("Report a concern", &path::agency::report(), Look::Secondary))
        }
    }
}

fn render_line(line: &ReportLine) -> Markup {
    let reply = if line.replied { "There is a reply." } else { "No reply yet." };
    html! {
        h2 class="govuk-heading-m govuk-!-margin-bottom-1" {
            a class="govuk-link" href=(path::agency::report_thread(&line.id)) { (line.reference) }
        }
        (SummaryList {
            rows: vec![
                Row::text("Sent in", line.month),
                Row::text("Where it stands", line.status),
                Row::text("Messages", reply),
            ],
            no_border: false,
        })
    }
}

fn locked_notice() -> Markup {
    html! {
        p class="govuk-body" {
            "What you keep here is locked with a key that your password opens. You signed in with a passkey that cannot open it."
        }
        p class="govuk-body" {
            "To see your reports, sign out, and sign in with your password and the code from your app."
        }
    }
}

/// The messages about one of them.
#[derive(Clone, Copy, Debug)]
pub struct ReportPage<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What its page is found by.
    pub id: &'a str,
    /// The messages.
    pub thread: Thread<'a>,
}

impl Render for ReportPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (self.thread.draw(&path::agency::report_thread(&self.id), |file| path::agency::report_file(&self.id, &file)))
            h2 class="govuk-heading-m" { "If you do not want to keep it here" }
            p class="govuk-body" {
                "You can " a class="govuk-link" href=(path::agency::report_forget(&self.id)) { "take this report out of your account" }
                ". Then nobody can use your account to read it or to write here."
            }
        };
        let page = self.member.unnamed_page("Read", &content);
        let back = Some(path::agency::reports());
        ReporterPage { back, failed: !self.thread.errors.is_empty(), ..page }.render()
    }
}

/// Asks whether to take a report out of the account.
#[derive(Clone, Copy, Debug)]
pub struct Forget<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What its page is found by.
    pub id: &'a str,
    /// What people quote.
    pub reference: &'a str,
}

impl Render for Forget<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Take report " (self.reference) " out of your account?" }
            p class="govuk-body" { "If you do:" }
            ul class="govuk-list govuk-list--bullet" {
                li { "nothing in your account says any more that the report is yours" }
                li { "you cannot read our messages, or write to us about this report, ever again" }
                li { "your report and what you wrote stay with us: the police must keep them as records" }
            }
            form action=(path::agency::report_forget(&self.id)) method="post" novalidate {
                (token(self.member.token))
                (warning_button("Take it out"))
            }
        };
        let page = self.member.unnamed_page("Remove", &content);
        ReporterPage { back: Some(path::agency::report_thread(&self.id)), ..page }.render()
    }
}
