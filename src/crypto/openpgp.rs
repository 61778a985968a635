//! `OpenPGP`: a copy of a concern that only the desk's own certificate opens (RFC 9580).
//!
//! The certificate is judged when it is uploaded and again each time it is used: which key of it is for
//! encryption, whether it was withdrawn, whether it is out of date, whether its algorithms still hold.

mod policy;
#[cfg(test)]
mod tests;

use std::fmt;

use pgp::composed::{ArmorOptions, MessageBuilder, PublicOrSecret, SignedPublicKey, SignedPublicSubKey};
use pgp::crypto::sym::SymmetricKeyAlgorithm;
use pgp::packet;
use pgp::types::{KeyDetails, KeyVersion};
use rand08::rngs::OsRng;

pub use domain::form::reason::certificate::CertificateProblem;
use domain::platform::time::Timestamp;
use policy::{Span, Strength};

/// The largest certificate that is read, in bytes. Real ones have a few thousand.
const LARGEST: usize = 256 * 1_024;

const ARMOUR: &[u8] = b"-----BEGIN PGP ";

/// An `OpenPGP` certificate (a public key) that can be encrypted to, at least at some time.
#[derive(Clone)]
pub struct Certificate {
    fingerprint: String,
    primary: Span,
    keys: Vec<EncryptionKey>,
}

/// A key for encryption; the newest comes first.
#[derive(Clone)]
struct EncryptionKey {
    key: Key,
    made: pgp::types::Timestamp,
    span: Span,
}

#[derive(Clone)]
enum Key {
    Primary(packet::PublicKey),
    Sub(packet::PublicSubkey),
}

impl Certificate {
    /// Reads a certificate, ASCII-armoured (words around the armour do not matter) or binary.
    ///
    /// # Errors
    /// Whatever is wrong with it at any time; only [`Certificate::check`] knows what is wrong now.
    pub fn parse(data: impl AsRef<[u8]>) -> Result<Self, CertificateProblem> {
        let key = read(data.as_ref())?;
        if key.primary_key.version() != KeyVersion::V4 {
            return Err(CertificateProblem::Version);
        }
        // Whoever made it: a revocation by a third party cannot be checked, and to refuse is the safe
        // mistake.
        if !key.details.revocation_signatures.is_empty() {
            return Err(CertificateProblem::Revoked);
        }
        if policy::key_strength(&key.primary_key) != Strength::Strong {
            return Err(CertificateProblem::Weak);
        }
        let own = policy::self_signature(&key).ok_or(CertificateProblem::Unsigned)?;
        Ok(Self {
            fingerprint: in_fours(&format!("{:X}", key.primary_key.fingerprint())),
            primary: Span::new(key.primary_key.created_at(), own),
            keys: encryption_keys(&key, own)?,
        })
    }

    /// The fingerprint in groups of four hexadecimal digits, as people read it out to each other.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// When it can no longer be encrypted to; none is never.
    pub fn expires(&self) -> Option<Timestamp> {
        let ends: Option<Vec<_>> = self.keys.iter().map(|key| key.span.until).collect();
        policy::earlier(self.primary.until, ends.and_then(|ends| ends.into_iter().max()))
    }

    /// Whether it can be encrypted to at `now`.
    ///
    /// # Errors
    /// [`CertificateProblem::Expired`] or [`CertificateProblem::NotYetValid`].
    pub fn check(&self, now: Timestamp) -> Result<(), CertificateProblem> {
        self.choose(now).map(|_| ())
    }

    /// Encrypts `plain` to the certificate: an armoured `OpenPGP` message (AES-256, SEIPD version 1, which
    /// every mail program reads). Its length tells that of `plain`: pad before.
    ///
    /// # Errors
    /// As [`Certificate::check`]; [`CertificateProblem::Unusable`] when the encryption itself fails.
    pub fn encrypt(&self, now: Timestamp, plain: &[u8]) -> Result<String, CertificateProblem> {
        let message = match self.choose(now)? {
            Key::Primary(key) => encrypt_to(key, plain),
            Key::Sub(key) => encrypt_to(key, plain),
        };
        message.map_err(|_| CertificateProblem::Unusable)
    }

    fn choose(&self, now: Timestamp) -> Result<&Key, CertificateProblem> {
        let fits = |span: &Span| span.from <= now && span.until.is_none_or(|until| now < until);
        if fits(&self.primary)
            && let Some(chosen) = self.keys.iter().find(|key| fits(&key.span))
        {
            return Ok(&chosen.key);
        }
        Err(match self.expires().filter(|until| *until <= now) {
            Some(until) => CertificateProblem::Expired(until.day()),
            None => CertificateProblem::NotYetValid(self.begins().day()),
        })
    }

    fn begins(&self) -> Timestamp {
        let earliest = self.keys.iter().map(|key| key.span.from).min();
        earliest.map_or(self.primary.from, |from| from.max(self.primary.from))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.fingerprint)
    }
}

/// Reads exactly one public key.
fn read(data: &[u8]) -> Result<SignedPublicKey, CertificateProblem> {
    if data.len() > LARGEST {
        return Err(CertificateProblem::TooLarge);
    }
    if finds(data, b"PRIVATE KEY") {
        return Err(CertificateProblem::PrivateKey);
    }
    let start = data.windows(ARMOUR.len()).position(|window| window == ARMOUR).unwrap_or(0);
    let data = data.get(start..).unwrap_or_default();
    let (mut keys, _) =
        PublicOrSecret::from_reader_many_buf(data).map_err(|_| CertificateProblem::NotACertificate)?;
    let key = match keys.next() {
        Some(Ok(PublicOrSecret::Public(key))) => key,
        Some(Ok(PublicOrSecret::Secret(_))) => return Err(CertificateProblem::PrivateKey),
        Some(Err(_)) | None => return Err(CertificateProblem::NotACertificate),
    };
    match keys.next() {
        None => Ok(key),
        Some(Ok(PublicOrSecret::Secret(_))) => Err(CertificateProblem::PrivateKey),
        Some(_) => Err(CertificateProblem::Several),
    }
}

fn finds(data: &[u8], words: &[u8]) -> bool {
    data.windows(words.len()).any(|window| window == words)
}

/// The keys that are for encryption, the newest first; the primary key only if no subkey is.
fn encryption_keys(
    key: &SignedPublicKey,
    own: &packet::Signature,
) -> Result<Vec<EncryptionKey>, CertificateProblem> {
    let (mut fit, mut problem) = (Vec::new(), CertificateProblem::NoEncryptionKey);
    for subkey in &key.public_subkeys {
        match encryption_subkey(key, subkey) {
            Ok(found) => fit.push(found),
            Err(CertificateProblem::NoEncryptionKey) => {}
            Err(worse) => problem = worse,
        }
    }
    fit.sort_by_key(|key| std::cmp::Reverse(key.made));
    if fit.is_empty() && is_fit(&key.primary_key, own) {
        let (primary, made) = (key.primary_key.clone(), key.primary_key.created_at());
        fit.push(EncryptionKey { key: Key::Primary(primary), made, span: Span::new(made, own) });
    }
    if fit.is_empty() { Err(problem) } else { Ok(fit) }
}

fn is_fit(key: &packet::PublicKey, own: &packet::Signature) -> bool {
    policy::is_for_encryption(own) && policy::can_encrypt(key.public_params())
}

fn encryption_subkey(
    key: &SignedPublicKey,
    subkey: &SignedPublicSubKey,
) -> Result<EncryptionKey, CertificateProblem> {
    let binding = policy::binding(key, subkey)
        .filter(|binding| policy::is_for_encryption(binding))
        .ok_or(CertificateProblem::NoEncryptionKey)?;
    if policy::is_revoked(subkey) {
        return Err(CertificateProblem::EncryptionKeyRevoked);
    }
    if policy::key_strength(&subkey.key) == Strength::Weak {
        return Err(CertificateProblem::Weak);
    }
    if !policy::can_encrypt(subkey.key.public_params()) {
        return Err(CertificateProblem::NoEncryptionKey);
    }
    let made = subkey.key.created_at();
    Ok(EncryptionKey { key: Key::Sub(subkey.key.clone()), made, span: Span::new(made, binding) })
}

fn encrypt_to(key: &impl pgp::types::EncryptionKey, plain: &[u8]) -> pgp::errors::Result<String> {
    let mut message = MessageBuilder::from_reader("", plain).seipd_v1(OsRng, SymmetricKeyAlgorithm::AES256);
    message.encrypt_to_key(OsRng, key)?;
    message.to_armored_string(OsRng, ArmorOptions::default())
}

fn in_fours(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 5 / 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}
