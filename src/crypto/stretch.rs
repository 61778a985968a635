//! Argon2id and HKDF: from what people remember to keys.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;

use super::secret::Secret;

/// How hard a guess is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// Memory, KiB.
    pub(super) memory: u32,
    /// Passes over it.
    pub(super) passes: u32,
}

/// Argon2id with one lane, keyed with `pepper` when there is one.
///
/// # Panics
/// When the parameters above are out of Argon2's range, or memory for them cannot be had.
pub(super) fn argon2id(cost: Cost, secret: &[u8], salt: &[u8], pepper: &[u8]) -> Secret<32> {
    #[expect(clippy::expect_used, reason = "the parameters are constants in range")]
    let hasher = Params::new(cost.memory, cost.passes, 1, Some(32))
        .and_then(|params| Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params))
        .expect("parameters in range");
    let mut output = zeroize::Zeroizing::new([0; 32]);
    #[expect(
        clippy::expect_used,
        reason = "fails only when memory cannot be had: nothing safe can be done then"
    )]
    hasher.hash_password_into(secret, salt, output.as_mut()).expect("memory for hashing");
    Secret::new(*output)
}

/// A key for one purpose out of a strong secret.
pub(super) fn derive(from: &Secret<32>, purpose: &str) -> Secret<32> {
    let mut output = zeroize::Zeroizing::new([0; 32]);
    #[expect(clippy::expect_used, reason = "32 bytes are within HKDF-SHA256's limit")]
    Hkdf::<Sha256>::new(None, from.expose())
        .expand(purpose.as_bytes(), output.as_mut())
        .expect("a short output");
    Secret::new(*output)
}
