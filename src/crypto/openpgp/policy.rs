//! Which signatures and keys count. rPGP reads and checks; it leaves the judging to its caller.
//!
//! The rules follow RFC 9580 (5.2.3, 10.1) as `GnuPG` applies them: of the owner's signatures the newest that
//! holds is the one that counts; the newest fit subkey is the one to encrypt to.

use pgp::composed::{SignedPublicKey, SignedPublicSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{Signature, SignatureType};
use pgp::ser::Serialize;
use pgp::types::{EcdhPublicParams, KeyDetails, PublicParams, SignedUser, Tag};

use domain::platform::time::Timestamp;

/// The shortest RSA key that is still acceptable, in bits (NIST SP 800-131A revision 2, table 2).
const SHORTEST_RSA: u16 = 2_048;

/// A span of time during which a key may be used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// From then on.
    pub(super) from: Timestamp,
    /// Until just before then; none is for ever.
    pub(super) until: Option<Timestamp>,
}

impl Span {
    /// The span that `signature` gives a key made at `made`.
    pub(super) fn new(made: pgp::types::Timestamp, signature: &Signature) -> Self {
        let signed = signature.created().map_or(moment(made), moment);
        let key_end = ending(moment(made), signature.key_expiration_time());
        let signature_end = ending(signed, signature.signature_expiration_time());
        Self { from: moment(made).max(signed), until: earlier(key_end, signature_end) }
    }
}

/// The earlier of two endings.
pub(super) fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

fn moment(at: pgp::types::Timestamp) -> Timestamp {
    Timestamp::from_micros(i64::from(at.as_secs()) * 1_000_000)
}

/// A duration of zero means that there is no ending (RFC 9580, 5.2.3.13).
fn ending(from: Timestamp, after: Option<pgp::types::Duration>) -> Option<Timestamp> {
    let seconds = after.map(pgp::types::Duration::as_secs).filter(|seconds| *seconds > 0)?;
    Some(from.plus_seconds(i64::from(seconds)))
}

/// The owner's newest word on the whole certificate: a signature on the key itself or on a user ID that
/// has not been withdrawn.
pub(super) fn self_signature(key: &SignedPublicKey) -> Option<&Signature> {
    let direct = key.details.direct_signatures.iter().filter(|signature| {
        signature.typ() == Some(SignatureType::Key)
            && is_sound(signature)
            && signature.verify_key(&key.primary_key).is_ok()
    });
    let users = key.details.users.iter().filter_map(|user| user_signature(key, user));
    newest(direct.chain(users))
}

/// The newest certification of a user ID by its owner, unless the owner withdrew it later.
fn user_signature<'k>(key: &'k SignedPublicKey, user: &'k SignedUser) -> Option<&'k Signature> {
    let own = |signature: &&Signature| {
        is_sound(signature) && signature.verify_certification(&key.primary_key, Tag::UserId, &user.id).is_ok()
    };
    let (withdrawn, given): (Vec<_>, Vec<_>) = user
        .signatures
        .iter()
        .filter(own)
        .partition(|signature| signature.typ() == Some(SignatureType::CertRevocation));
    let given = newest(given.into_iter())?;
    let withdrawn = newest(withdrawn.into_iter()).is_some_and(|last| last.created() >= given.created());
    (!withdrawn).then_some(given)
}

/// The owner's newest statement that a subkey belongs to the certificate.
pub(super) fn binding<'k>(key: &SignedPublicKey, subkey: &'k SignedPublicSubKey) -> Option<&'k Signature> {
    newest(subkey.signatures.iter().filter(|signature| {
        signature.typ() == Some(SignatureType::SubkeyBinding)
            && is_sound(signature)
            && signature.verify_subkey_binding(&key.primary_key, &subkey.key).is_ok()
    }))
}

/// Whether the subkey carries a revocation, whoever made it: a third party's cannot be checked here, and
/// not to encrypt is the safe mistake.
pub(super) fn is_revoked(subkey: &SignedPublicSubKey) -> bool {
    subkey.signatures.iter().any(|signature| signature.typ() == Some(SignatureType::SubkeyRevocation))
}

/// Of signatures of the same second, one that sets an end counts.
fn newest<'k>(signatures: impl Iterator<Item = &'k Signature>) -> Option<&'k Signature> {
    signatures.max_by_key(|signature| (signature.created(), signature.key_expiration_time().is_some()))
}

/// Whether the signature's hash is one that still counts (RFC 9580, 9.5: not MD5, SHA-1, RIPEMD-160).
fn is_sound(signature: &Signature) -> bool {
    matches!(
        signature.hash_alg(),
        Some(
            HashAlgorithm::Sha224
                | HashAlgorithm::Sha256
                | HashAlgorithm::Sha384
                | HashAlgorithm::Sha512
                | HashAlgorithm::Sha3_256
                | HashAlgorithm::Sha3_512
        )
    )
}

/// Whether the signature says that the key is for encrypting messages or files.
pub(super) fn is_for_encryption(signature: &Signature) -> bool {
    let flags = signature.key_flags();
    flags.encrypt_comms() || flags.encrypt_storage()
}

/// What to make of a key's algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Good.
    Strong,
    /// Too short, or out of date (RFC 9580, 12.1: no new DSA or Elgamal keys).
    Weak,
    /// This program cannot use it.
    Unknown,
}

/// The strength of a key's algorithm, for what the key can do.
pub(super) fn strength(params: &PublicParams) -> Strength {
    match params {
        PublicParams::RSA(rsa) => match rsa.to_bytes().as_deref() {
            // The modulus comes first, with its length in bits before it (RFC 9580, 3.2).
            Ok([high, low, ..]) if u16::from_be_bytes([*high, *low]) >= SHORTEST_RSA => Strength::Strong,
            _ => Strength::Weak,
        },
        PublicParams::DSA(_) | PublicParams::Elgamal(_) => Strength::Weak,
        PublicParams::Unknown { .. } => Strength::Unknown,
        _ => Strength::Strong,
    }
}

/// Whether this program can encrypt to the algorithm.
pub(super) fn can_encrypt(params: &PublicParams) -> bool {
    match params {
        PublicParams::RSA(_) | PublicParams::X25519(_) | PublicParams::X448(_) => true,
        PublicParams::ECDH(ecdh) => matches!(
            ecdh,
            EcdhPublicParams::Curve25519Legacy { .. }
                | EcdhPublicParams::P256 { .. }
                | EcdhPublicParams::P384 { .. }
                | EcdhPublicParams::P521 { .. }
        ),
        _ => false,
    }
}

/// The strength of any key.
pub(super) fn key_strength(key: &impl KeyDetails) -> Strength {
    strength(key.public_params())
}
