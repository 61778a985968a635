//! Key pairs: sealing to somebody who need not be there.
//!
//! HPKE (RFC 9180), base mode, with the hybrid post-quantum KEM X-Wing (X25519 with ML-KEM-768), HKDF-SHA256
//! and ChaCha20-Poly1305. Reports stay sensitive for decades: what is stored today must not open to
//! tomorrow's computer.

use data_encoding::HEXLOWER;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal};
use zeroize::Zeroizing;

use crate::OpenError;
use crate::context::SealContext;
use crate::kdf::derive;
use crate::secret::{PlainBytes, Secret};

/// The suite's number, first byte of every envelope: X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
const SUITE: u8 = 2;
const INFO: &[u8] = b"candour envelope";
/// The length of X-Wing's encapsulated key, bytes.
const ENCAPSULATED: usize = 1_120;

/// The half that seals: 1,216 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(<XWing as Kem>::PublicKey);

/// The half that opens. Kept and moved as its raw 32 bytes: derivations from other material differ between
/// implementations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey(Secret<32>);

impl PublicKey {
    /// Reads a stored public key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpenError> {
        <XWing as Kem>::PublicKey::from_bytes(bytes).map(Self).map_err(|_| OpenError)
    }

    /// The key as it is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// Seals `plain` so that only the private half opens it, and only at this place.
    ///
    /// # Panics
    /// Never for a key that was read or drawn: base mode refuses no message.
    pub fn seal(&self, place: &SealContext<'_>, plain: &[u8]) -> Vec<u8> {
        let sealed = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            plain,
            &place.bytes(),
        );
        #[expect(clippy::expect_used, reason = "base mode with a valid key fails for no message in memory")]
        let (encapsulated, body) = sealed.expect("sealing to a valid key");
        let mut envelope = vec![SUITE];
        envelope.extend_from_slice(&encapsulated.to_bytes());
        envelope.extend(body);
        envelope
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PublicKey")
    }
}

impl PrivateKey {
    /// A fresh key pair's private half.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// A private key that came out of a seal or a derivation.
    pub fn new(seed: Secret<32>) -> Self {
        Self(seed)
    }

    /// A private key from exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, OpenError> {
        Secret::from_slice(bytes).map(Self).ok_or(OpenError)
    }

    /// The raw 32 bytes, for sealing them.
    pub fn secret(&self) -> &Secret<32> {
        &self.0
    }

    /// What something of this `kind` that only this key's holder may recognise is found again by: 64
    /// hexadecimal digits. Without the key nobody can tell what `name` it was made of.
    pub fn lookup(&self, kind: &str, name: &str) -> String {
        let purpose = format!("candour own lookup {} {kind} {name}", kind.len());
        HEXLOWER.encode(derive(&self.0, &purpose).expose())
    }

    /// The public half.
    pub fn public(&self) -> Result<PublicKey, OpenError> {
        Ok(PublicKey(XWing::sk_to_pk(&self.inner()?)))
    }

    /// Opens an envelope that was sealed to the public half for the same place.
    pub fn open(&self, place: &SealContext<'_>, envelope: &[u8]) -> Result<PlainBytes, OpenError> {
        let (suite, rest) = envelope.split_first().ok_or(OpenError)?;
        let (encapsulated, body) = rest.split_at_checked(ENCAPSULATED).ok_or(OpenError)?;
        if *suite != SUITE {
            return Err(OpenError);
        }
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| OpenError)?;
        let plain = single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.inner()?,
            &encapsulated,
            INFO,
            body,
            &place.bytes(),
        );
        plain.map(Zeroizing::new).map_err(|_| OpenError)
    }

    fn inner(&self) -> Result<<XWing as Kem>::PrivateKey, OpenError> {
        <XWing as Kem>::PrivateKey::from_bytes(self.0.expose()).map_err(|_| OpenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn opens_only_unchanged_by_its_key_in_its_place(plain in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
            let private = PrivateKey::random();
            let public = private.public().unwrap();
            let place = SealContext::new("concern_key", "row", "key");
            let envelope = public.seal(&place, &plain);
            let opened = private.open(&place, &envelope).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());

            let mut changed = envelope.clone();
            changed[at.index(envelope.len())] ^= 1;
            prop_assert_eq!(private.open(&place, &changed), Err(OpenError));
            prop_assert_eq!(private.open(&place, &envelope[..at.index(envelope.len())]), Err(OpenError));
            prop_assert_eq!(private.open(&SealContext::new("concern_key", "other", "key"), &envelope), Err(OpenError));
            prop_assert_eq!(PrivateKey::random().open(&place, &envelope), Err(OpenError));
        }
    }

    #[test]
    fn keys_survive_storage() {
        let private = PrivateKey::random();
        let public = private.public().unwrap();
        assert_eq!(public.to_bytes().len(), 1_216);
        assert_eq!(PublicKey::from_bytes(&public.to_bytes()).unwrap(), public);
        assert_eq!(PrivateKey::from_slice(private.secret().expose()).unwrap(), private);
        assert!(PublicKey::from_bytes(&[0; 12]).is_err());
    }

    #[test]
    fn a_lookup_is_the_keys_own() {
        let (one, other) = (PrivateKey::random(), PrivateKey::random());
        let lookup = one.lookup("draft", "/staff/x");
        assert_eq!(lookup, one.lookup("draft", "/staff/x"));
        assert_eq!(lookup.len(), 64);
        let all = [
            other.lookup("draft", "/staff/x"),
            one.lookup("draft/", "staff/x"),
            one.lookup("draft", "/staff/"),
        ];
        assert!(!all.contains(&lookup));
    }
}
