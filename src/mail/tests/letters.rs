//! What is in a letter, and above all what is not.

use std::os::unix::fs::PermissionsExt;

use crypto::openpgp::Certificate;
use domain::platform::outbox::Notice;

use crate::tests::*;

const ARMOUR: &str = "-----BEGIN PGP MESSAGE-----\n\nwV4DAAAA\n=AAAA\n-----END PGP MESSAGE-----\n";

/// The letter as it lies in the folder, head and body.
async fn written(body: LetterBody) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mailer = in_folder(folder.path().join("mail"));
    assert_eq!(mailer.send(&letter(body), now()).await, Outcome::Sent);
    let text = std::fs::read_to_string(folder.path().join(format!("mail/{ID}.eml"))).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_waiting_letter_has_exactly_these_words() {
    let (head, body) = written(LetterBody::Waiting).await;
    let expected = "From: no-reply@portal.example.org\r\n\
        Reply-To: no-reply@portal.example.org\r\n\
        To: desk@psd.example.org\r\n\
        Date: Wed, 18 Nov 2026 11:06:40 +0000\r\n\
        Message-ID: <0d9c2f5e-7b1a-4c3e-9f60-2a4b8c6d1e3f@portal.example.org>\r\n\
        Auto-Submitted: auto-generated\r\n\
        X-Auto-Response-Suppress: All\r\n\
        Subject: Something is waiting for you\r\n\
        MIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: 7bit";
    assert_eq!(head, expected);
    let expected = "Something is waiting for you. Sign in to see it:\r\n\r\n\
        https://portal.example.org/staff\r\n\r\n\
        Please do not reply: nobody reads what is sent to this address.\r\n\r\n\
        Candour\r\n\r\n";
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_letter_that_invites_holds_the_link_and_tells_nothing() {
    let token = "q3VzZS1tZS1vbmNlLWFuZC1uZXZlci1hZ2Fpbi1wbHM";
    let (head, body) = written(LetterBody::Invitation(token.into())).await;
    assert!(head.contains("Subject: Something is waiting for you\r\n"), "{head}");
    let expected = format!(
        "Something is waiting for you. Open this link to see it. It works once, and for 7 days:\r\n\r\n\
         https://portal.example.org/step/48/{token}\r\n\r\n\
         If you do not expect this, you need not do anything.\r\n\r\n\
         Please do not reply: nobody reads what is sent to this address.\r\n\r\n\
         Candour\r\n\r\n"
    );
    // The link makes a line that is longer than mail takes in one piece (RFC 2045, 6.7).
    assert_eq!(body.replace("=\r\n", ""), expected);
}

#[tokio::test]
async fn a_letter_that_says_no_tells_nothing_else() {
    let (head, body) = written(LetterBody::Refusal).await;
    assert!(head.contains("Subject: Your message to us\r\n"), "{head}");
    // Lines are broken on their way, not in what is read.
    let body = body.replace("=\r\n", "");
    for words in ["Thank you for your message.", "https://portal.example.org/privacy", "\r\nCandour\r\n"] {
        assert!(body.contains(words), "{words}: {body}");
    }
    for telling in ["apply", "applic", "agency", "register", "police", "refus", "account", "report", "staff"]
    {
        assert!(!body.to_lowercase().contains(telling), "{telling}: {body}");
    }
}

#[tokio::test]
async fn a_letter_about_wrong_passwords_tells_nothing_else() {
    let (head, body) = written(LetterBody::SignInsFailed).await;
    assert!(head.contains("Subject: About your password\r\n"), "{head}");
    let body = body.replace("=\r\n", "");
    for words in ["wrong password", "you need not do anything", "passkey", "\r\nCandour\r\n"] {
        assert!(body.contains(words), "{words}: {body}");
    }
    for telling in ["agency", "police", "account", "report", "staff", "http", "today", "yesterday", "sign in"]
    {
        assert!(!body.to_lowercase().contains(telling), "{telling}: {body}");
    }
}

#[tokio::test]
async fn what_is_no_token_goes_into_no_link() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = in_folder(folder.path().join("mail"));
    for bad in ["", "a b", "../up", "a?b", "a\r\nBcc: x@example.org", &"a".repeat(65)] {
        let letter = letter(LetterBody::Invitation(bad.into()));
        assert_eq!(mailer.send(&letter, now()).await, Outcome::Dead(Reason::Malformed), "{bad:?}");
    }
}

#[tokio::test]
async fn the_head_tells_neither_site_nor_kind() {
    let link = LetterBody::Invitation("bGluaw".into());
    for body in [
        LetterBody::Waiting,
        LetterBody::Test,
        LetterBody::Encrypted(ARMOUR.into()),
        LetterBody::Refusal,
        LetterBody::SignInsFailed,
        link,
    ] {
        let (head, _) = written(body).await;
        let head = head.to_lowercase();
        for telling in ["candour", "concern", "report", "police", "psd:", "lettre", "user-agent", "copy"] {
            assert!(!head.contains(telling), "{telling} in:\n{head}");
        }
        for notice in Notice::ALL {
            assert!(!head.contains(notice.code()));
        }
    }
}

#[tokio::test]
async fn a_test_letter_says_so() {
    let (head, body) = written(LetterBody::Test).await;
    assert!(head.contains("Subject: Test message\r\n"));
    assert!(body.starts_with("This is a test. Mail from this server reaches you.\r\n"));
}

#[tokio::test]
async fn an_encrypted_copy_is_pgp_mime() {
    let (head, body) = written(LetterBody::Encrypted(ARMOUR.into())).await;
    let head = head.replace("\r\n ", " ");
    assert!(head.contains("Subject: Something is waiting for you\r\n"));
    let kind = head.split("Content-Type: ").nth(1).unwrap();
    assert!(kind.starts_with("multipart/encrypted; boundary="), "{kind}");
    assert!(kind.contains("protocol=\"application/pgp-encrypted\""), "{kind}");
    let boundary = kind.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4, "before, version, message, end:\n{body}");
    assert!(parts[1].contains("Content-Type: application/pgp-encrypted\r\n"), "{}", parts[1]);
    assert!(parts[1].trim_end().ends_with("\r\n\r\nVersion: 1"), "{}", parts[1]);
    assert!(parts[2].contains("Content-Type: application/octet-stream; name=\"encrypted.asc\"\r\n"));
    assert!(parts[2].contains("Content-Transfer-Encoding: 7bit\r\n"), "{}", parts[2]);
    assert!(parts[2].contains(&ARMOUR.replace('\n', "\r\n")), "{}", parts[2]);
    assert_eq!(parts[3].trim(), "--");
}

#[test]
fn private_parts_come_in_few_sizes_and_keep_every_word() {
    for (lines, size) in [(0, 1_024), (1, 1_024), (100, 4_096), (700, 16_384), (2_000, 65_536)] {
        let text = "caf\u{e9} 12\n".repeat(lines);
        let part = private_part(&text);
        assert_eq!((part.len(), part.capacity()), (size, size), "{lines} lines");
        let part = std::str::from_utf8(&part).unwrap();
        let (head, body) = part.split_once("\r\n\r\n").unwrap();
        assert_eq!(head, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit");
        assert_eq!(body.trim_end(), text.trim_end().replace('\n', "\r\n"));
        assert!(body.replace("\r\n", "").chars().all(|c| c != '\r' && c != '\n'));
    }
    assert_eq!(private_part("a\r\nb").len(), private_part("a\nb").len());
}

#[tokio::test]
async fn an_identifier_unfit_for_a_header_or_a_file_kills_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = in_folder(folder.path().join("mail"));
    for bad in ["", "a b", "../up", "a.eml", "a\r\nBcc: x@example.org", "a@b", "\u{e9}", &"a".repeat(65)] {
        let letter = Email { id: bad.into(), ..letter(LetterBody::Waiting) };
        assert_eq!(mailer.send(&letter, now()).await, Outcome::Dead(Reason::Malformed), "{bad:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path().join("mail")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_is_not_encrypted_never_passes_for_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = in_folder(folder.path().join("mail"));
    let plain = ["", "He waits outside.", "-----BEGIN PGP MESSAGE-----", "PGP MESSAGE"].map(str::to_owned);
    let before = format!("He waits outside.\n{ARMOUR}");
    let after = format!("{ARMOUR}He waits outside.\n");
    let within = ARMOUR.replace("wV4D", "He waits outside.\nwV4D");
    let header = ARMOUR.replace("\n\n", "\nComment: He waits outside\n\n");
    let spoken = ARMOUR.replace("wV4DAAAA", &"Hewaitsoutside".repeat(9));
    for text in plain.into_iter().chain([before, after, within, header, spoken]) {
        let letter = letter(LetterBody::Encrypted(text.clone()));
        assert_eq!(mailer.send(&letter, now()).await, Outcome::Dead(Reason::Malformed), "{text}");
    }
}

#[tokio::test]
async fn a_real_copy_goes_out_and_opens_again() {
    use pgp::composed::{EncryptionCaps, KeyType, SecretKeyParamsBuilder};
    let mut key = SecretKeyParamsBuilder::default();
    key.key_type(KeyType::ECDSA(pgp::crypto::ecc_curve::ECCCurve::P256)).can_certify(true);
    let mut subkey = pgp::composed::SubkeyParamsBuilder::default();
    subkey.key_type(KeyType::X25519).can_encrypt(EncryptionCaps::All);
    key.primary_user_id("Desk <desk@example.org>".into()).subkey(subkey.build().unwrap());
    let key = key.build().unwrap().generate(rand08::rngs::OsRng).unwrap();
    let certificate = key.to_public_key().to_armored_string(pgp::composed::ArmorOptions::default()).unwrap();
    let certificate = Certificate::parse(certificate).unwrap();
    let later = Timestamp::from_micros(4_000_000_000_000_000);
    let part = private_part("He waits outside.");
    let copy = certificate.encrypt(later, &part).unwrap();

    let (_, body) = written(LetterBody::of(Notice::ConcernCopy, Some(copy)).unwrap()).await;
    assert!(!body.contains("waits"));
    let (message, _) =
        pgp::composed::Message::from_string(&body[body.find("-----BEGIN").unwrap()..]).unwrap();
    let mut opened = message.decrypt(&pgp::types::Password::empty(), &key).unwrap();
    assert_eq!(opened.as_data_vec().unwrap(), part.as_slice());
}

#[test]
fn every_notice_has_a_body_and_all_that_wait_look_alike() {
    for notice in Notice::ALL {
        let expected = match notice {
            Notice::ConcernCopy => "Encrypted",
            Notice::Digest => "Digest",
            Notice::Invitation => "Invitation",
            Notice::Refusal => "Refusal",
            Notice::SignInsFailed => "SignInsFailed",
            Notice::TestMail => "Test",
            _ => "Waiting",
        };
        let copy = if notice == Notice::Digest { NUMBERS } else { ARMOUR };
        let body = LetterBody::of(notice, Some(copy.into())).unwrap();
        assert_eq!(format!("{body:?}"), expected);
    }
    assert!(LetterBody::of(Notice::ConcernCopy, None).is_none());
    assert!(LetterBody::of(Notice::Digest, None).is_none());
}

const NUMBERS: &str = r#"{"follow_ups":2,"overdue":1,"reviews":0,"contacts":0}"#;

#[tokio::test]
async fn a_reminder_holds_numbers_and_no_names() {
    let (head, body) = written(LetterBody::of(Notice::Digest, Some(NUMBERS.into())).unwrap()).await;
    assert!(head.contains("Subject: Something is waiting for you\r\n"));
    let expected = "This waits for you today:\r\n\r\n\
        2 follow-ups due\r\n1 organisation not met in time\r\n\r\n\
        Sign in to see it:\r\n\r\nhttps://portal.example.org/staff\r\n\r\n\
        Please do not reply: nobody reads what is sent to this address.\r\n\r\n\
        Candour\r\n\r\n";
    assert_eq!(body, expected);
}

#[tokio::test]
async fn the_folder_is_private_and_holds_each_letter_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made/for/it");
    let mailer = in_folder(path.clone());
    for _ in 0..2 {
        assert_eq!(mailer.send(&letter(LetterBody::Waiting), now()).await, Outcome::Sent);
    }
    let names: Vec<_> = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [format!("{ID}.eml").as_str()]);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    assert_eq!(mode(&path.join(&names[0])), 0o600);
}

#[test]
fn a_folder_open_to_others_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o755, 0o710, 0o701] {
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        let problem = Mailer::new(settings(Transport::Folder(folder.path().into()))).unwrap_err();
        assert!(matches!(problem, MailerProblem::FolderOpen), "{mode:o}: {problem}");
    }
}

#[tokio::test]
async fn a_folder_that_went_away_may_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mail");
    let mailer = in_folder(path.clone());
    std::fs::remove_dir(&path).unwrap();
    let outcome = mailer.send(&letter(LetterBody::Waiting), now()).await;
    assert_eq!(outcome, Outcome::Retry(Reason::Folder));
    std::fs::write(&path, b"a file is in the way").unwrap();
    let problem = Mailer::new(settings(Transport::Folder(path))).unwrap_err();
    assert!(matches!(problem, MailerProblem::Folder(_)), "{problem}");
}

#[test]
fn nothing_secret_prints_itself() {
    let body = LetterBody::Encrypted("armour".into());
    assert_eq!(format!("{body:?}"), "Encrypted");
    let letter = format!("{:?}", letter(LetterBody::Waiting));
    assert!(!letter.contains('@'), "{letter}");
    let smtp = SmtpSettings {
        host: "mail.example.org".into(),
        port: 587,
        security: Security::StartTls,
        user: Some("someone".into()),
        password: Some("open sesame".to_owned().into()),
        extra_root: None,
    };
    let printed = format!("{:?}", settings(Transport::Smtp(smtp)));
    assert!(!printed.contains("sesame") && !printed.contains("someone"), "{printed}");
}
