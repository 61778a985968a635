//! What is kept, who reads it, and what is not protected.

use maud::{Markup, Render, html};

use crate::component::fingerprint::fingerprint;
use crate::page::{ReporterPage, Site};

/// Privacy and your safety.
#[derive(Clone, Copy, Debug)]
pub struct Privacy<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The key that practitioners' proofs are made with, and for which months; none while there is none.
    pub key: Option<(&'a str, &'a str)>,
}

impl Render for Privacy<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Privacy and your safety" }
            h2 class="govuk-heading-m" { "Anonymous" }
            (anonymous())
            h2 class="govuk-heading-m" { "What we cannot hide for you" }
            (not_protected())
            (retention())
            (access())
            (must_act())
            (self.practitioners())
            (self.rights())
        };
        ReporterPage::new(self.site, "Privacy", content).render()
    }
}

impl Privacy<'_> {
    fn practitioners(self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "If you work for a registered agency" }
            p class="govuk-body" {
                "You can report so that nobody can find out that it was you, and still show that a registered practitioner "
                "wrote it. For that your browser gets a proof with no name in it. "
                "We know that we made it, and cannot know for whom."
            }
            p class="govuk-body" {
                "If you sign in with a password, your browser keeps a note for some weeks that it was used to sign in here. "
                "It does not name you, it is not sent with a report, and we keep no list of it: see "
                a class="govuk-link" href=(path::cookies()) { "Cookies" } ". "
                "If someone types a wrong password for your email address again and again, we write to you, once a day at most."
            }
            @if let Some((key, months)) = self.key {
                p class="govuk-body" {
                    "That holds as long as all proofs are made with the same key. This is the one from " (months) ". "
                    "Someone with an account can compare it with the key that their page shows:"
                }
                (fingerprint(key))
            }
        }
    }

    fn rights(self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Your rights" }
            p class="govuk-body" {
                (self.site.operator) " is responsible for what is kept here. It uses reports to find and deal with "
                "wrongdoing by people who work for the police, and to keep people safe. "
                "Part 3 of the Data Protection Act 2018 and the UK GDPR apply."
            }
            p class="govuk-body" {
                "You can ask what is held about you, and ask for mistakes to be put right. "
                "If you were anonymous, we cannot tell which report is yours. To ask: " (self.site.contact)
            }
            p class="govuk-body" {
                "If you are not happy with the answer, you can complain to the Information Commissioner’s Office, "
                a class="govuk-link" href="tel:03031231113" { "0303 123 1113" } "."
            }
        }
    }
}

/// What anonymous means: that nothing that identifies is kept.
pub(super) fn anonymous() -> Markup {
    html! {
        p class="govuk-body" {
            "We do not ask your name. "
            "We do not keep the internet address of your device, what kind of device it is, or the time: only the day."
        }
        p class="govuk-body" {
            "You can still get a reply: we give you seven words that open a mailbox here. "
            "Without your name we may be able to do less: for example, it can be harder to prove what happened."
        }
    }
}

/// What this site cannot protect people from.
pub(super) fn not_protected() -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            li { "Your own words may show who you are, if only a few people could know what you tell us." }
            li { "Your browser’s history may show that you were here." }
            li {
                "Your phone or internet company, or the network at work, can see that you visited this site, "
                "but not what you wrote."
            }
            li { "Software that someone has put on your phone or computer to spy on you can see everything." }
            li { "Files can show who made them, and where." }
        }
    }
}

fn retention() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What we keep, and for how long" }
        ul class="govuk-list govuk-list--bullet" {
            li { "Until you send: what you typed, locked with a key that only your browser has. We wipe it when you leave." }
            li { "After you send: your report, locked for the team who reads it, and the day it came." }
            li { "Your phrase, if you want replies: we do not keep it. Nobody can find it for you." }
            li { "We use no tracking, no adverts, and nothing from other websites." }
        }
        p class="govuk-body" {
            "We keep reports for as long as the rules for police records say."
        }
    }
}

fn access() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Who can open a report" }
        p class="govuk-body" {
            "Only the team that reads reports has the keys. The people who run the computers do not. "
            "Each time someone opens a report, we write down who it was and why. "
            "Someone who knows the police person must say so, and is kept out."
        }
        p class="govuk-body" {
            "What you tell us may be used in an investigation, in a police hearing or in court. "
            "If you are anonymous, we cannot warn you first."
        }
    }
}

fn must_act() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "When we must act" }
        p class="govuk-body" {
            "If a child, or anyone, may be in serious danger, we must act to keep them safe. "
            "We may have to tell other services what you told us. "
            "Reports are not read straight away. In an emergency call "
            a class="govuk-link" href="tel:999" { "999" } "."
        }
    }
}
