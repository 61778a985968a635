//! Why somebody is not let into an account, or a secret of theirs was not taken.

/// Why what leads into an account was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountReason {
    /// A new password will not do.
    Password(PasswordProblem),
    /// The password that was typed again is another.
    AgainDiffers,
    /// The one-time code does not fit.
    WrongCode,
    /// The present password is wrong, or it is too early to try again.
    WrongPassword,
    /// Nobody is signed in with these details, or it is too early to try again.
    NotSignedIn,
    /// Somebody has an account with this address.
    AddressTaken,
}

/// Why a new password will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// It has fewer characters than this.
    TooShort(usize),
    /// It has more characters than this.
    TooLong(usize),
    /// It is easily guessed.
    Guessed,
}
