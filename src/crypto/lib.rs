//! Floor 1: sealing, keys, passwords and phrases, composed from audited primitives.
//!
//! Nothing here is invented: HPKE (RFC 9180) with X-Wing seals to a key ([`keypair`]), XChaCha20-Poly1305
//! seals under one ([`content`]), Argon2id stretches what people remember ([`password`], [`phrase`]), HKDF
//! gives each purpose a key of its own. Tokens that cannot be traced come from a VOPRF (RFC 9497, [`oprf`]).
//! Every ciphertext is bound to its [`context`].

pub mod content;
pub mod context;
pub mod device;
pub mod idempotency;
pub mod kdf;
pub mod keypair;
pub mod openpgp;
pub mod oprf;
pub mod padding;
pub mod passkey;
pub mod password;
pub mod phrase;
pub mod secret;
pub mod server_key;
pub mod stack;
pub mod stream;
pub mod token;
pub mod totp;

/// A sealed thing did not open: wrong key, wrong place, or changed bytes. It does not say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed record did not open")]
pub struct OpenError;
