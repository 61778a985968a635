//! Approvals: what waits for a second person, what one asked for oneself, and one of them.

use maud::{Markup, Render, html};

use domain::casework::approval::decision::Command;
use domain::casework::approval::{Approval, State};
use domain::casework::case::Case;
use domain::form::errors::Errors;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::report::reference::Reference;

use super::mark;
use crate::component::button::{Button, Look, button};
use crate::component::error_summary::error_summary;
use crate::component::notification_banner::{Kind, notification_banner};
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::table::{Column, Table};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// The field of what is done: the code of a [`Command`].
pub const ACTION: &str = "action";
/// The field of the approval's version.
pub const VERSION: &str = "version";

/// An approval with the names that it needs.
#[derive(Clone, Copy, Debug)]
pub struct ApprovalLine<'a> {
    /// The approval.
    pub approval: &'a Approval,
    /// Who asked.
    pub first: &'a str,
    /// Who decided; empty as long as nobody did.
    pub second: &'a str,
    /// The desk whose matter it is; empty when it is no desk's.
    pub desk: &'a str,
    /// The case that it is about, when it is about one.
    pub case: Option<(Id<Case>, &'a Reference)>,
    /// Who is to become a member of which desk, when it is about that.
    pub member: Option<(&'a str, &'a str)>,
}

impl ApprovalLine<'_> {
    fn what(&self) -> &'static str {
        self.approval.purpose().label
    }

    /// What it is about, in a word.
    fn about(&self) -> Markup {
        match (self.case, self.member) {
            (Some((_, reference)), _) => html! { (reference.as_str()) },
            (None, Some((name, desk))) => html! { bdi { (name) } ", " (desk) },
            (None, None) if self.desk.is_empty() => html! { "The whole site" },
            (None, None) => html! { (self.desk) },
        }
    }

    fn link(&self) -> Markup {
        html! {
            a class="govuk-link" href=(path::staff::approval(&self.approval.id())) {
                (self.what()) span class="govuk-visually-hidden" { ": " (self.about()) }
            }
        }
    }
}

/// What a person has to do with approvals.
#[derive(Clone, Copy, Debug)]
pub struct Approvals<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// What others asked for and they may decide on.
    pub waiting: &'a [ApprovalLine<'a>],
    /// What they asked for, newest first.
    pub asked: &'a [ApprovalLine<'a>],
    /// The present moment.
    pub now: Timestamp,
}

impl Render for Approvals<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Approvals", self.content()).at(NavItem::Approvals);
        StaffPage { marked: true, ..page }.render()
    }
}

impl Approvals<'_> {
    fn content(&self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Approvals" }
            p class="govuk-body" {
                "Some things take two people: one asks, and another approves or refuses. Nobody decides on what they asked for."
            }
            h2 class="govuk-heading-m" { "Waiting for you" }
            @if self.waiting.is_empty() { p class="govuk-body" { "Nothing waits for you." } }
            @else { (self.waiting()) }
            h2 class="govuk-heading-m" { "What you asked for" }
            @if self.asked.is_empty() { p class="govuk-body" { "You have not asked for anything." } }
            @else { (self.own_requests()) }
        }
    }

    fn waiting(&self) -> Markup {
        let row = |line: &ApprovalLine| {
            vec![
                line.link(),
                html! { (line.about()) },
                html! { bdi { (line.first) } },
                html! { (line.approval.asked()) },
                html! { (line.approval.expires()) },
            ]
        };
        table("Waiting for you", &["What", "About", "Who asked", "Asked", "Decide before"], self.waiting, row)
    }

    fn own_requests(&self) -> Markup {
        let row = |line: &ApprovalLine| {
            vec![
                line.link(),
                html! { (line.about()) },
                html! { (line.approval.asked()) },
                mark::approval(line.approval.state(self.now)),
                html! { @if line.second.is_empty() { "Nobody" } @else { bdi { (line.second) } } },
            ]
        };
        table("What you asked for", &["What", "About", "Asked", "State", "Who decided"], self.asked, row)
    }
}

fn table<'a>(
    caption: &'a str,
    titles: &[&'a str],
    lines: &[ApprovalLine],
    row: impl Fn(&ApprovalLine) -> Vec<Markup>,
) -> Markup {
    dense_table(&Table {
        caption,
        caption_hidden: true,
        columns: titles.iter().map(|title| Column { title, numeric: false }).collect(),
        rows: lines.iter().map(row).collect(),
        row_headings: true,
    })
}

/// One approval.
#[derive(Clone, Copy, Debug)]
pub struct ApprovalPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The approval.
    pub line: ApprovalLine<'a>,
    /// What this person can do with it: the buttons.
    pub commands: &'a [Command],
    /// Whether they asked for it.
    pub is_first: bool,
    /// Whether they can do what was approved now.
    pub is_usable: bool,
    /// The present moment.
    pub now: Timestamp,
    /// Why it was not done.
    pub errors: &'a Errors,
    /// Whether something was just done to it.
    pub done: bool,
}

impl Render for ApprovalPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Approval", column(&self.content())).at(NavItem::Approvals);
        let above = vec![("Approvals", path::staff::approvals())];
        StaffPage { above, marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl ApprovalPage<'_> {
    fn state(&self) -> State {
        self.line.approval.state(self.now)
    }

    fn content(&self) -> Markup {
        html! {
            @if self.done { (notification_banner(Kind::Success, &"This is written down.")) }
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { (self.line.what()) }
            (SummaryList { rows: self.rows(), no_border: false })
            @if self.state() == State::Waiting { (self.what_to_do()) }
            @if self.is_usable && self.line.member.is_some() { (self.finish()) }
        }
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let (line, approval) = (&self.line, self.line.approval);
        let about = html! {
            @if let Some((id, reference)) = line.case {
                a class="govuk-link" href=(path::staff::case(&id)) { (reference.as_str()) }
            } @else { (line.about()) }
        };
        let mut rows = vec![
            Row { key: "About", value: about, action: None },
            Row { key: "Who asked", value: html! { bdi { (line.first) } }, action: None },
            Row { key: "Asked", value: html! { (approval.asked()) }, action: None },
            Row { key: "Decide before", value: html! { (approval.expires()) }, action: None },
            Row { key: "State", value: mark::approval(self.state()), action: None },
        ];
        if !line.desk.is_empty() {
            rows.insert(1, Row::text("Desk", line.desk));
        }
        if !line.second.is_empty() {
            rows.push(Row { key: "Who decided", value: html! { bdi { (line.second) } }, action: None });
        }
        if let Some(decided) = approval.decided() {
            rows.push(Row { key: "When", value: html! { (decided) }, action: None });
        }
        if let Some(used) = approval.used() {
            rows.push(Row { key: "Done", value: html! { (used) }, action: None });
        }
        rows
    }

    fn what_to_do(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "What to do" }
            @if self.is_first {
                p class="govuk-body" { "You asked for this. Somebody else decides on it." }
            } @else if self.commands.is_empty() {
                p class="govuk-body" { "You cannot decide on this." }
            }
            @if !self.commands.is_empty() { (self.form()) }
        }
    }

    fn finish(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "What to do" }
            p class="govuk-body" {
                "This is approved. Only you can finish it: you hold the desk’s key, and it is locked to the new member with your "
                "session."
            }
            form method="post" action=(path::staff::approval_member(&self.line.approval.id())) novalidate {
                (token(self.signed.token))
                input type="hidden" name=(VERSION) value=(self.line.approval.version());
                (button("Give them the key"))
            }
        }
    }

    fn form(&self) -> Markup {
        html! {
            form method="post" action=(path::staff::approval(&self.line.approval.id())) novalidate {
                (token(self.signed.token))
                input type="hidden" name=(VERSION) value=(self.line.approval.version());
                div class="govuk-button-group" { @for command in self.commands { (step(*command)) } }
            }
        }
    }
}

fn step(command: Command) -> Button<'static> {
    let look = match command {
        Command::Approve => Look::Primary,
        Command::Refuse | Command::Withdraw => Look::Secondary,
    };
    Button { text: command.label(), hidden: None, look, says: Some((ACTION, command.code())) }
}
