//! Sealing bytes under a content key: XChaCha20-Poly1305, bound to a place.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::context::SealContext;
use crate::secret::{PlainBytes, Secret};
use crate::{OpenError, padding};

/// The version of the format: `1`, a 24-byte random nonce, the ciphertext with its 16-byte tag.
const VERSION: u8 = 1;
const NONCE_LENGTH: usize = 24;

/// A key that seals one concern, one visit or one account's secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentKey(Secret<32>);

impl ContentKey {
    /// A fresh key.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// A key that came out of a seal or a derivation.
    pub fn new(key: Secret<32>) -> Self {
        Self(key)
    }

    /// The key itself, for wrapping.
    pub fn secret(&self) -> &Secret<32> {
        &self.0
    }

    /// Seals `plain`, padded to a size bucket.
    ///
    /// # Panics
    /// For 256 GiB and more: nothing of that size is ever in memory.
    pub fn seal(&self, place: &SealContext<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce = Secret::<NONCE_LENGTH>::random();
        let payload = Payload { msg: &padding::pad(plain), aad: &place.bytes() };
        let cipher = XChaCha20Poly1305::new(self.0.expose().into());
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(nonce.expose());
        #[expect(clippy::expect_used, reason = "fails only for messages of 256 GiB and more")]
        sealed.extend(
            cipher.encrypt(&XNonce::from(*nonce.expose()), payload).expect("a message of ordinary size"),
        );
        sealed
    }

    /// Opens what [`ContentKey::seal`] sealed for the same place.
    pub fn open(&self, place: &SealContext<'_>, sealed: &[u8]) -> Result<PlainBytes, OpenError> {
        let (version, rest) = sealed.split_first().ok_or(OpenError)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or(OpenError)?;
        if *version != VERSION {
            return Err(OpenError);
        }
        let cipher = XChaCha20Poly1305::new(self.0.expose().into());
        let payload = Payload { msg: body, aad: &place.bytes() };
        let padded = Zeroizing::new(cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| OpenError)?);
        padding::unpad(&padded)
    }

    /// Seals a value as JSON: fields may be added later and old records still open.
    pub fn seal_value<T: Serialize>(&self, place: &SealContext<'_>, value: &T) -> Vec<u8> {
        // A JSON writer cannot fail on maps with text keys; an empty record would then fail to open, not
        // leak.
        let plain = Zeroizing::new(serde_json::to_vec(value).unwrap_or_default());
        self.seal(place, &plain)
    }

    /// Opens what [`ContentKey::seal_value`] sealed.
    pub fn open_value<T: DeserializeOwned>(
        &self,
        place: &SealContext<'_>,
        sealed: &[u8],
    ) -> Result<T, OpenError> {
        let plain = self.open(place, sealed)?;
        serde_json::from_slice(&plain).map_err(|_| OpenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn opens_only_unchanged_and_in_its_place(plain in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let key = ContentKey::random();
            let place = SealContext::new("concern", "row", "answers");
            let sealed = key.seal(&place, &plain);
            let opened = key.open(&place, &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());

            let mut changed = sealed.clone();
            changed[at.index(sealed.len())] ^= 1 << bit;
            prop_assert_eq!(key.open(&place, &changed), Err(OpenError));
            prop_assert_eq!(key.open(&place, &sealed[..at.index(sealed.len())]), Err(OpenError));
            for other in [SealContext::new("concern", "other", "answers"), SealContext::new("message", "row", "answers"),
                          SealContext::new("concern", "row", "source"), SealContext { version: 1, ..place }] {
                prop_assert_eq!(key.open(&other, &sealed), Err(OpenError));
            }
            prop_assert_eq!(ContentKey::random().open(&place, &sealed), Err(OpenError));
        }

        #[test]
        fn any_bytes_are_refused_calmly(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(ContentKey::random().open(&SealContext::new("a", "b", "c"), &bytes), Err(OpenError));
        }
    }

    #[test]
    fn places_do_not_run_into_each_other() {
        assert_ne!(SealContext::new("ab", "c", "d").bytes(), SealContext::new("a", "bc", "d").bytes());
    }
}
