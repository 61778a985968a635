//! Certificates made here, and by `GnuPG` itself.

use std::io::Write;
use std::process::{Command, Stdio};

use pgp::composed::{
    ArmorOptions, EncryptionCaps, KeyType, Message, SecretKeyParamsBuilder, SignedPublicKey, SignedSecretKey,
    SubkeyParamsBuilder,
};
use pgp::crypto::ecc_curve::ECCCurve;
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{KeyFlags, Signature, SignatureConfig, SignatureType, Subpacket, SubpacketData};
use pgp::ser::Serialize;
use pgp::types::{Duration, KeyDetails, KeyVersion, Password, Tag};
use rand08::rngs::OsRng;

use crate::openpgp::*;

const DAY: u32 = 86_400;

/// The second at which the keys of these tests are made.
const MADE: u32 = 1_780_000_000;

fn days(days: i64) -> Timestamp {
    Timestamp::from_micros(i64::from(MADE) * 1_000_000).plus_seconds(days * i64::from(DAY))
}

fn made(after_days: u32) -> pgp::types::Timestamp {
    pgp::types::Timestamp::from_secs(MADE + after_days * DAY)
}

fn subkey(kind: KeyType, caps: EncryptionCaps, after_days: u32) -> pgp::composed::SubkeyParams {
    let mut subkey = SubkeyParamsBuilder::default();
    subkey.key_type(kind).can_encrypt(caps).created_at(made(after_days));
    subkey.build().unwrap()
}

/// A key with the usual signing primary, and those subkeys.
fn secret(primary: KeyType, subkeys: Vec<pgp::composed::SubkeyParams>) -> SignedSecretKey {
    let mut key = SecretKeyParamsBuilder::default();
    key.key_type(primary).can_certify(true).can_sign(true).created_at(made(0));
    key.primary_user_id("Desk <desk@example.org>".into()).subkeys(subkeys);
    // rPGP dates its signatures with the present: sign again, at the date of the key.
    signed(key.build().unwrap().generate(OsRng).unwrap(), 0, &[])
}

fn usual() -> SignedSecretKey {
    let curve = KeyType::ECDH(ECCCurve::Curve25519Legacy);
    secret(KeyType::Ed25519Legacy, vec![subkey(curve, EncryptionCaps::All, 0)])
}

/// A signature of the key's owner on day `on`, without its signing.
fn statement(key: &SignedSecretKey, kind: SignatureType, on: u32, more: &[SubpacketData]) -> SignatureConfig {
    let mut config = SignatureConfig::v4(kind, key.primary_key.algorithm(), HashAlgorithm::Sha256);
    let when = SubpacketData::SignatureCreationTime(made(on));
    let who = SubpacketData::IssuerKeyId(key.primary_key.legacy_key_id());
    for data in [when, who].into_iter().chain(more.iter().cloned()) {
        config.hashed_subpackets.push(Subpacket::regular(data).unwrap());
    }
    config
}

fn flags(set: fn(&mut KeyFlags)) -> SubpacketData {
    let mut flags = KeyFlags::default();
    set(&mut flags);
    SubpacketData::KeyFlags(flags)
}

fn ends(after_days: u32) -> SubpacketData {
    SubpacketData::KeyExpirationTime(Duration::from_secs(after_days * DAY))
}

fn certification(key: &SignedSecretKey, config: SignatureConfig) -> Signature {
    let (secret, public) = (&key.primary_key, key.primary_key.public_key());
    let id = &key.details.users[0].id;
    config.sign_certification(secret, public, &Password::empty(), Tag::UserId, id).unwrap()
}

fn binding(key: &SignedSecretKey, at: usize, config: SignatureConfig) -> Signature {
    let (secret, public) = (&key.primary_key, key.primary_key.public_key());
    let subkey = key.secret_subkeys[at].key.public_key();
    config.sign_subkey_binding(secret, public, &Password::empty(), subkey).unwrap()
}

/// The key with its user ID and all its subkeys signed anew on day `on`; `more` goes into the user ID's
/// signature.
fn signed(mut key: SignedSecretKey, on: u32, more: &[SubpacketData]) -> SignedSecretKey {
    let mut facts = vec![flags(|flags| flags.set_certify(true))];
    facts.extend_from_slice(more);
    let own = certification(&key, statement(&key, SignatureType::CertPositive, on, &facts));
    key.details.users[0].signatures = vec![own];
    for at in 0..key.secret_subkeys.len() {
        let what = SubpacketData::KeyFlags(key.secret_subkeys[at].signatures[0].key_flags());
        let bound = binding(&key, at, statement(&key, SignatureType::SubkeyBinding, on, &[what]));
        key.secret_subkeys[at].signatures = vec![bound];
    }
    key
}

fn armoured(key: &SignedPublicKey) -> String {
    key.to_armored_string(ArmorOptions::default()).unwrap()
}

fn public(key: &SignedSecretKey) -> String {
    armoured(&key.to_public_key())
}

fn parse(key: &SignedSecretKey) -> Result<Certificate, CertificateProblem> {
    Certificate::parse(public(key))
}

fn opened(key: &SignedSecretKey, message: &str) -> Vec<u8> {
    let (message, _) = Message::from_string(message).unwrap();
    message.decrypt(&Password::empty(), key).unwrap().as_data_vec().unwrap()
}

#[test]
fn a_usual_certificate_encrypts_and_its_key_opens() {
    let key = usual();
    let certificate = parse(&key).unwrap();
    assert_eq!(certificate.check(days(0)), Ok(()));
    assert_eq!(certificate.expires(), None);
    let message = certificate.encrypt(days(9_000), b"words").unwrap();
    assert!(message.starts_with("-----BEGIN PGP MESSAGE-----"));
    assert!(message.is_ascii() && !message.contains("words"));
    assert_eq!(opened(&key, &message), b"words");
    assert_ne!(message, certificate.encrypt(days(9_000), b"words").unwrap());
}

#[test]
fn every_kind_of_key_that_is_accepted_opens_what_was_encrypted() {
    let kinds = [
        KeyType::X25519,
        KeyType::X448,
        KeyType::ECDH(ECCCurve::P256),
        KeyType::ECDH(ECCCurve::P384),
        KeyType::ECDH(ECCCurve::P521),
    ];
    for kind in kinds {
        let key = secret(KeyType::Ed25519, vec![subkey(kind.clone(), EncryptionCaps::Storage, 0)]);
        let message = parse(&key).unwrap().encrypt(days(1), b"words").unwrap();
        assert_eq!(opened(&key, &message), b"words", "{kind:?}");
    }
}

#[test]
fn armour_may_stand_among_words_and_binary_does_as_well() {
    let key = usual();
    let from_armour = parse(&key).unwrap();
    let among = format!("\u{feff}Our certificate:\r\n\r\n{}\r\nRegards", public(&key));
    assert_eq!(Certificate::parse(among).unwrap().fingerprint(), from_armour.fingerprint());
    let binary = key.to_public_key().to_bytes().unwrap();
    assert_eq!(Certificate::parse(binary).unwrap().fingerprint(), from_armour.fingerprint());
    let groups: Vec<_> = from_armour.fingerprint().split(' ').collect();
    assert_eq!(groups.len(), 10);
    assert!(groups.iter().all(|group| group.len() == 4 && group.chars().all(|c| c.is_ascii_hexdigit())));
}

#[test]
fn a_private_key_is_refused() {
    let key = usual();
    let armoured = key.to_armored_string(ArmorOptions::default()).unwrap();
    let disguised = armoured.replace("PRIVATE KEY", "PUBLIC KEY");
    let both = [key.to_public_key().to_bytes().unwrap(), key.to_bytes().unwrap()].concat();
    let others = ["-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "-----BEGIN PRIVATE KEY-----\nAAAA\n"];
    let private = [armoured.into_bytes(), disguised.into_bytes(), key.to_bytes().unwrap(), both];
    for data in private.into_iter().chain(others.map(|text| text.as_bytes().to_vec())) {
        assert_eq!(Certificate::parse(data).unwrap_err(), CertificateProblem::PrivateKey);
    }
}

#[test]
fn what_is_no_certificate_is_refused() {
    let key = usual();
    let message = parse(&key).unwrap().encrypt(days(1), b"words").unwrap();
    let cut: String = public(&key).chars().take(300).collect();
    let rubbish: [&[u8]; 7] = [
        b"",
        b"hello",
        b"\xff\xff\xff\xff",
        b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n",
        b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        message.as_bytes(),
        cut.as_bytes(),
    ];
    for data in rubbish {
        let problem = Certificate::parse(data).unwrap_err();
        assert_eq!(problem, CertificateProblem::NotACertificate, "{}", String::from_utf8_lossy(data));
    }
    let large = vec![b' '; LARGEST + 1];
    assert_eq!(Certificate::parse(large).unwrap_err(), CertificateProblem::TooLarge);
    let two = [usual(), usual()].map(|key| key.to_public_key().to_bytes().unwrap()).concat();
    assert_eq!(Certificate::parse(two).unwrap_err(), CertificateProblem::Several);
}

#[test]
fn a_certificate_for_signing_alone_is_refused() {
    let alone = secret(KeyType::Ed25519Legacy, vec![]);
    assert_eq!(parse(&alone).unwrap_err(), CertificateProblem::NoEncryptionKey);
    let curve = KeyType::ECDH(ECCCurve::Curve25519Legacy);
    let unmarked = secret(KeyType::Ed25519Legacy, vec![subkey(curve, EncryptionCaps::None, 0)]);
    assert_eq!(parse(&unmarked).unwrap_err(), CertificateProblem::NoEncryptionKey);
}

#[test]
fn a_certificate_ends_when_its_owner_said() {
    let key = signed(usual(), 0, &[ends(30)]);
    let certificate = parse(&key).unwrap();
    assert_eq!(certificate.expires(), Some(days(30)));
    assert!(certificate.encrypt(days(30).plus_seconds(-1), b"words").is_ok());
    let problem = certificate.encrypt(days(30), b"words").unwrap_err();
    assert_eq!(problem, CertificateProblem::Expired(days(30).day()));
    let early = certificate.check(days(-1)).unwrap_err();
    assert_eq!(early, CertificateProblem::NotYetValid(days(0).day()));
}

#[test]
fn the_owners_newest_word_counts() {
    let mut extended = signed(usual(), 0, &[ends(30)]);
    let newer = statement(&extended, SignatureType::CertPositive, 20, &[ends(400)]);
    let newer = certification(&extended, newer);
    extended.details.users[0].signatures.insert(0, newer);
    assert_eq!(parse(&extended).unwrap().expires(), Some(days(400)));

    let mut cut_short = usual();
    let direct = statement(&cut_short, SignatureType::Key, 20, &[ends(25)]);
    let (primary, password) = (&cut_short.primary_key, Password::empty());
    let direct = direct.sign_key(primary, &password, primary.public_key()).unwrap();
    cut_short.details.direct_signatures.push(direct);
    assert_eq!(parse(&cut_short).unwrap().expires(), Some(days(25)));
}

#[test]
fn of_two_words_of_the_same_second_the_stricter_counts() {
    for strict_first in [true, false] {
        let mut key = signed(usual(), 5, &[]);
        let strict = certification(&key, statement(&key, SignatureType::CertPositive, 5, &[ends(30)]));
        key.details.users[0].signatures.insert(usize::from(!strict_first), strict);
        assert_eq!(parse(&key).unwrap().expires(), Some(days(30)));
    }
}

#[test]
fn a_certificate_is_not_valid_before_its_owner_signed_it() {
    let certificate = parse(&signed(usual(), 5, &[])).unwrap();
    assert_eq!(certificate.check(days(4)), Err(CertificateProblem::NotYetValid(days(5).day())));
    assert_eq!(certificate.check(days(5)), Ok(()));
}

#[test]
fn a_signature_that_ends_ends_the_certificate() {
    let own = SubpacketData::SignatureExpirationTime(Duration::from_secs(10 * DAY));
    let certificate = parse(&signed(usual(), 5, &[own, ends(30)])).unwrap();
    assert_eq!(certificate.expires(), Some(days(15)));
}

#[test]
fn a_subkey_ends_by_itself_and_the_newest_that_lives_is_used() {
    let curve = || KeyType::ECDH(ECCCurve::Curve25519Legacy);
    let subkeys = vec![subkey(curve(), EncryptionCaps::All, 0), subkey(curve(), EncryptionCaps::All, 10)];
    let mut key = secret(KeyType::Ed25519Legacy, subkeys);
    let facts = [flags(|flags| flags.set_encrypt_comms(true)), ends(20)];
    for at in 0..2 {
        let bound = binding(&key, at, statement(&key, SignatureType::SubkeyBinding, 0, &facts));
        key.secret_subkeys[at].signatures = vec![bound];
    }
    let certificate = parse(&key).unwrap();
    assert_eq!(certificate.expires(), Some(days(30)), "the later of day 20 and day 10 + 20");
    for (day, at) in [(5, 0), (15, 1), (25, 1)] {
        let message = certificate.encrypt(days(day), b"words").unwrap();
        let mut only = key.clone();
        only.secret_subkeys = vec![key.secret_subkeys[at].clone()];
        assert_eq!(opened(&only, &message), b"words", "day {day}");
    }
    assert_eq!(certificate.check(days(30)), Err(CertificateProblem::Expired(days(30).day())));
}

#[test]
fn a_revoked_certificate_is_refused() {
    let mut key = usual();
    let (primary, password) = (&key.primary_key, Password::empty());
    let revocation = statement(&key, SignatureType::KeyRevocation, 3, &[]);
    let revocation = revocation.sign_key(primary, &password, primary.public_key()).unwrap();
    key.details.revocation_signatures.push(revocation);
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::Revoked);
}

#[test]
fn a_revoked_subkey_is_passed_over() {
    let curve = || KeyType::ECDH(ECCCurve::Curve25519Legacy);
    let subkeys = vec![subkey(curve(), EncryptionCaps::All, 0), subkey(curve(), EncryptionCaps::All, 10)];
    let mut key = secret(KeyType::Ed25519Legacy, subkeys);
    let revoke = |key: &mut SignedSecretKey, at: usize| {
        let revocation = binding(key, at, statement(key, SignatureType::SubkeyRevocation, 11, &[]));
        key.secret_subkeys[at].signatures.push(revocation);
    };
    revoke(&mut key, 1);
    let message = parse(&key).unwrap().encrypt(days(20), b"words").unwrap();
    let mut only = key.clone();
    only.secret_subkeys.truncate(1);
    assert_eq!(opened(&only, &message), b"words");
    revoke(&mut key, 0);
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::EncryptionKeyRevoked);
}

#[test]
fn signatures_that_do_not_hold_count_for_nothing() {
    // Another's signatures on this key's parts.
    let (mut key, other) = (usual(), usual());
    key.details.users[0].signatures = other.details.users[0].signatures.clone();
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::Unsigned);

    // Another's subkey, slipped in by whoever wants to read along.
    let mut key = usual();
    key.secret_subkeys = other.secret_subkeys.clone();
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::NoEncryptionKey);

    // A user ID that the owner withdrew.
    let mut key = usual();
    let withdrawn = certification(&key, statement(&key, SignatureType::CertRevocation, 5, &[]));
    key.details.users[0].signatures.push(withdrawn);
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::Unsigned);
}

#[test]
fn the_newer_key_format_is_refused_because_mail_programs_do_not_read_it() {
    let mut subkey = SubkeyParamsBuilder::default();
    subkey.version(KeyVersion::V6).key_type(KeyType::X25519).can_encrypt(EncryptionCaps::All);
    let mut key = SecretKeyParamsBuilder::default();
    key.version(KeyVersion::V6).key_type(KeyType::Ed25519).can_certify(true);
    key.subkey(subkey.build().unwrap());
    let key = key.build().unwrap().generate(OsRng).unwrap();
    assert_eq!(parse(&key).unwrap_err(), CertificateProblem::Version);
}

/// A `GnuPG` home of its own, with its agent stopped at the end.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
        Self(home)
    }

    /// Runs `GnuPG`, and gives what it says.
    fn gpg(&self, input: &[u8], arguments: &[&str]) -> Vec<u8> {
        let mut child = Command::new("gpg")
            .args(["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", "--homedir"])
            .arg(self.0.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("GnuPG (gpg) must be installed for this test: apt-get install gnupg");
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "gpg {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        writer.join().unwrap().unwrap();
        output.stdout
    }

    fn generate(&self, algorithm: &str, usage: &str, until: &str) {
        self.gpg(b"", &["--quick-generate-key", "Desk <desk@example.org>", algorithm, usage, until]);
    }

    fn add_subkey(&self, algorithm: &str) {
        let listed = self.gpg(b"", &["--with-colons", "--list-keys"]);
        let listed = String::from_utf8(listed).unwrap();
        let fingerprint =
            listed.lines().find_map(|line| line.strip_prefix("fpr:")).unwrap().trim_matches(':');
        self.gpg(b"", &["--quick-add-key", fingerprint, algorithm, "encr", "never"]);
    }

    fn export(&self) -> Vec<u8> {
        self.gpg(b"", &["--armor", "--export", "desk@example.org"])
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let stop =
            Command::new("gpgconf").arg("--homedir").arg(self.0.path()).args(["--kill", "all"]).status();
        assert!(stop.is_ok() || std::thread::panicking(), "gpgconf comes with GnuPG");
    }
}

/// Long after `GnuPG`, which takes the present for its dates, made these keys.
fn later() -> Timestamp {
    Timestamp::from_micros(4_000_000_000_000_000)
}

#[test]
fn gnupg_opens_what_was_encrypted_to_its_certificates() {
    let words = "A caf\u{e9}, after dark.\r\n".repeat(50_000);
    // RSA; Ed25519 with Curve25519; and an RSA primary key that is itself for encryption.
    for (algorithm, usage) in
        [("default", "default"), ("future-default", "default"), ("rsa2048", "cert,encr")]
    {
        let home = Home::new();
        home.generate(algorithm, usage, "never");
        let certificate = Certificate::parse(home.export()).unwrap();
        let message = certificate.encrypt(later(), words.as_bytes()).unwrap();
        let opened = home.gpg(message.as_bytes(), &["--decrypt"]);
        assert!(opened == words.as_bytes(), "{algorithm}, {usage}: gpg read something else");
    }
}

#[test]
fn weak_keys_and_signatures_are_refused() {
    for algorithm in ["rsa1024", "dsa1024"] {
        let home = Home::new();
        home.generate(algorithm, "default", "never");
        home.add_subkey("rsa2048");
        assert_eq!(Certificate::parse(home.export()).unwrap_err(), CertificateProblem::Weak, "{algorithm}");
    }
    let home = Home::new();
    home.generate("rsa2048", "sign", "never");
    assert_eq!(Certificate::parse(home.export()).unwrap_err(), CertificateProblem::NoEncryptionKey);
    for algorithm in ["rsa1024", "elg2048"] {
        home.add_subkey(algorithm);
        assert_eq!(Certificate::parse(home.export()).unwrap_err(), CertificateProblem::Weak, "{algorithm}");
    }
    home.add_subkey("rsa2048");
    assert!(Certificate::parse(home.export()).unwrap().encrypt(later(), b"words").is_ok());

    let home = Home::new();
    home.gpg(b"", &["--cert-digest-algo", "SHA1", "--quick-generate-key", "desk@example.org", "default"]);
    assert_eq!(Certificate::parse(home.export()).unwrap_err(), CertificateProblem::Unsigned);
}

#[test]
fn gnupgs_own_expiry_and_revocation_are_understood() {
    let home = Home::new();
    home.generate("future-default", "default", "20300101T000000");
    let certificate = Certificate::parse(home.export()).unwrap();
    let ends = certificate.expires().unwrap();
    assert_eq!(ends.day().to_string(), "1 January 2030");
    assert_eq!(certificate.check(ends), Err(CertificateProblem::Expired(ends.day())));

    let fingerprint = certificate.fingerprint().replace(' ', "");
    let kept = home.0.path().join(format!("openpgp-revocs.d/{fingerprint}.rev"));
    let revocation = std::fs::read_to_string(kept).unwrap().replace(":-----BEGIN", "-----BEGIN");
    home.gpg(revocation.as_bytes(), &["--import"]);
    assert_eq!(Certificate::parse(home.export()).unwrap_err(), CertificateProblem::Revoked);
}
