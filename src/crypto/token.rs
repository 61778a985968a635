//! Tokens: for sessions, for one-time links, for forms.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::content::ContentKey;
use crate::kdf::derive;
use crate::secret::Secret;

/// A bearer token: 256 random bits. Whoever has it has what it stands for; the server keeps only its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token(Secret<32>);

impl Token {
    /// A new token.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// Reads a token from a cookie or a link.
    pub fn parse(text: &str) -> Option<Self> {
        Secret::from_text(text).map(Self)
    }

    /// The token for a cookie or a link.
    pub fn to_text(&self) -> zeroize::Zeroizing<String> {
        self.0.to_text()
    }

    /// What is stored to find it again: 64 hexadecimal digits. It cannot be turned back.
    pub fn lookup(&self) -> String {
        data_encoding::HEXLOWER.encode(&digest(derive(&self.0, "candour token lookup").expose()))
    }

    /// The key that seals what the token stands for.
    pub fn key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour token key"))
    }
}

/// The length of a form token's random part, bytes.
const NONCE: usize = 16;

/// Makes and checks the hidden field that proves a form came from our own page.
#[derive(Clone, Debug)]
pub struct FormKey(Secret<32>);

impl FormKey {
    /// From the server's key file.
    pub fn new(key: Secret<32>) -> Self {
        Self(key)
    }

    /// The token for forms of this visit (its cookie's lookup; empty before there is one). Each is another,
    /// so that a compressed page tells nothing about it by its length (BREACH), and so that it tells one form
    /// from the next ([`crate::idempotency::IdempotencyKey`]).
    pub fn issue(&self, visit: &str) -> String {
        let nonce = Secret::<NONCE>::random();
        let token = [nonce.expose().as_slice(), &self.mac(*nonce.expose(), visit)].concat();
        data_encoding::BASE64URL_NOPAD.encode(&token)
    }

    /// Whether `token` was issued for this visit. Constant time.
    pub fn accepts(&self, visit: &str, token: &str) -> bool {
        let given = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap_or_default();
        let Some((nonce, mac)) = given.split_first_chunk::<NONCE>() else { return false };
        mac.ct_eq(self.mac(*nonce, visit).as_slice()).into()
    }

    /// The same name for the same text, which cannot be turned back without the key: 64 hexadecimal digits.
    pub fn pseudonym(&self, text: &str) -> String {
        data_encoding::HEXLOWER.encode(&self.mac([0; NONCE], text))
    }

    fn mac(&self, nonce: [u8; NONCE], text: &str) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose()).expect("a key of any length");
        mac.update(&nonce);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// SHA-256.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_cookie_and_hides_behind_its_lookup() {
        let token = Token::random();
        let text = token.to_text();
        assert_eq!(Token::parse(&text).unwrap().lookup(), token.lookup());
        assert!(!token.lookup().contains(text.as_str()));
        assert!(Token::parse("forged").is_none() && Token::parse("").is_none());
    }

    #[test]
    fn a_form_token_is_good_for_one_visit() {
        let key = FormKey::new(Secret::random());
        let token = key.issue("visit");
        assert!(key.accepts("visit", &token));
        assert_ne!(token, key.issue("visit"));
        assert!(
            !key.accepts("another", &token) && !key.accepts("visit", "forged") && !key.accepts("visit", "")
        );
        assert!(!FormKey::new(Secret::random()).accepts("visit", &token));
    }
}
