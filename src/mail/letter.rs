//! Letters, and what they look like on the wire.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{ContentDisposition, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder, MultiPart, SinglePart};

use super::address::Address;
use super::settings::MailSettings;
use crate::crypto::secret::PlainBytes;
use crate::domain::time::Timestamp;

/// The subject of every letter about work. It tells nothing, whoever looks over a shoulder.
const SUBJECT: &str = "Something is waiting for you";

/// The smallest private part, in bytes; larger ones fill the next power of two.
const SMALLEST_PART: usize = 8_192;

/// A letter to one person or desk.
#[derive(Clone, Debug)]
pub struct Letter {
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
    /// The mail settings work.
    Test,
}

impl std::fmt::Debug for LetterBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Waiting => "Waiting",
            Self::Encrypted(_) => "Encrypted",
            Self::Test => "Test",
        })
    }
}

impl Letter {
    /// The letter as a message, or none when its identifier is not fit to be one.
    pub(super) fn render(&self, settings: &MailSettings, now: Timestamp) -> Option<Message> {
        if !is_fit(&self.id) {
            return None;
        }
        let head = self.head(settings, now);
        match &self.body {
            LetterBody::Waiting => head.subject(SUBJECT).singlepart(plain(waiting(settings))),
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
/// empty lines up to a size that tells little.
pub fn private_part(text: &str) -> PlainBytes {
    const HEAD: &str = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    // Room for every line end to grow by one byte: a buffer that moves leaves a copy behind.
    let longest = HEAD.len() + text.len() + text.matches('\n').count() + 2;
    let size = longest.next_power_of_two().max(SMALLEST_PART);
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
