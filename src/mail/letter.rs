//! Letters, and what they look like on the wire.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{ContentDisposition, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, MultiPart, SinglePart};

use crypto::padding::bucket;
use crypto::secret::PlainBytes;
use domain::platform::outbox::Notice;
use domain::platform::time::Timestamp;
use domain::register::digest::Tally;

use crate::address::Address;
use crate::settings::MailSettings;

/// The subject of every letter about work. It tells nothing, whoever looks over a shoulder.
const SUBJECT: &str = "Something is waiting for you";

/// The subject of a letter to somebody without an account.
const ANSWER: &str = "Your message to us";

/// The subject of a letter about wrong passwords: it could be of any site.
const PASSWORD: &str = "About your password";

/// A letter to one person or desk.
#[derive(Clone, Debug)]
pub struct Email {
    /// Names the letter for ever, and through all attempts: a server or a reader that gets it twice can tell.
    /// Up to 64 letters, digits and hyphens, such as a UUID.
    pub id: String,
    /// Whom it goes to.
    pub to: Address,
    /// What it says.
    pub body: LetterBody,
}

/// What a letter says.
#[derive(Clone)]
pub enum LetterBody {
    /// Something waits; sign in. Alike for every kind of thing, so that it does not tell which.
    Waiting,
    /// The armoured `OpenPGP` message of a [`private_part`].
    Encrypted(String),
    /// How much waits, by kind; sign in.
    Digest(Tally),
    /// A one-time link, of which this is the token.
    Invitation(String),
    /// What was asked for could not be agreed to.
    Refusal,
    /// Somebody failed to sign in again and again.
    SignInsFailed,
    /// The mail settings work.
    Test,
}

impl std::fmt::Debug for LetterBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Waiting => "Waiting",
            Self::Encrypted(_) => "Encrypted",
            Self::Digest(_) => "Digest",
            Self::Invitation(_) => "Invitation",
            Self::Refusal => "Refusal",
            Self::SignInsFailed => "SignInsFailed",
            Self::Test => "Test",
        })
    }
}

impl LetterBody {
    /// What a notice says; none when what it needs is missing. `copy` is the armoured message of
    /// [`Notice::ConcernCopy`], the numbers of [`Notice::Digest`] as JSON, or the token of
    /// [`Notice::Invitation`].
    pub fn of(notice: Notice, copy: Option<String>) -> Option<Self> {
        match notice {
            Notice::ConcernWaiting
            | Notice::ReplyWaiting
            | Notice::ConflictDeclared
            | Notice::ApprovalWaiting => Some(Self::Waiting),
            Notice::ConcernCopy => copy.map(Self::Encrypted),
            Notice::Digest => copy.and_then(|numbers| serde_json::from_str(&numbers).ok()).map(Self::Digest),
            Notice::Invitation => copy.map(Self::Invitation),
            Notice::Refusal => Some(Self::Refusal),
            Notice::SignInsFailed => Some(Self::SignInsFailed),
            Notice::TestMail => Some(Self::Test),
        }
    }

    /// Whether it can go: what is not encrypted must never pass for a copy that is.
    fn is_fit(&self) -> bool {
        match self {
            Self::Encrypted(armoured) => is_armoured(armoured),
            Self::Invitation(token) => is_token(token),
            Self::Waiting | Self::Digest(_) | Self::Refusal | Self::SignInsFailed | Self::Test => true,
        }
    }
}

impl Email {
    /// The letter as a message, or none when its identifier or its body is not fit for one.
    pub(super) fn render(&self, settings: &MailSettings, now: Timestamp) -> Option<Message> {
        if !is_fit(&self.id) || !self.body.is_fit() {
            return None;
        }
        let head = self.head(settings, now);
        match &self.body {
            LetterBody::Waiting => head.subject(SUBJECT).singlepart(plain(waiting(settings))),
            LetterBody::Digest(tally) => head.subject(SUBJECT).singlepart(plain(digest(tally, settings))),
            LetterBody::Invitation(token) => {
                head.subject(SUBJECT).singlepart(plain(invitation(token, settings)))
            }
            LetterBody::Refusal => head.subject(ANSWER).singlepart(plain(refusal(settings))),
            LetterBody::SignInsFailed => head.subject(PASSWORD).singlepart(plain(sign_ins_failed(settings))),
            LetterBody::Test => head.subject("Test message").singlepart(plain(test(settings))),
            LetterBody::Encrypted(armoured) => head.subject(SUBJECT).multipart(encrypted(armoured)),
        }
        .ok()
    }

    fn head(&self, settings: &MailSettings, now: Timestamp) -> MessageBuilder {
        let from = settings.from.address();
        Message::builder()
            .from(bare(from))
            .reply_to(bare(from))
            .to(bare(&self.to))
            .date(as_system_time(now))
            .message_id(Some(format!("<{}@{}>", self.id, from.domain())))
            // RFC 3834, and what Exchange understands: nobody's absence note should answer.
            .raw_header(fixed("Auto-Submitted", "auto-generated"))
            .raw_header(fixed("X-Auto-Response-Suppress", "All"))
    }
}

/// Makes the part of a mail that is to be encrypted (RFC 3156, 4): `text` as a MIME entity, filled with
/// empty lines up to a [`bucket`], so that its size tells little.
pub fn private_part(text: &str) -> PlainBytes {
    const HEAD: &str = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    // Room for every line end to grow by one byte: a buffer that moves leaves a copy behind.
    let longest = HEAD.len() + text.len() + text.matches('\n').count() + 2;
    let size = bucket(longest);
    let mut part = PlainBytes::new(Vec::with_capacity(size));
    part.extend_from_slice(HEAD.as_bytes());
    for line in text.lines() {
        part.extend_from_slice(line.as_bytes());
        part.extend_from_slice(b"\r\n");
    }
    if (size - part.len()) % 2 == 1 {
        part.push(b' ');
    }
    while part.len() < size {
        part.extend_from_slice(b"\r\n");
    }
    part
}

/// Whether the identifier can stand in a header and in a file name.
fn is_fit(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether the text can be the last part of an address as it is.
fn is_token(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Whether the text is one armoured `OpenPGP` message and nothing else (RFC 9580, 6.2).
fn is_armoured(text: &str) -> bool {
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
    let inner = text
        .trim_end()
        .strip_prefix("-----BEGIN PGP MESSAGE-----\n")
        .and_then(|rest| rest.strip_suffix("-----END PGP MESSAGE-----"));
    inner.is_some_and(|lines| lines.lines().all(|line| line.len() <= 76 && line.chars().all(is_base64)))
}

/// An address without a name: a name could reveal the service.
fn bare(address: &Address) -> Mailbox {
    Mailbox::new(None, address.as_lettre())
}

fn as_system_time(now: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(now.seconds()).unwrap_or(0))
}

fn fixed(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn plain(text: String) -> SinglePart {
    SinglePart::plain(text)
}

fn waiting(settings: &MailSettings) -> String {
    format!(
        "Something is waiting for you. Sign in to see it:\n\n{}\n\n{}",
        settings.staff_url,
        ending(settings)
    )
}

/// Numbers alone: never whom or what they are about.
fn digest(tally: &Tally, settings: &MailSettings) -> String {
    format!(
        "This waits for you today:\n\n{}\n\nSign in to see it:\n\n{}\n\n{}",
        tally.lines().join("\n"),
        settings.staff_url,
        ending(settings)
    )
}

/// Never who sends it or what it opens: a colleague or a client may look on.
fn invitation(token: &str, settings: &MailSettings) -> String {
    format!(
        "Something is waiting for you. Open this link to see it. It works once, and for 7 days:\n\n{}{}\n\n\
         If you do not expect this, you need not do anything.\n\n{}",
        settings.public_origin,
        path::agency::join(token),
        ending(settings)
    )
}

/// Never what was asked for, or why not: a colleague or a client may look on.
fn refusal(settings: &MailSettings) -> String {
    format!(
        "Thank you for your message. We have looked into it with care, and cannot agree to it as things are. \
         If you think that we got something wrong, ask us. How to reach us stands here:\n\n{}{}\n\n{}",
        settings.public_origin,
        path::privacy(),
        ending(settings)
    )
}

/// Never what for, where or when, and no link: others may read along, and a letter with a link to sign in is
/// what thieves send.
fn sign_ins_failed(settings: &MailSettings) -> String {
    format!(
        "Somebody gave your email address with a wrong password or a wrong code, several times in one day. That did not let \
         them in.\n\n\
         If it was you, you need not do anything.\n\n\
         If it was not you, you can go on as before: on a device that you have used before, with a passkey, or with two codes \
         of your app, one after the other. If somebody else may know your password, choose a new one.\n\n{}",
        ending(settings)
    )
}

fn test(settings: &MailSettings) -> String {
    format!("This is a test. Mail from this server reaches you.\n\n{}", ending(settings))
}

fn ending(settings: &MailSettings) -> String {
    format!("Please do not reply: nobody reads what is sent to this address.\n\n{}\n", settings.site_name)
}

/// RFC 3156, 4: a part that names the version, then the message itself.
fn encrypted(armoured: &str) -> MultiPart {
    let version = SinglePart::builder()
        .content_type(content_type("application/pgp-encrypted"))
        .body(String::from("Version: 1\n"));
    let message = SinglePart::builder()
        .content_type(content_type("application/octet-stream; name=\"encrypted.asc\""))
        .header(ContentDisposition::inline_with_name("encrypted.asc"))
        .body(armoured.to_owned());
    MultiPart::encrypted("application/pgp-encrypted".to_owned()).singlepart(version).singlepart(message)
}

fn content_type(text: &'static str) -> ContentType {
    ContentType::parse(text).unwrap_or(ContentType::TEXT_PLAIN)
}
