//! What the pages of the ledger share: the way between them, and the reminder of what does not belong there.

use maud::{Markup, Render, html};

use crate::component::staff::side_navigation::Link;
use crate::component::staff::sub_navigation::SubNavigation;
use crate::component::warning_text::warning_text;
use crate::page::Site;

/// A part of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The list of engagements.
    Engagements,
    /// Who has been engaged.
    Engaged,
    /// What is to be done.
    FollowUps,
    /// The calendar.
    Calendar,
    /// What agencies said, and what was done about it.
    Feedback,
}

/// The parts of the ledger, side by side.
pub fn parts(here: Part) -> Markup {
    let link = |part, text, href| Link { text, href, current: part == here };
    let links = vec![
        link(Part::Engagements, "All engagements", path::register::engagements()),
        link(Part::Engaged, "Who has been engaged", path::register::engaged()),
        link(Part::FollowUps, "Follow-ups", path::register::follow_ups()),
        link(Part::Calendar, "Calendar", path::register::calendar()),
        link(Part::Feedback, "You said, we did", path::register::feedback()),
    ];
    SubNavigation { label: "Ledger", links }.render()
}

/// What never belongs into the ledger, and where it belongs. The report form may live at another origin.
pub fn reminder(site: &Site) -> Markup {
    html! {
        div class="govuk-!-display-none-print" {
            (warning_text(&"Nothing from a case, and no report about anybody, is written here."))
        }
        p class="govuk-body govuk-!-display-none-print" {
            "Did somebody tell you about something that happened? "
            a class="govuk-link" href={ (site.origin) (path::disclosed()) } rel="noreferrer noopener" target="_blank" {
                "Use the report form for what was told at an engagement (opens in a new tab)"
            }
            "."
        }
    }
}
