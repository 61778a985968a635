//! What the pages of the practitioners’ area say was just done.

use crate::component::done::Done as JustDone;

/// What was just done in the practitioners’ area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A colleague was invited.
    Invited,
    /// A colleague who was invited got a new link.
    SentAgain,
    /// An invitation was withdrawn.
    Revoked,
    /// A colleague’s account has ended.
    Ended,
    /// The agency’s contacts were changed or confirmed.
    Saved,
    /// The password was changed.
    Password,
    /// A passkey was added.
    Passkey,
    /// A passkey was removed.
    PasskeyRemoved,
    /// Another app gives the codes.
    Factor,
    /// Something was asked for.
    Asked,
    /// The quarter’s questions were answered.
    Answered,
    /// A report was taken out of the account.
    Forgotten,
}

impl JustDone for Done {
    const ALL: &'static [Self] = &[
        Self::Invited,
        Self::SentAgain,
        Self::Revoked,
        Self::Ended,
        Self::Saved,
        Self::Password,
        Self::Passkey,
        Self::PasskeyRemoved,
        Self::Factor,
        Self::Asked,
        Self::Answered,
        Self::Forgotten,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::SentAgain => "again",
            Self::Revoked => "revoke",
            Self::Ended => "end",
            Self::Saved => "saved",
            Self::Password => "password",
            Self::Passkey => "passkey",
            Self::PasskeyRemoved => "passkey-removed",
            Self::Factor => "factor",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Forgotten => "forgotten",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Invited => "They are invited. The letter is on its way.",
            Self::SentAgain => "A new link is on its way. The old one works no more.",
            Self::Revoked => "The invitation is withdrawn.",
            Self::Ended => "They do not have an account any more.",
            Self::Saved => "It is saved, and confirmed by your agency.",
            Self::Password => "Your password is changed. You are signed out everywhere else.",
            Self::Passkey => "The passkey is added. You can sign in with it from now on.",
            Self::PasskeyRemoved => "The passkey is removed. You are signed out everywhere else.",
            Self::Factor => {
                "From now on the app on this phone gives your codes. You are signed out everywhere else."
            }
            Self::Asked => "We have it. Here you see when it is done.",
            Self::Answered => "Thank you. Your answers are in.",
            Self::Forgotten => "The report is not in your account any more. We still have it.",
        }
    }
}
