//! Floor 1: sealing, keys, passwords and phrases, composed from audited primitives.
//!
//! Nothing here is invented: HPKE (RFC 9180) with X-Wing seals to a key, XChaCha20-Poly1305 seals under one,
//! the STREAM construction seals files, Argon2id stretches what people remember.

pub mod openpgp;
pub mod place;
pub mod secret;

/// A sealed thing did not open: wrong key, wrong place, or changed bytes. It does not say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed record did not open")]
pub struct OpenError;
