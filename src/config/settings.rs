//! Every setting of one process, and what is wrong with them.

use std::path::PathBuf;

use serde::Deserialize;

use super::data::Data;
use super::files::Files;
use super::limits::Limits;
use super::log::Log;
use super::mail::Mail;
use super::server::Server;
use super::site::Site;

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
    /// What an operator has to put right, as sentences. Empty when all is well. Reads no file and opens no
    /// socket.
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
