//! The whole concern as an `OpenPGP` message, opened by the real `gpg`.

use crate::mail::{SOON, as_text, header, over_starttls};
use crate::support::journey;
use crate::support::premises::Served;
use crate::support::process::{Finished, Launch};
use crate::support::smtp::Smtp;

/// A key ring of its own, and the agent that goes with it.
struct Gpg(Launch);

impl Gpg {
    /// A ring with one key for this person.
    fn with_key(person: &str, expires: &str) -> Self {
        let gpg = Self(Launch::of("gpg"));
        std::fs::create_dir(gpg.0.folder().join("ring")).expect("make a folder");
        let made = gpg
            .run(&["--passphrase", "", "--quick-gen-key", person, "future-default", "default", expires], "");
        assert!(made.status.success(), "{}", made.stderr);
        gpg
    }

    fn run(&self, arguments: &[&str], input: &str) -> Finished {
        let ring = ["--homedir", "ring", "--batch", "--yes", "--pinentry-mode", "loopback"];
        self.0.clone().args(&ring).args(arguments).input(input).run()
    }

    /// The public half, as text.
    fn certificate(&self) -> String {
        self.run(&["--armor", "--export"], "").stdout
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        Launch::of("gpgconf")
            .args(&["--homedir", &format!("{}/ring", self.0.folder().display()), "--kill", "all"])
            .run();
    }
}

#[tokio::test]
async fn the_copy_holds_the_whole_concern_for_the_desks_key_alone() {
    let gpg = Gpg::with_key("Triage desk <triage@psd.example>", "0");
    let smtp = Smtp::start();
    let served = Served::start(&as_text(&over_starttls(&smtp)));
    let mut manager = served.staff("i.vale").await;
    set_certificate(&mut manager, &gpg.certificate(), 303).await;
    let answers = [
        ("story", "The constable waits outside the libr\u{e1}ry\n\u{0642}\u{0627}\u{0644}"),
        ("name", "Quillfeather"),
        ("place", "Harrow Green"),
        ("sign", "W03"),
        ("relation", "agency"),
        ("agency_name", "Lantern House 900123"),
    ];
    let sent = journey::send(&mut served.visitor(), &answers).await;
    let reference = journey::reference(&sent);
    let copy = loop {
        let mail = smtp.receive(SOON).expect("the copy comes");
        if header(&mail, "Content-Type").starts_with("multipart/encrypted") {
            break mail;
        }
    };
    assert_eq!(copy.to, ["triage@psd.example"]);
    assert_eq!(header(&copy, "Subject"), "Something is waiting for you");
    let raw = String::from_utf8_lossy(&copy.raw).into_owned();
    for word in ["constable", "Quillfeather", "Harrow", "900123", &reference, "Northmere"] {
        assert!(!raw.contains(word), "{word} stands in clear:\n{raw}");
    }
    let begin = raw.find("-----BEGIN PGP MESSAGE-----").expect("a message");
    let end = raw.find("-----END PGP MESSAGE-----").expect("its end") + 25;
    let opened = gpg.run(&["--decrypt"], &raw[begin..end]);
    assert!(opened.status.success(), "{}", opened.stderr);
    for word in [
        "constable waits",
        "libr\u{e1}ry",
        "\u{0642}\u{0627}\u{0644}",
        "Quillfeather",
        "Harrow Green",
        &reference,
    ] {
        assert!(opened.stdout.contains(word), "{word} is missing:\n{}", opened.stdout);
    }
    assert!(!opened.stdout.contains("900123"), "the source is not in it:\n{}", opened.stdout);
    let other = Gpg::with_key("Somebody else <else@psd.example>", "0");
    assert!(!other.run(&["--decrypt"], &raw[begin..end]).status.success());
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_refused_with_a_reason() {
    let smtp = Smtp::start();
    let served = Served::start(&as_text(&over_starttls(&smtp)));
    let gpg = Gpg::with_key("Triage desk <triage@psd.example>", "0");
    let secret = gpg.run(&["--armor", "--export-secret-keys"], "").stdout;
    assert!(secret.contains("PRIVATE KEY"), "{secret}");
    let torn = gpg.certificate().replacen("mDM", "mDN", 1).replacen("mQ", "mR", 1);
    let mut manager = served.staff("i.vale").await;
    for text in [
        "not a certificate",
        &secret,
        &torn,
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----",
    ] {
        set_certificate(&mut manager, text, 422).await;
    }
    let log = served.server.stderr();
    assert!(!log.contains("PRIVATE KEY") && !log.contains("not a certificate"), "{log}");
}

async fn set_certificate(manager: &mut crate::support::client::Visitor, armour: &str, status: u16) {
    let desks = manager.open("/staff/desks").await;
    let desk = manager.open(&desks.attribute("main a[href^='/staff/desks/']", "href")[0]).await;
    let path = desk.url.path().to_owned();
    let saved = manager.submit_to(&desk, &path, &[("certificate", armour)]).await;
    let answer = saved.via.first().unwrap_or(&saved);
    assert_eq!(answer.status, status, "{}", saved.describe());
    if status == 422 {
        assert!(!saved.select(".govuk-error-summary").is_empty(), "{}", saved.describe());
    } else {
        assert!(saved.text().contains("Fingerprint of the certificate"), "{}", saved.describe());
    }
}
