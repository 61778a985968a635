//! What the pages of the register and the ledger say was just done.

use crate::component::done::Done as JustDone;

/// What was just done on the engagement side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// An entry was added.
    Added,
    /// Changes were kept.
    Saved,
    /// Two entries were merged.
    Merged,
    /// An edition was added.
    Edition,
    /// Other agencies are a campaign’s targets.
    Targets,
    /// An engagement was logged.
    Logged,
    /// An engagement was deleted.
    Deleted,
    /// A follow-up was added.
    Task,
    /// An evidence file was added, replaced or removed.
    File,
    /// The calendar’s secret address was taken away.
    Feed,
    /// Choices about the rows of a list were kept.
    Chosen,
    /// A filter was kept or removed.
    Filter,
    /// An entry of “You said, we did” was added.
    Feedback,
    /// Somebody was invited to an account.
    Invited,
    /// Somebody who was invited got a new link.
    SentAgain,
    /// A check of an application was recorded.
    Checked,
    /// An application was approved.
    Approved,
    /// An application was refused.
    Refused,
    /// An invitation was withdrawn.
    Revoked,
    /// Somebody leads for their agency.
    Leads,
    /// Somebody does not lead for their agency any more.
    LeadsNoMore,
    /// An account has ended.
    Ended,
    /// An account has to be set up again.
    Restarted,
}

impl JustDone for Done {
    const ALL: &'static [Self] = &[
        Self::Added,
        Self::Saved,
        Self::Merged,
        Self::Edition,
        Self::Targets,
        Self::Logged,
        Self::Deleted,
        Self::Task,
        Self::File,
        Self::Feed,
        Self::Chosen,
        Self::Filter,
        Self::Feedback,
        Self::Invited,
        Self::SentAgain,
        Self::Checked,
        Self::Approved,
        Self::Refused,
        Self::Revoked,
        Self::Leads,
        Self::LeadsNoMore,
        Self::Ended,
        Self::Restarted,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Saved => "saved",
            Self::Merged => "merged",
            Self::Edition => "edition",
            Self::Targets => "targets",
            Self::Logged => "logged",
            Self::Deleted => "deleted",
            Self::Task => "task",
            Self::File => "file",
            Self::Feed => "feed",
            Self::Chosen => "chosen",
            Self::Filter => "filter",
            Self::Feedback => "entry",
            Self::Invited => "invited",
            Self::SentAgain => "again",
            Self::Checked => "checked",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Revoked => "revoke",
            Self::Leads => "lead",
            Self::LeadsNoMore => "unlead",
            Self::Ended => "end",
            Self::Restarted => "restart",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Added => "It is on the register.",
            Self::Saved => "Your changes are saved.",
            Self::Merged => "The two entries are merged.",
            Self::Edition => "The edition is added. You can send its file now.",
            Self::Targets => "The target agencies are changed.",
            Self::Logged => "The engagement is in the ledger.",
            Self::Deleted => "The engagement is deleted.",
            Self::Task => "The follow-up is on the list.",
            Self::File => "The evidence file is changed.",
            Self::Feed => "The secret address does not work any more.",
            Self::Chosen => "Your choices are kept.",
            Self::Filter => "Your filters are changed.",
            Self::Feedback => "It is written down.",
            Self::Invited => "They are invited. The letter is on its way.",
            Self::SentAgain => "A new link is on its way. The old one works no more.",
            Self::Checked => "The check is recorded.",
            Self::Approved => "The application is approved. The letter is on its way.",
            Self::Refused => "The application is refused. The letter is on its way.",
            Self::Revoked => "The invitation is withdrawn.",
            Self::Leads => "They lead for the agency now.",
            Self::LeadsNoMore => "They do not lead for the agency any more.",
            Self::Ended => "The account has ended, and all its sessions.",
            Self::Restarted => "The account has to be set up again. The link is on its way.",
        }
    }
}
