//! What the pages of the register share: words for what was just done, and how lists are divided.

use domain::platform::id::Id;

use crate::answer::done_code;

/// How often the page of work that goes on is asked for, seconds.
pub(super) const AGAIN: u32 = 2;

/// What was just done, in a sentence, by the code in the address.
pub(super) fn said(query: &[(String, String)]) -> Option<&'static str> {
    match done_code(query)? {
        "added" => Some("It is on the register."),
        "saved" => Some("Your changes are saved."),
        "merged" => Some("The two entries are one."),
        "changed" => Some("The agencies you chose are changed."),
        "edition" => Some("The edition is added. You can send its file now."),
        "targets" => Some("The target agencies are changed."),
        "logged" => Some("The engagement is in the ledger."),
        "deleted" => Some("The engagement is deleted."),
        "task" => Some("The follow-up is on the list."),
        "file" => Some("The evidence file is changed."),
        "feed" => Some("The secret address does not work any more."),
        "chosen" => Some("Your choices are kept."),
        "filter" => Some("Your filters are changed."),
        "entry" => Some("It is written down."),
        "invited" => Some("They are invited. The letter is on its way."),
        "again" => Some("A new link is on its way. The old one works no more."),
        "checked" => Some("The check is recorded."),
        "approved" => Some("The application is approved. The letter is on its way."),
        "refused" => Some("The application is refused. The letter is on its way."),
        "revoke" => Some("The invitation is withdrawn."),
        "lead" => Some("They lead for the agency now."),
        "unlead" => Some("They do not lead for the agency any more."),
        "end" => Some("The account has ended, and all its sessions."),
        "restart" => Some("The account has to be set up again. The link is on its way."),
        _ => None,
    }
}

/// How many entries stand before a page, from 1.
pub(super) fn offset(page: usize, per_page: i64) -> i64 {
    i64::try_from(page - 1).unwrap_or(0).saturating_mul(per_page)
}

/// How many pages so many entries fill; at least one.
pub(super) fn pages(total: i64, per_page: i64) -> usize {
    usize::try_from((total + per_page - 1) / per_page).unwrap_or(1).max(1)
}

/// Identifiers as text, with their names.
pub(super) fn texts<T>(named: &[(Id<T>, String)]) -> Vec<(String, String)> {
    named.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}
