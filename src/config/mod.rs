//! Apart from the floors: typed settings, read once by `command`, checked in plain words, handed down as plain structs.
//!
//! Built-in defaults (`config/default.toml`, which is also the operator's manual) are overridden by a TOML file,
//! and that by the environment (`CANDOUR__SECTION__KEY`). A name that means nothing is an error.

pub mod blank;
pub mod data;
pub mod database;
pub mod files;
pub mod limits;
pub mod load;
pub mod log;
pub mod mail;
pub mod server;
pub mod site;

use std::path::PathBuf;

use serde::Deserialize;

pub use data::Data;
pub use database::Database;
pub use files::{Files, FilesStore, S3};
pub use limits::Limits;
pub use load::ConfigError;
pub use log::{Log, LogFormat, LogLevel};
pub use mail::{Mail, MailSecurity};
pub use server::{Role, Server, Tls};
pub use site::Site;

/// Every setting of one process.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What people see and where they find it.
    pub site: Site,
    /// Where Candour keeps what it is given.
    pub data: Data,
    /// How Candour is reached.
    pub server: Server,
    /// Where sealed files live.
    pub files: Files,
    /// Outgoing mail.
    pub mail: Mail,
    /// How much, how long.
    pub limits: Limits,
    /// What Candour says about itself.
    pub log: Log,
}

impl Settings {
    /// What an operator has to put right, as sentences. Empty when all is well. Reads no file and opens no socket.
    pub fn validate(&self) -> Vec<String> {
        let mut faults = self.site.faults();
        faults.extend(self.data.faults());
        faults.extend(self.server.faults(&self.site));
        faults.extend(self.files.faults());
        faults.extend(self.mail.faults());
        faults.extend(self.limits.faults());
        faults
    }

    /// The folder that mail is written to when `mail.security` is `folder`.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.folder.join("mail")
    }

    /// The folder of sealed files when `files.store` is `folder`.
    pub fn files_folder(&self) -> PathBuf {
        self.data.folder.join("files")
    }
}
