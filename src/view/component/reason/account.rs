//! Why somebody is not let into an account, or a secret of theirs was not taken, in words.

use std::borrow::Cow;

use domain::form::reason::account::{AccountReason, PasswordProblem};
use domain::form::reason::passkey::{Kept, PasskeyReason};

pub(super) fn words(reason: AccountReason) -> Cow<'static, str> {
    match reason {
        AccountReason::Password(problem) => password(problem),
        AccountReason::AgainDiffers => "Type the same password again".into(),
        AccountReason::WrongCode => "Type the six-digit code that your app shows now".into(),
        AccountReason::WrongPassword => {
            "Your present password is not right, or you need to wait before you try again".into()
        }
        AccountReason::NotSignedIn => {
            "The details you entered are not right, or you need to wait before you try again".into()
        }
        AccountReason::AddressTaken => "There is an account with this address".into(),
    }
}

fn password(problem: PasswordProblem) -> Cow<'static, str> {
    match problem {
        PasswordProblem::TooShort(fewest) => format!("Password must be {fewest} characters or more").into(),
        PasswordProblem::TooLong(most) => format!("Password must be {most} characters or fewer").into(),
        PasswordProblem::Guessed => {
            "Choose a password that is harder to guess, such as three random words".into()
        }
    }
}

pub(super) fn passkey(reason: PasskeyReason) -> Cow<'static, str> {
    match reason {
        PasskeyReason::NotSignedIn => {
            "You could not be signed in with this passkey, or you need to wait before you try again".into()
        }
        PasskeyReason::NotProven => "This passkey was not taken".into(),
        PasskeyReason::Expired => {
            "That took longer than five minutes, or was sent twice. Nothing was added. Try again".into()
        }
        PasskeyReason::Unusable => {
            "Your device’s answer could not be used. Nothing was added. Try again, or use another device"
                .into()
        }
        PasskeyReason::UnusableToJoin => {
            "The passkey could not be used. Try again, or choose a password".into()
        }
        PasskeyReason::OpensNothing => {
            "This device or browser cannot open your key with a passkey, so it was not added. \
             Use a newer browser, another device or a security key"
                .into()
        }
        PasskeyReason::TooMany(most) => format!("You have {most} passkeys: remove one first").into(),
        PasskeyReason::Stays(Kept::LastWayIn) => {
            "This is the only way into your account: add another passkey first".into()
        }
        PasskeyReason::Stays(Kept::LastKey) => {
            "This is the only passkey that opens what you keep here: add another one that does first".into()
        }
    }
}
