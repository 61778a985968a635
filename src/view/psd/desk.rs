//! A desk: who holds its key, and where its mail goes.

pub use domain::identity::field::{CERTIFICATE, EMAIL, MEMBER};
use maud::{Markup, Render, html};

use domain::casework::approval::{Approval, State};
use domain::form::errors::Errors;
use domain::identity::desk::Desk;
use domain::identity::staff::{Staff, Standing};
use domain::platform::time::Day;

use super::desks::purpose;
use super::mark;
use crate::component::button::{button, secondary_button};
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::input::Input;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::notification_banner::{Kind, notification_banner};
use crate::component::select::Select;
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::textarea::Textarea;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// A member of the desk.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// The person.
    pub staff: &'a Staff,
    /// Whether the desk's key is wrapped to them.
    pub holds_key: bool,
}

/// What is known of the desk's `OpenPGP` certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// Its fingerprint, as hexadecimal digits.
    pub fingerprint: String,
    /// The day on which it expires; none when it never does.
    pub expires: Option<Day>,
}

/// A desk.
#[derive(Clone, Copy, Debug)]
pub struct DeskPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The desk. Its email and certificate fill the form: give what was typed when that was not taken.
    pub desk: &'a Desk,
    /// What is known of the certificate that is stored.
    pub certificate: Option<&'a CertificateFacts>,
    /// Its members.
    pub members: &'a [Member<'a>],
    /// Whose role allows them to join: members too, since a reset account needs its key again.
    pub candidates: &'a [Staff],
    /// Whether this person manages the desk; otherwise they keep its key, and a second person approves whom
    /// they add.
    pub manages: bool,
    /// Who was asked for and is no member yet.
    pub asked: &'a [AskedLine<'a>],
    /// Whether somebody was just made a member.
    pub done: bool,
    /// What was wrong, for the fields [`MEMBER`], [`EMAIL`] and [`CERTIFICATE`].
    pub errors: &'a Errors,
}

/// Somebody who was asked for as a member.
#[derive(Clone, Copy, Debug)]
pub struct AskedLine<'a> {
    /// The person.
    pub staff: &'a Staff,
    /// The approval.
    pub approval: &'a Approval,
    /// Where it stands.
    pub state: State,
}

impl Render for DeskPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page(&self.desk.name, column(&self.content())).at(NavItem::Desks);
        let above = vec![("Desks", path::staff::desks())];
        StaffPage { above, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl DeskPage<'_> {
    fn content(&self) -> Markup {
        html! {
            @if self.done { (notification_banner(Kind::Success, &"This is written down.")) }
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { (self.desk.name) }
            p class="govuk-body" { (purpose(self.desk.kind)) "." }
            h2 class="govuk-heading-m" { "Members" }
            (self.members())
            @if self.manages {
                (self.add())
                (self.mail())
            } @else {
                (self.asked())
                (self.ask())
            }
        }
    }

    fn members(&self) -> Markup {
        let titles = ["Name", "Role", "Account", "Desk’s key"];
        html! {
            @if self.members.is_empty() { p class="govuk-body" { "Nobody is a member of this desk yet." } } @else {
                (dense_table(&Table {
                    caption: "Members",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.members.iter().map(member).collect(),
                    row_headings: true,
                }))
            }
        }
    }

    fn add(&self) -> Markup {
        let hint = "They will be able to open every case of this desk, also those that came in before. \
                    Choose a member again to give them the key after their account was reset.";
        html! {
            h2 class="govuk-heading-m" { "Add a member" }
            @if self.candidates.is_empty() {
                p class="govuk-body" { "Everybody whose role allows it holds the key already." }
            } @else { (self.choice(hint, "Add to desk")) }
        }
    }

    fn asked(&self) -> Markup {
        let titles = ["Who", "Asked", "State"];
        let row = |line: &AskedLine| {
            vec![
                html! {
                    a class="govuk-link" href=(path::staff::approval(&line.approval.id())) { bdi { (line.staff.name) } }
                },
                html! { (line.approval.asked()) },
                mark::approval(line.state),
            ]
        };
        html! {
            @if !self.asked.is_empty() {
                h2 class="govuk-heading-m" { "Asked for" }
                (dense_table(&Table {
                    caption: "Asked for",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.asked.iter().map(row).collect(),
                    row_headings: true,
                }))
            }
        }
    }

    fn ask(&self) -> Markup {
        let hint = "They will hold this half of what opens every source, also of those that came in before. \
                    Another custodian or authoriser has to approve it. Then you come back and give them the key.";
        html! {
            h2 class="govuk-heading-m" { "Ask for another member" }
            @if self.members.len() < 2 {
                p class="govuk-body" {
                    "You are the only member. If you lose your password or your second factor, only the recovery key opens what this "
                    "desk holds: ask for a second member now."
                }
            }
            @if self.candidates.is_empty() {
                p class="govuk-body" {
                    "Everybody who has this role and an account that works holds the key already. Your administrator makes accounts."
                }
            } @else { (self.choice(hint, "Ask for approval")) }
        }
    }

    /// The form that names somebody.
    fn choice(&self, hint: &str, send: &'static str) -> Markup {
        let ids: Vec<String> = self.candidates.iter().map(|staff| staff.id.to_string()).collect();
        let labels: Vec<String> =
            self.candidates.iter().map(|staff| format!("{}, {}", staff.name, staff.role.label())).collect();
        let items = ids.iter().zip(&labels).map(|(id, label)| Item::new(id, label, false));
        let items = [Item::new("", "Choose somebody", true)].into_iter().chain(items).collect();
        let group = FormGroup::new(MEMBER, "Who").size(Size::Small).error(self.errors.of(MEMBER)).hint(hint);
        html! {
            form action=(path::staff::desk_members(&self.desk.id)) method="post" novalidate {
                (token(self.signed.token))
                (Select { group, items })
                (secondary_button(send))
            }
        }
    }

    fn mail(&self) -> Markup {
        let certificate = self.desk.certificate.as_deref().unwrap_or_default();
        html! {
            h2 class="govuk-heading-m" { "Mail" }
            form action=(path::staff::desk(&self.desk.id)) method="post" novalidate autocomplete="off" {
                (token(self.signed.token))
                (self.email())
                (self.certificate_facts())
                (Textarea { group: self.certificate_group(), value: certificate, rows: 8 })
                (button("Save"))
            }
        }
    }

    fn email(&self) -> Markup {
        let group = FormGroup::new(EMAIL, "Email for notices (optional)")
            .size(Size::Small)
            .hint("It is told that something waits, never what. Leave empty for no notices.")
            .error(self.errors.of(EMAIL));
        Input { kind: "email", ..Input::new(group, &self.desk.email) }.render()
    }

    fn certificate_group(&self) -> FormGroup<'_> {
        FormGroup::new(CERTIFICATE, "OpenPGP certificate (optional)")
            .size(Size::Small)
            .hint(
                "The public key of the desk, as text that begins ‘BEGIN PGP PUBLIC KEY BLOCK’. With it, the desk also \
                 gets a copy of each new report by email, which only the holder of the secret key can read.",
            )
            .error(self.errors.of(CERTIFICATE))
    }

    fn certificate_facts(&self) -> Markup {
        let Some(facts) = self.certificate else { return html! {} };
        let expires = facts.expires.map_or("Never".into(), |day| day.to_string());
        let fingerprint = html! { code class="candour-code" { (groups_of_four(&facts.fingerprint)) } };
        let rows = vec![
            Row { key: "Fingerprint of the certificate", value: fingerprint, action: None },
            Row::text("It expires", &expires),
        ];
        SummaryList { rows, no_border: false }.render()
    }
}

fn member(member: &Member) -> Vec<Markup> {
    let key = if member.holds_key { "Holds it" } else { "Does not hold it" };
    vec![
        html! { bdi { (member.staff.name) } },
        html! { (member.staff.role.label()) },
        standing(member.staff.standing),
        html! { (key) },
    ]
}

fn standing(standing: Standing) -> Markup {
    match standing {
        Standing::Invited => tag("Invited", Colour::Yellow),
        Standing::Active => tag("Works", Colour::Green),
        Standing::Left => tag("Left", Colour::Grey),
    }
}

fn groups_of_four(digits: &str) -> String {
    let letters: Vec<char> = digits.chars().filter(|c| !c.is_whitespace()).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
