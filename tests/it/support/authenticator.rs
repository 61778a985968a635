//! An authenticator made of arithmetic: it answers as a phone or a security key would, for one passkey.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody is there.
pub(crate) const PRESENT: u8 = 0x01;
/// They showed who they are, by a finger or a number.
pub(crate) const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// One passkey, and what it says of itself.
#[derive(Clone)]
pub(crate) struct Authenticator {
    key: SigningKey,
    id: [u8; 32],
    handle: Vec<u8>,
    /// Where it thinks it is.
    pub(crate) origin: String,
    /// How often it was used; one that does not count says 0 for ever.
    pub(crate) counter: u32,
    /// What it says of whoever is there: see [`PRESENT`] and [`VERIFIED`].
    pub(crate) flags: u8,
}

impl Authenticator {
    /// An authenticator at this origin. `seed` tells its key from others'.
    pub(crate) fn new(origin: &str, seed: u8) -> Self {
        let id: [u8; 32] = Sha256::digest([seed, 1]).into();
        let key: [u8; 32] = Sha256::digest([seed, 2]).into();
        let key = SigningKey::from_slice(&key).expect("a key");
        let flags = PRESENT | VERIFIED;
        Self { key, id, handle: Vec::new(), origin: origin.to_owned(), counter: 0, flags }
    }

    /// What the pseudo-random function gives for our input: base64url.
    pub(crate) fn prf(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(self.key.to_bytes()))
    }

    /// The answer to a request to make the passkey, as JSON.
    pub(crate) fn make(&mut self, options: &Value) -> String {
        self.handle = bytes(&options["user"]["id"]);
        let client = self.client("webauthn.create", options);
        let mut data = self.data(&options["rp"]["id"], ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(self.id);
        data.extend(self.public());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("a short key"));
        object.extend(data);
        self.answer(&json!({ "attestationObject": text(&object), "clientDataJSON": text(&client) }))
    }

    /// The answer to a request to use the passkey, as JSON.
    pub(crate) fn get(&mut self, options: &Value) -> String {
        let client = self.client("webauthn.get", options);
        let data = self.data(&options["rpId"], 0);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "authenticatorData": text(&data), "clientDataJSON": text(&client),
            "signature": text(signature.to_der().as_bytes()), "userHandle": text(&self.handle),
        }))
    }

    /// Says that it belongs to this account.
    pub(crate) fn claim(&mut self, handle: &[u8]) {
        self.handle = handle.to_vec();
    }

    fn answer(&self, response: &Value) -> String {
        let id = text(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} })
            .to_string()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let (challenge, origin) = (&options["challenge"], &self.origin);
        json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn data(&self, site: &Value, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(site.as_str().expect("a name")).to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key as COSE has it (RFC 9052): {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    fn public(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(point.x().expect("a point"));
        key.extend(b"\x22\x58\x20");
        key.extend(point.y().expect("a point"));
        key
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    BASE64URL_NOPAD.decode(value.as_str().expect("a text").as_bytes()).expect("base64url")
}
