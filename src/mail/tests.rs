//! Letters as they arrive, in a folder and over a real connection.

mod letters;
mod server;
mod smtp;

use std::path::PathBuf;

use crate::*;

const ID: &str = "0d9c2f5e-7b1a-4c3e-9f60-2a4b8c6d1e3f";

fn now() -> Timestamp {
    Timestamp::from_micros(1_795_000_000_123_456)
}

fn settings(transport: Transport) -> MailSettings {
    MailSettings {
        transport,
        from: "no-reply@portal.example.org".parse().unwrap(),
        site_name: "Candour".into(),
        staff_url: "https://portal.example.org/staff".into(),
        public_origin: "https://portal.example.org".into(),
    }
}

fn letter(body: LetterBody) -> Email {
    Email { id: ID.into(), to: "desk@psd.example.org".parse().unwrap(), body }
}

fn in_folder(path: PathBuf) -> Mailer {
    Mailer::new(settings(Transport::Folder(path))).unwrap()
}
