//! How to report: the three ways, each with exactly what the police see and what they do not.

pub use domain::report::sender::WAY;
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::report::sender::SenderKind;

use super::page::Member;
use crate::component::button::button;
use crate::component::comparison::Comparison;
use crate::component::details::details;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::radios::Radios;
use crate::component::token::token;
use crate::page::ReporterPage;

/// What everybody who reads reports sees, whichever way is taken in one's own name or as an agency.
const KIND: &str = "the kind of service and the district you work in";

/// A way to report, in words.
struct Way {
    kind: SenderKind,
    title: &'static str,
    label: &'static str,
    seen: &'static [&'static str],
    locked: &'static [&'static str],
    unseen: &'static [&'static str],
}

const WAYS: [Way; 3] = [
    Way {
        kind: SenderKind::Named,
        title: "In your name",
        label: "In my name",
        seen: &["what you write and add", KIND, "a mark: ‘Registered practitioner, by name’"],
        locked: &["your name", "your work address", "the name of your agency"],
        unseen: &["when you signed in, or what else you did here"],
    },
    Way {
        kind: SenderKind::Agency,
        title: "As your agency",
        label: "As my agency",
        seen: &["what you write and add", KIND, "a mark: ‘Registered agency’"],
        locked: &["the name of your agency"],
        unseen: &[
            "your name or work address: they do not go with the report",
            "which of you wrote it, when you signed in, or what else you did here",
        ],
    },
    Way {
        kind: SenderKind::Verified,
        title: "Anonymously",
        label: "Anonymously",
        seen: &[
            "what you write and add",
            "a mark: ‘Registered practitioner, unlinkable’",
            "the kind of service and the district, only if you choose to say them",
        ],
        locked: &[],
        unseen: &[
            "who you are or which agency you work for: nobody can find out, not even with everything that is stored here",
            "which account it came from, or when that account signed in",
        ],
    },
];

/// In what the ways differ, in the order of [`WAYS`].
const DIFFERENCES: &[(&str, &[&str])] = &[
    (
        "The team that reads reports sees",
        &[
            "What you write, your kind of service and district, and that a registered practitioner sent it",
            "What you write, your kind of service and district, and that a registered agency sent it",
            "What you write, and that a registered practitioner sent it",
        ],
    ),
    ("Locked apart", &["Your name, work address and agency", "Your agency", "Nothing: it is not sent"]),
    (
        "Nobody sees",
        &["What else you did here", "Which of you wrote it", "Who you are, or which agency it is"],
    ),
    ("Can be kept under ‘My reports’", &["Yes", "Yes", "No: you get seven words"]),
];

/// How to report.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// Whether what they keep here can be opened in this session.
    pub has_key: bool,
    /// What was wrong, for the field [`WAY`].
    pub errors: &'a Errors,
}

impl Render for Ways<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Report a concern" }
            p class="govuk-body" {
                "There are three ways. They differ in what the police see of you. Every report is read in the same way."
            }
            p class="govuk-body" {
                strong { "Your lead and your colleagues never see that a report was made" }
                ": not which, not by whom, not even how many."
            }
            (Comparison { caption: "The three ways", ways: &WAYS.each_ref().map(|way| way.label), rows: DIFFERENCES })
            (details("More about each way", &html! { @for way in &WAYS { (described(way)) } }))
            (details("How you read our reply", &self.keeping_notice()))
            (self.form())
        };
        let page = self.member.unnamed_page("Choose", &content);
        ReporterPage { failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Ways<'_> {
    fn keeping_notice(&self) -> Markup {
        html! {
            @if self.has_key {
                p class="govuk-body" {
                    "A report in your name or as your agency can be kept under ‘My reports’. The list is locked with a key that "
                    "only you open by signing in. You can also get seven words instead, or say that you want no reply."
                }
                p class="govuk-body" {
                    "If you send several reports in one of these two ways, the manager of the team that reads them may be told "
                    "which of them came from one person. They are not told who it is."
                }
            } @else {
                p class="govuk-body" {
                    "You signed in with a passkey that cannot open what you keep here, so a report cannot go under ‘My reports’. "
                    "You can get seven words instead. To keep reports, sign in with your password and code."
                }
            }
        }
    }

    fn form(&self) -> Markup {
        let group =
            FormGroup::new(WAY, "How do you want to report?").size(Size::Medium).error(self.errors.of(WAY));
        let items = WAYS.iter().map(|way| Item::new(way.kind.code(), way.label, false)).collect();
        html! {
            form method="post" action=(path::agency::report()) novalidate {
                (token(self.member.token))
                (Radios { group, items, inline: false })
                p class="govuk-body" { "If you have begun a report in this browser and not sent it, it is wiped." }
                (button("Continue"))
            }
        }
    }
}

fn described(way: &Way) -> Markup {
    html! {
        h2 class="govuk-heading-s" { (way.title) }
        (list("The team that reads reports sees:", way.seen))
        (list("Locked apart. It takes two people, who do not work on the report, to open:", way.locked))
        (list("Nobody sees:", way.unseen))
        @if way.kind == SenderKind::Verified {
            p class="govuk-body" {
                "It needs script in your browser, and it cannot be kept under ‘My reports’. The next page says how it works."
            }
        }
    }
}

fn list(title: &str, items: &[&str]) -> Markup {
    html! {
        @if !items.is_empty() {
            p class="govuk-body govuk-!-margin-bottom-1" { (title) }
            ul class="govuk-list govuk-list--bullet" { @for item in items { li { (item) } } }
        }
    }
}
