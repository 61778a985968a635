//! The accounts that a demonstration shows where they sign in.

/// An invented person who can sign in to a demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Their name.
    pub name: String,
    /// What they do, and for whom, in words.
    pub role: String,
    /// What they sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
    /// The one-time code of this half minute.
    pub code: String,
}
