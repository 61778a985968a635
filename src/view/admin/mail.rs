//! Mail that is waiting or could not be sent.

use maud::{Markup, Render, html};

use crate::domain::outbox::{Notice, Reason};
use crate::domain::time::Timestamp;
use crate::path;
use crate::view::component::button::{Button, Look};
use crate::view::component::notification_banner::{Kind, notification_banner};
use crate::view::component::staff::dense_table::dense_table;
use crate::view::component::table::{Column, Table};
use crate::view::component::token::token;
use crate::view::staff::page::Signed;
use crate::view::staff::place::Place;

/// A letter that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its identifier.
    pub id: String,
    /// Why it was written.
    pub notice: Notice,
    /// The name of the desk or person it is for.
    pub to: String,
    /// When it was first due.
    pub first_due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it could not be sent; none when that is not known.
    pub reason: Option<Reason>,
}

/// The state of outgoing mail.
#[derive(Clone, Copy, Debug)]
pub struct Mail<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// How many letters wait to be sent.
    pub waiting: usize,
    /// The letters that were given up.
    pub dead: &'a [DeadLetter],
    /// What was just done, in a sentence.
    pub done: Option<&'a str>,
}

impl Render for Mail<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            @if let Some(done) = self.done { (notification_banner(Kind::Success, &done)) }
            h1 class="govuk-heading-l" { "Mail" }
            p class="govuk-body" { (waiting(self.waiting)) " A letter is tried for a day before it is given up." }
            h2 class="govuk-heading-m" { "Letters that could not be sent" }
            @if self.dead.is_empty() { p class="govuk-body" { "There are none." } } @else { (self.table()) }
        };
        self.signed.page("Mail", content).at(Place::Mail).render()
    }
}

impl Mail<'_> {
    fn table(&self) -> Markup {
        let titles = [
            ("Letter", false),
            ("For", false),
            ("First due", false),
            ("Tried", true),
            ("Why it was not sent", false),
            ("Send", false),
        ];
        dense_table(&Table {
            caption: "Letters that could not be sent",
            caption_hidden: true,
            columns: titles.map(|(title, numeric)| Column { title, numeric }).to_vec(),
            rows: self.dead.iter().map(|letter| self.row(letter)).collect(),
            row_headings: true,
        })
    }

    fn row(&self, letter: &DeadLetter) -> Vec<Markup> {
        vec![
            html! { (label(letter.notice)) },
            html! { (letter.to) },
            html! { (letter.first_due) },
            html! { (letter.attempts) },
            html! { @if let Some(reason) = letter.reason { (reason.to_string()) } @else { "Not known" } },
            self.again(letter),
        ]
    }

    fn again(&self, letter: &DeadLetter) -> Markup {
        let hidden = format!("{}, {}", label(letter.notice), letter.to);
        html! {
            form action=(path::staff::mail_again(&letter.id)) method="post" {
                (token(self.signed.token))
                (Button { text: "Send again", hidden: Some(&hidden), look: Look::Secondary, says: None })
            }
        }
    }
}

fn waiting(count: usize) -> String {
    match count {
        0 => "No letter waits to be sent.".into(),
        1 => "1 letter waits to be sent.".into(),
        _ => format!("{count} letters wait to be sent."),
    }
}

fn label(notice: Notice) -> &'static str {
    match notice {
        Notice::ConcernWaiting => "A report waits",
        Notice::ReplyWaiting => "A message waits",
        Notice::ConcernCopy => "Copy of a report, encrypted",
        Notice::ConflictDeclared => "A conflict was declared",
        Notice::Digest => "Daily reminder",
        Notice::Invitation => "A link to set up an account",
        Notice::Refusal => "An answer to somebody who applied",
        Notice::SignInsFailed => "Failed sign-ins",
        Notice::TestMail => "Test of the mail settings",
    }
}
