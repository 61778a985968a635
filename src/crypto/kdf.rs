//! Argon2id and HKDF: from what people remember to keys.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use crate::secret::Secret;

/// How hard a guess is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// Memory, KiB.
    pub(super) memory: u32,
    /// Passes over it.
    pub(super) passes: u32,
}

/// Memory that stretching fills, again and again: asking the system for fresh pages each time costs as much
/// as a third of a light stretch. It is wiped after each use, because its last block is as good as the
/// result.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

/// Argon2id with one lane, in memory that goes back to the system at once.
///
/// # Panics
/// When the parameters are out of Argon2's range, or memory for them cannot be had.
pub(super) fn argon2id(cost: Cost, secret: &[u8], salt: &[u8]) -> Secret<32> {
    let mut output = zeroize::Zeroizing::new([0; 32]);
    #[expect(
        clippy::expect_used,
        reason = "fails only when memory cannot be had: nothing safe can be done then"
    )]
    hasher(cost, &[]).hash_password_into(secret, salt, output.as_mut()).expect("memory for hashing");
    Secret::new(*output)
}

/// Argon2id with one lane, keyed with `pepper`, in memory that is kept.
///
/// # Panics
/// When the parameters are out of Argon2's range.
pub(super) fn argon2id_in(
    memory: &mut Memory,
    cost: Cost,
    secret: &[u8],
    salt: &[u8],
    pepper: &[u8],
) -> Secret<32> {
    let mut output = zeroize::Zeroizing::new([0; 32]);
    memory.0.resize(usize::try_from(cost.memory).unwrap_or(usize::MAX), Block::new());
    let blocks = memory.0.as_mut_slice();
    #[expect(clippy::expect_used, reason = "fails only for lengths out of range, which are constants")]
    hasher(cost, pepper)
        .hash_password_into_with_memory(secret, salt, output.as_mut(), &mut *blocks)
        .expect("lengths in range");
    blocks.iter_mut().for_each(Block::zeroize);
    Secret::new(*output)
}

fn hasher(cost: Cost, pepper: &[u8]) -> Argon2<'_> {
    #[expect(clippy::expect_used, reason = "the parameters are constants in range")]
    Params::new(cost.memory, cost.passes, 1, Some(32))
        .and_then(|params| Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params))
        .expect("parameters in range")
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
