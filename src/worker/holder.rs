//! A node, when nodes take turns.

use crypto::secret::Secret;

/// Who this node is, when nodes take turns.
#[derive(Clone, Debug)]
pub struct Holder(String);

impl Holder {
    /// A name that no other node has.
    #[expect(clippy::new_without_default, reason = "each is another")]
    pub fn new() -> Self {
        Self(Secret::<16>::random().to_text().to_string())
    }

    pub(crate) fn token(&self) -> String {
        self.0.clone()
    }
}
