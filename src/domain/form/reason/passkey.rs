//! Why a passkey was not taken, or stays.

/// Why a passkey was not used, added or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyReason {
    /// Nobody is signed in with it, or it is too early to try again.
    NotSignedIn,
    /// It did not prove who is signed in.
    NotProven,
    /// Adding it took too long, or was sent twice.
    Expired,
    /// What the device answered makes no passkey.
    Unusable,
    /// What the device answered makes no passkey for a new account.
    UnusableToJoin,
    /// It gives no secret that could open a key.
    OpensNothing,
    /// The account has as many as this, and may have no more.
    TooMany(usize),
    /// It is not removed.
    Stays(Kept),
}

/// Why a passkey stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is the last way in.
    LastWayIn,
    /// It is the last that opens what its owner keeps here.
    LastKey,
}
