//! Unlinkable tokens: RFC 9497, the verifiable mode (VOPRF), suite P256-SHA256.
//!
//! Whoever wants tokens draws random inputs and sends them blinded; the issuer multiplies each by its key and
//! proves that it was the one key that it publishes; the blinding comes off, and what is left, input and
//! output, is a token. The issuer can tell later that an output is its own, and not from which request it
//! came: to every blinded element any input fits.
//!
//! On the wire: a count (16 bits, big endian), so many elements of 33 bytes (SEC1, compressed), and in an
//! answer the one proof of 64 bytes for all of them.

use data_encoding::BASE64URL_NOPAD;
use p256::NistP256 as Suite;
use rand08::rngs::OsRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use voprf::{BlindedElement, Group, VoprfServer};

use crate::secret::Secret;
use crate::token::digest;

/// The most tokens that are issued at once.
pub const BATCH: usize = 5;

/// The bytes of a group element.
const ELEMENT: usize = 33;
/// The bytes of a token's input, and of its output.
const HALF: usize = 32;
/// What keys are derived for (RFC 9497, 3.2.1, `info`). With another purpose the same seed gives another key.
const PURPOSE: &[u8] = b"candour practitioner token";

/// A key that tokens are issued and checked with.
pub struct Issuer(VoprfServer<Suite>);

impl std::fmt::Debug for Issuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Issuer")
    }
}

impl Issuer {
    /// The key of a seed; none for the seeds, one in 2²⁵⁶, that give none.
    pub fn from_seed(seed: &Secret<32>) -> Option<Self> {
        VoprfServer::new_from_seed(seed.expose(), PURPOSE).ok().map(Self)
    }

    /// The public key, to be published: 66 hexadecimal digits. Proofs are checked against it.
    pub fn public(&self) -> String {
        data_encoding::HEXLOWER.encode(&<Suite as Group>::serialize_elem(self.0.get_public_key()))
    }

    /// Evaluates a request: the answer, with its proof, as it goes over the wire. Takes some milliseconds.
    pub fn issue(&self, request: &Request) -> Option<Vec<u8>> {
        let answer = self.0.batch_blind_evaluate(&mut OsRng, &request.0).ok()?;
        let count = u16::try_from(answer.messages.len()).ok()?;
        let mut bytes = count.to_be_bytes().to_vec();
        answer.messages.iter().for_each(|element| bytes.extend_from_slice(&element.serialize()));
        bytes.extend_from_slice(&answer.proof.serialize());
        Some(bytes)
    }

    /// Whether a token was issued with this key. Constant time.
    pub fn issued(&self, token: &BearerToken) -> bool {
        let output = self.0.evaluate(token.input.expose());
        output.is_ok_and(|output| output.as_slice().ct_eq(token.output.expose()).into())
    }
}

/// Blinded elements, as whoever wants tokens sends them.
#[derive(Clone, Debug)]
pub struct Request(Vec<BlindedElement<Suite>>);

impl Request {
    /// Reads a request; none when it is longer or shorter than it says, asks for none or too many, or holds
    /// anything but points of the curve.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (count, elements) = bytes.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_be_bytes(*count));
        if count == 0 || count > BATCH || elements.len() != count * ELEMENT {
            return None;
        }
        let element = |bytes| BlindedElement::deserialize(bytes).ok();
        elements.chunks_exact(ELEMENT).map(element).collect::<Option<_>>().map(Self)
    }

    /// Reads a request as a form carries it: base64url without padding.
    pub fn from_text(text: &str) -> Option<Self> {
        let most = BASE64URL_NOPAD.encode_len(2 + BATCH * ELEMENT);
        if text.len() > most {
            return None;
        }
        Self::parse(&BASE64URL_NOPAD.decode(text.as_bytes()).ok()?)
    }

    /// How many tokens are asked for.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// A token: it says that the issuer gave it to somebody, and not to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BearerToken {
    input: Secret<HALF>,
    output: Secret<HALF>,
}

impl BearerToken {
    /// A token from its halves.
    pub fn new(input: [u8; HALF], output: [u8; HALF]) -> Self {
        Self { input: Secret::new(input), output: Secret::new(output) }
    }

    /// Reads a token as a form carries it: input and output, base64url without padding.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.len() > BASE64URL_NOPAD.encode_len(2 * HALF) {
            return None;
        }
        let bytes = zeroize::Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        let (input, output) = bytes.split_at_checked(HALF)?;
        Some(Self { input: Secret::from_slice(input)?, output: Secret::from_slice(output)? })
    }

    /// The token for a form.
    pub fn to_text(&self) -> String {
        let bytes = [self.input.expose().as_slice(), self.output.expose()].concat();
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// What is remembered of a token that was spent: 64 hexadecimal digits. It cannot be turned back, and is
    /// the same whatever output is put beside the input.
    pub fn digest(&self) -> String {
        let bytes = [b"candour spent token".as_slice(), self.input.expose()].concat();
        data_encoding::HEXLOWER.encode(&digest(&bytes))
    }
}

impl From<BearerToken> for String {
    fn from(token: BearerToken) -> Self {
        token.to_text()
    }
}

impl TryFrom<String> for BearerToken {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::from_text(&text).ok_or("no token")
    }
}

#[cfg(test)]
#[path = "../../tests/it/support/blinding.rs"]
mod blinding;
#[cfg(test)]
mod tests;
