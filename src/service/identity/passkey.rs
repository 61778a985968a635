//! Passkeys: the list on one's own account, adding one and taking one off it, and signing in with one.
//!
//! A passkey signs in alone. Where the authenticator also gives a secret of its own (the extension `prf`),
//! the passkey opens what the owner's password opens: a practitioner's own key, or the private key of
//! somebody on the police side.

pub mod add;
mod assertion;
mod ceremony;
pub mod join;
mod list;
pub mod sign_in;

pub use assertion::Answer;
pub use ceremony::Begun;
pub use list::{SignInMethods, remove, sign_in_methods};

#[cfg(test)]
mod tests;
