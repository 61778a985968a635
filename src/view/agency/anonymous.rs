//! The third way to report: anonymous, and marked as a registered practitioner's. What happens, in plain
//! words, and the one button. The button works with script alone; without it the page says how the same
//! report goes as a plain anonymous one.

pub use domain::report::sender::{BEARER, REQUEST};
use maud::{Markup, Render, html};

use super::page::Member;
use crate::component::button::secondary_button;
use crate::component::details::details;
use crate::component::fingerprint::fingerprint;
use crate::component::token::token;

/// The field of the public key that a page was drawn with: hexadecimal digits.
pub const KEY: &str = "key";

/// What a practitioner is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer<'a> {
    /// Tokens.
    Open {
        /// The public key: hexadecimal digits.
        key: &'a str,
        /// The months that it is used in.
        months: &'a str,
        /// How many practitioners could have sent a report with the mark.
        practitioners: i64,
    },
    /// None: too few practitioners could have sent a report with the mark.
    TooFew {
        /// How many.
        practitioners: i64,
        /// From how many on tokens are offered.
        fewest: i64,
    },
    /// None in this session: they were issued, or the account has had all of this quarter.
    NoRation,
}

/// The page of the third way.
#[derive(Clone, Copy, Debug)]
pub struct Anonymous<'a> {
    /// Who is signed in.
    pub member: Member<'a>,
    /// What they are offered.
    pub offer: Offer<'a>,
    /// The form token of somebody who is not signed in: for the step after signing out.
    pub open: &'a str,
}

impl Render for Anonymous<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Report anonymously, with a mark" }
            (what())
            @match self.offer {
                Offer::Open { key, months, practitioners } => (self.open(key, months, practitioners)),
                Offer::TooFew { practitioners, fewest } => (too_few(practitioners, fewest)),
                Offer::NoRation => (no_ration()),
            }
            (self.plain())
        };
        self.member.unnamed_page("Before you go on", &content).render()
    }
}

impl Anonymous<'_> {
    fn open(&self, key: &str, months: &str, practitioners: i64) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "How it works" }
            (steps())
            p class="govuk-body" {
                "In " (months) " so far, " strong { (practitioners) " practitioners" } " could have sent a report with this mark."
            }
            (details("How to check that nobody marks you out", &compare(key)))
            h2 class="govuk-heading-m" { "What could still show who you are" }
            (still())
            h2 class="govuk-heading-m" { "Go on" }
            p class="govuk-body" { "A report that you have begun here and not sent is wiped." }
            (self.button(key))
            p class="govuk-body candour-without-script" {
                "Your browser does not run the script that this needs, so there is no button here. "
                "The same report can go as a plain anonymous one, without the mark."
            }
        }
    }

    /// The button, what the script must know, and its words.
    fn button(&self, key: &str) -> Markup {
        let next = path::first_step();
        html! {
            div class="candour-anonymous" data-key=(key) data-token=(self.member.token) data-open=(self.open)
                data-tokens=(path::agency::tokens()) data-sign-out=(path::agency::sign_out())
                data-here=(path::agency::anonymous()) data-leave=(path::leave()) data-public=(path::privacy()) data-next=(next) {
                p class="govuk-error-message" role="alert" {}
                // The style of a button would show it although it is hidden.
                div hidden { button type="button" class="govuk-button" { "Sign out and write anonymously" } }
                p class="govuk-body" role="status" {}
                div hidden {
                    @for (word, said) in WORDS { p data-word=(word) { (said) } }
                }
            }
        }
    }

    /// What is always possible.
    fn plain(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Without the mark" }
            p class="govuk-body" {
                "You are signed out, and answer the same questions as anybody else. The report is just as anonymous, and is read "
                "in the same way. It only does not show that a registered practitioner wrote it."
            }
            form method="post" action=(path::agency::unmarked()) {
                (token(self.member.token))
                (secondary_button("Sign out and write without the mark"))
            }
        }
    }
}

/// What the page says while the script works and when it cannot go on.
const WORDS: [(&str, &str); 6] = [
    ("working", "Please wait. This takes a few seconds."),
    (
        "offline",
        "We could not reach the site. Nothing was sent. Press the button to try again, or report without the mark.",
    ),
    (
        "refused",
        "We could not give you a proof: you were given some in this session, or the session is over, or this page is too old. \
         Nothing was sent. Load this page again or sign in again, or report without the mark.",
    ),
    (
        "key",
        "Stop here. The key of this page is not the one that everybody is given, or the proof was not made with it. \
         Nothing was sent. Please tell us by the contact on the privacy page. You can report without the mark.",
    ),
    (
        "signed-in",
        "You are still signed in, so we did not go on. Nothing was sent. Press the button to try again.",
    ),
    (
        "spent",
        "None of the proofs could be used. You are signed out, and nothing was sent. \
         Sign in again to get new ones, or report without the mark.",
    ),
];

fn what() -> Markup {
    html! {
        p class="govuk-body" {
            "Nothing that is stored here tells that a report sent this way is yours: not to the police, not to your agency, and "
            "not to those who run this site."
        }
        p class="govuk-body" {
            "It carries a mark that says ‘Registered practitioner, unlinkable’. Those who read it know that it comes from someone "
            "with an account here, and no more."
        }
    }
}

fn steps() -> Markup {
    html! {
        ol class="govuk-list govuk-list--number" {
            li { "Your browser draws five random numbers and covers them up. We stamp them without seeing them." }
            li { "You are signed out." }
            li {
                "Your browser takes the cover off one and shows it to us. We see our stamp. "
                "We cannot see whose number it is, or when we stamped it."
            }
            li { "You answer the questions and send the report. That uses up the number. The others are forgotten." }
        }
        p class="govuk-body" {
            "We write down nothing of this but that you can get new numbers only when you next sign in. "
            "The numbers are kept in this page alone: if you close it, they are gone."
        }
    }
}

fn compare(key: &str) -> Markup {
    html! {
        p class="govuk-body" {
            "If we used a stamp of your own for you, we could tell. That is why the key of the stamp is public and the same for "
            "everybody, and why your browser checks it. This page was given this key:"
        }
        (fingerprint(key))
        p class="govuk-body" {
            "Look at the " a class="govuk-link" href=(path::privacy()) { "privacy page" }
            " on another device, or ask a colleague: they must see the same one."
        }
    }
}

fn still() -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            li { "Your own words, if only you or few people could know what you write." }
            li { "The questions about your agency. You can leave them all empty." }
            li {
                "Your network at work. It sees that you use this site, how much is sent, and when. It cannot read any of it. Our "
                "pages are all of one length, but somebody who watches closely may guess that you wrote something."
            }
            li { "Someone who can see your screen." }
            li { "Someone who watches this site’s computers at that moment: they see you sign out, and a report begin." }
        }
        p class="govuk-body" {
            "This report will not be under your reports here. To read a reply, ask at the end for seven words that open a mailbox."
        }
    }
}

fn too_few(practitioners: i64, fewest: i64) -> Markup {
    let those = if practitioners == 1 {
        "1 practitioner".to_owned()
    } else {
        format!("{practitioners} practitioners")
    };
    html! {
        div class="govuk-inset-text" {
            "You cannot use the mark yet. Only " (those) " could have sent such a report in these three months, and with so few it "
            "could point to you. We offer it from " (fewest) " on. You can report without the mark now."
        }
    }
}

fn no_ration() -> Markup {
    html! {
        div class="govuk-inset-text" {
            "There is no mark left for you in this session. Sign out and sign in again to get one. "
            "If it still says so then, you have had all that there are for one person in these three months. "
            "You can report without the mark now."
        }
    }
}
