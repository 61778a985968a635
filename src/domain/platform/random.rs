//! Randomness as an argument.

/// A source of random bytes. Real ones are cryptographically strong; tests may use a seeded one.
///
/// Keys and nonces do not come through here: they are drawn inside `crypto`, where nobody can seed them.
pub trait Random: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Random + '_ {
    /// An array of random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A number in `0..limit`; 0 when `limit` is 0. The bias is below one in 2⁶⁴ ÷ `limit`.
    pub fn below(&self, limit: u64) -> u64 {
        if limit == 0 { 0 } else { u64::from_le_bytes(self.bytes()) % limit }
    }
}
