//! Accounts of an agency's people, as those see them who keep the links with agencies.

pub use domain::identity::field::INVITE;
use maud::{Markup, Render, html};

use domain::form::record::YES;
use domain::identity::practitioner::{Account, AccountState};
use domain::platform::time::Timestamp;
use domain::register::contact::{Contact, EMAIL};

use super::done::Done;
use crate::agency::colleagues::{ACT, state};
use crate::component::button::{Button, Look};
use crate::component::checkboxes::lone_checkbox;
use crate::component::done::just_done;
use crate::component::item::Item;
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row, SummaryList};
use crate::component::table::{Column, Table};
use crate::component::tag::{Colour, tag};
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The field of the box that makes an invited contact lead for their agency.
pub const LEAD: &str = "lead";

/// The accounts of an agency, on its page.
#[derive(Clone, Copy, Debug)]
pub struct Accounts<'a> {
    /// The accounts, by name.
    pub accounts: &'a [Account],
    /// The present moment.
    pub now: Timestamp,
}

impl Render for Accounts<'_> {
    fn render(&self) -> Markup {
        let titles = ["Name", "Work email", "Leads", "State"];
        html! {
            @if self.accounts.is_empty() {
                p class="govuk-body" { "Nobody has an account. Open a contact to invite them." }
            } @else {
                (dense_table(&Table {
                    caption: "Accounts",
                    caption_hidden: true,
                    columns: titles.map(|title| Column { title, numeric: false }).to_vec(),
                    rows: self.accounts.iter().map(|account| self.line(account)).collect(),
                    row_headings: true,
                }))
            }
        }
    }
}

impl Accounts<'_> {
    fn line(&self, account: &Account) -> Vec<Markup> {
        let person = &account.person;
        vec![
            html! {
                a class="govuk-link" href=(path::register::practitioner(&person.id)) { bdi { (person.name) } }
            },
            html! { bdi { (person.email) } },
            html! { @if person.lead { "Yes" } @else { "No" } },
            standing(account, self.now),
        ]
    }
}

/// Where an account stands.
fn standing(account: &Account, now: Timestamp) -> Markup {
    let colour = match account.state(now) {
        AccountState::Active => Colour::Green,
        AccountState::Invited(_) => Colour::Yellow,
        AccountState::RanOut(_) => Colour::Orange,
        AccountState::Ended => Colour::Grey,
    };
    tag(&state(account, now), colour)
}

/// What a contact's page says of their account.
#[derive(Clone, Copy, Debug)]
pub struct ContactAccount<'a> {
    /// The form token.
    pub token: &'a str,
    /// Who it is.
    pub contact: &'a Contact,
    /// Their account; none when they were never invited.
    pub account: Option<&'a Account>,
    /// Whether people of their agency may be invited.
    pub welcome: bool,
    /// The present moment.
    pub now: Timestamp,
}

impl Render for ContactAccount<'_> {
    fn render(&self) -> Markup {
        let open = self.account.filter(|account| account.state(self.now) != AccountState::Ended);
        html! {
            h2 class="govuk-heading-m" id=(INVITE) { "Account" }
            @match open {
                Some(account) => p class="govuk-body" {
                    (standing(account, self.now)) " "
                    @if account.person.lead { "Leads for the agency. " }
                    a class="govuk-link" href=(path::register::practitioner(&account.person.id)) {
                        "See or change the account"
                    }
                },
                None => {
                    @if let Some(account) = self.account {
                        p class="govuk-body" { (standing(account, self.now)) " They had an account, or were invited to one." }
                    }
                    (self.invite())
                }
            }
        }
    }
}

impl ContactAccount<'_> {
    fn invite(&self) -> Markup {
        let email = self.contact.record.get(EMAIL);
        let lead = Item {
            hint: Some("They add and remove colleagues and keep the agency’s contacts right."),
            ..Item::new(YES, "They lead for the agency", false)
        };
        html! {
            @if self.contact.left().is_some() {
                p class="govuk-body" { "They have left the agency and cannot be invited." }
            } @else if !self.welcome {
                p class="govuk-body" { "The agency is paused or has left: its people cannot be invited." }
            } @else if email.is_empty() {
                p class="govuk-body" { "Not invited. Save a work email first." }
            } @else {
                p class="govuk-body" {
                    "Not invited. We would send a letter to " bdi { (email) }
                    " with a link that works once and for 7 days. It does not say what it is about."
                }
                form class="govuk-!-display-none-print" action=(path::register::contact_invite(&self.contact.id)) method="post" {
                    (token(self.token))
                    (lone_checkbox(LEAD, &lead))
                    (Button { text: "Invite to an account", look: Look::Secondary, ..Button::default() })
                }
            }
        }
    }
}

/// The page of an account.
#[derive(Clone, Copy, Debug)]
pub struct PractitionerPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The account.
    pub account: &'a Account,
    /// The name of the agency.
    pub agency: &'a str,
    /// The present moment.
    pub now: Timestamp,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for PractitionerPage<'_> {
    fn render(&self) -> Markup {
        let person = &self.account.person;
        let page = self.signed.page(&person.name, self.content()).at(NavItem::Agencies);
        let above = vec![
            ("Agencies", path::register::agencies()),
            (self.agency, path::register::agency(&person.agency)),
        ];
        StaffPage { above, ..page }.render()
    }
}

impl PractitionerPage<'_> {
    fn content(&self) -> Markup {
        let person = &self.account.person;
        let rows = vec![
            Row::text("Agency", self.agency),
            Row::text("Work email", &person.email),
            Row::text("Leads for the agency", if person.lead { "Yes" } else { "No" }),
            Row { key: "State", value: standing(self.account, self.now), action: None },
        ];
        html! {
            (just_done(self.done))
            h1 class="govuk-heading-l" { bdi { (person.name) } }
            (SummaryList { rows, no_border: false })
            @if let Some(contact) = person.contact {
                p class="govuk-body" {
                    a class="govuk-link" href=(path::register::contact(&contact)) { "See this person on the register" }
                }
            }
            @match self.account.state(self.now) {
                AccountState::Ended => p class="govuk-body" {
                    "The account, or the invitation to one, has ended. To invite this person again, open them on the register."
                },
                AccountState::Invited(_) | AccountState::RanOut(_) => {
                    (self.act("again", "Send a new link", Look::Secondary,
                        "Sends another letter, with a link that works for 7 days from now. The old link stops working."))
                    (self.lead())
                    (self.act("revoke", "Withdraw the invitation", Look::Warning, "The link stops working."))
                },
                AccountState::Active => {
                    (self.lead())
                    (self.act("restart", "Start again after a lost password or phone", Look::Warning,
                        "First make sure that it is really them who ask: call a number that you know. \
                         They are signed out everywhere and get a new link. Their key is lost with the old password: \
                         reports that they kept with their account can never be opened from it again. \
                         Where they wrote down a phrase as well, that still works."))
                    (self.act("end", "End the account", Look::Warning,
                        "For somebody who has left the agency. They are signed out everywhere at once."))
                },
            }
        }
    }

    fn lead(&self) -> Markup {
        if self.account.person.lead {
            let words = "They no longer add and remove colleagues, or change the agency’s contacts.";
            self.act("unlead", "Let them lead no more", Look::Secondary, words)
        } else {
            let words = "They can then add and remove colleagues and keep the agency’s contacts right.";
            self.act("lead", "Make them lead for the agency", Look::Secondary, words)
        }
    }

    fn act(&self, code: &str, text: &str, look: Look, words: &str) -> Markup {
        html! {
            p class="govuk-body govuk-!-margin-top-6" { (words) }
            form class="govuk-!-display-none-print" action=(path::register::practitioner(&self.account.person.id)) method="post" {
                (token(self.signed.token))
                (Button { text, look, hidden: None, says: Some((ACT.name(), code)) })
            }
        }
    }
}
