//! What a page sends after an authenticator has answered.

use zeroize::Zeroizing;

use crypto::secret::Secret;

/// What a page sends after an authenticator has answered.
#[derive(Clone, Default)]
pub struct Answer {
    /// The token of the ceremony.
    pub ceremony: String,
    /// The answer, as JSON.
    pub credential: String,
    /// What the authenticator's pseudo-random function gave: base64url; empty when it gave nothing.
    pub given: Zeroizing<String>,
}

impl Answer {
    /// The secret that the authenticator gave.
    pub(super) fn secret(&self) -> Option<Secret<32>> {
        Secret::from_text(&self.given)
    }
}
