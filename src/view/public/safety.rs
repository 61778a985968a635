//! How to stay safe online.

use maud::{Markup, Render, html};

use crate::page::{ReporterPage, Site};

/// How to stay safe online.
#[derive(Clone, Copy, Debug)]
pub struct Safety<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
}

impl Render for Safety<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Stay safe online" }
            p class="govuk-body" {
                "Someone who can use your phone or computer may be able to see which sites you visit. "
                "Here is how to make that harder."
            }
            (leaving())
            (device())
            (history())
            (limits())
        };
        ReporterPage::new(self.site, "Online safety", content).render()
    }
}

fn leaving() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Leave quickly" }
        p class="govuk-body" {
            "Choose ‘Exit this page’, or press the Shift key 3 times. A different website opens, "
            "and what you typed and did not send is wiped. Your browser’s history is not cleared."
        }
    }
}

fn device() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Use a device that nobody else controls" }
        p class="govuk-body" {
            "A computer in a library, a friend’s phone or a phone at a support service is safest. "
            "A phone that someone else pays for, set up, or can unlock is not. "
            "Do not use a computer at work that your employer can watch."
        }
        h2 class="govuk-heading-m" { "Use a private window" }
        p class="govuk-body" {
            "In your browser’s menu, choose ‘New private window’, ‘New incognito window’ or ‘New InPrivate window’. "
            "The browser then keeps no history of what you do there. Close the window when you have finished."
        }
    }
}

fn history() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Clear your history and cookies" }
        p class="govuk-body" {
            "Open your browser’s menu and look for ‘History’, then ‘Clear browsing data’ or ‘Delete’. "
            "If you clear everything, someone may notice. It can be safer to delete only this site: "
            "look for it in the history and delete each entry."
        }
        p class="govuk-body" {
            "Browsers that are signed in to the same account share their history. "
            "Look at your other devices, too."
        }
        h2 class="govuk-heading-m" { "Photos and screenshots" }
        p class="govuk-body" {
            "Pictures may be copied by themselves to a shared album or to another device. "
            "Delete them in both places, and in ‘Recently deleted’."
        }
    }
}

fn limits() -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What does not help" }
        p class="govuk-body" {
            "None of this stops spying software on your phone or computer, or a person who watches your screen. "
            "If you think that someone is watching what you do, use another device. "
            "The services on our " a class="govuk-link" href=(path::help()) { "helplines page" } " can help you."
        }
    }
}
