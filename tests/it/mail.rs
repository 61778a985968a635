//! Mail to desks: that something waits, never what; encrypted on the wire or not sent at all.

mod letters;
mod openpgp;
mod wire;

use std::time::Duration;

use crate::support::smtp::{Mail, Smtp};

/// How long a letter may take to arrive.
const SOON: Duration = Duration::from_secs(30);

/// Settings for `candour` to send over STARTTLS.
fn over_starttls(server: &Smtp) -> Vec<(&'static str, String)> {
    settings(server, "starttls", server.starttls)
}

/// Settings for `candour` to send over TLS from the first byte.
fn over_tls(server: &Smtp) -> Vec<(&'static str, String)> {
    settings(server, "tls", server.tls)
}

fn settings(server: &Smtp, security: &str, port: u16) -> Vec<(&'static str, String)> {
    vec![
        ("CANDOUR__MAIL__SECURITY", security.to_owned()),
        ("CANDOUR__MAIL__HOST", "localhost".to_owned()),
        ("CANDOUR__MAIL__PORT", port.to_string()),
        ("CANDOUR__MAIL__USER", Smtp::USER.to_owned()),
        ("CANDOUR__MAIL__PASSWORD", Smtp::PASSWORD.to_owned()),
        ("CANDOUR__MAIL__EXTRA_ROOT", server.authority.to_str().expect("a path in UTF-8").to_owned()),
        ("CANDOUR__MAIL__FROM", "no-reply@portal.example".to_owned()),
    ]
}

/// The same settings as a slice of text.
fn as_text<'a>(settings: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    settings.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// The value of a header, unfolded.
fn header(mail: &Mail, name: &str) -> String {
    let text = String::from_utf8_lossy(&mail.raw).replace("\r\n ", " ").replace("\r\n\t", " ");
    let head = text.split("\r\n\r\n").next().unwrap_or_default().to_owned();
    let line =
        head.lines().find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
    line.and_then(|line| line.split_once(": ")).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}
