//! Why a report, or what is written to it, was not taken, in words.

use std::borrow::Cow;

use domain::form::reason::report::{NotAPhrase, ReportReason};

pub(super) fn words(reason: ReportReason) -> &'static str {
    match reason {
        ReportReason::NoStory => "Tell us what has happened, in a few words or more",
        ReportReason::NoOrigin => "Choose how you know this",
        ReportReason::NoConsent => {
            "Choose whether the person affected knows. If you cannot ask them, choose ‘It is not safe to ask’"
        }
        ReportReason::NoWay => "Choose how you want to report",
        ReportReason::NotKept => "Your account cannot keep this report. Choose another answer",
        ReportReason::MarkSpent => "The mark cannot be used any more. You can send your report without it",
        ReportReason::AccountEnded => {
            "Your account does not work any more. You can send your report without your name and agency"
        }
        ReportReason::WrongWords => "These are not the words. Check each one and try again",
        ReportReason::NoMailbox => "We cannot find a reply for these words. Check each one and try again",
        ReportReason::NoMessage => "Write a message, or choose a file",
        ReportReason::NoRequest => "This is no request",
        ReportReason::UnusableToken => "This proof cannot be used",
    }
}

pub(super) fn phrase(problem: &NotAPhrase) -> Cow<'static, str> {
    match problem {
        NotAPhrase::Count(0) => "Type the seven words".into(),
        NotAPhrase::Count(count) => format!("Type all seven words. There are {count}").into(),
        NotAPhrase::Word(word) => format!("“{word}” is not one of our words. Check how it is spelt").into(),
    }
}
