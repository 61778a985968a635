//! Addresses of lists of the engagement side, exported as files.

use std::fmt::Display;

/// A list of agencies as a file with this ending.
pub fn agencies(ending: &str, query: &str) -> String {
    of("agencies", ending, query)
}

/// The people of those agencies as a file with this ending.
pub fn contacts(ending: &str, query: &str) -> String {
    of("contacts", ending, query)
}

/// The public part of a list of agencies as Open Referral, as a file with this ending.
pub fn referral(ending: &str, query: &str) -> String {
    of("open-referral", ending, query)
}

/// The ledger as a file with this ending.
pub fn engagements(ending: &str, query: &str) -> String {
    of("engagements", ending, query)
}

/// Who has been engaged, as a file with this ending.
pub fn engaged(ending: &str, query: &str) -> String {
    of("engaged", ending, query)
}

/// What is to be done, as a file with this ending.
pub fn follow_ups(ending: &str, query: &str) -> String {
    of("follow-ups", ending, query)
}

/// Who to call next, as a file with this ending.
pub fn calls(ending: &str, query: &str) -> String {
    of("calls", ending, query)
}

/// Every campaign, as a file with this ending.
pub fn campaigns(ending: &str) -> String {
    of("campaigns", ending, "")
}

/// The target agencies of a campaign, as a file with this ending.
pub fn targets(campaign: &dyn Display, ending: &str) -> String {
    format!("/staff/campaigns/{campaign}/targets.{ending}")
}

/// To whom a material was handed out, as a file with this ending.
pub fn handouts(material: &dyn Display, ending: &str) -> String {
    format!("/staff/materials/{material}/handouts.{ending}")
}

/// Coverage in numbers, as a file with this ending.
pub fn coverage(ending: &str, query: &str) -> String {
    let joint = if query.is_empty() { "" } else { "?" };
    format!("/staff/coverage/numbers.{ending}{joint}{query}")
}

fn of(what: &str, ending: &str, query: &str) -> String {
    let joint = if query.is_empty() { "" } else { "?" };
    format!("/staff/export/{what}.{ending}{joint}{query}")
}
