//! Every setting of one process, and what is wrong with them.

use std::path::PathBuf;

use serde::Deserialize;

use super::data::Data;
use super::files::Files;
use super::limits::Limits;
use super::log::Log;
use super::mail::{Mail, MailSecurity};
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

    /// What can be used and yet is probably not what an operator means, as sentences.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.has_no_mail_server() {
            warnings.push(
                "mail.security is \"folder\": no mail leaves this machine, and nobody is told that a report waits. \
                 Set mail.host and mail.security, or mail.accept_folder = true if another program sends what is \
                 written there."
                    .to_owned(),
            );
        }
        warnings
    }

    /// Whether a site that is reached over HTTPS, so one that is meant for real use, sends no mail.
    pub fn has_no_mail_server(&self) -> bool {
        self.site.is_https() && self.mail.security == MailSecurity::Folder && !self.mail.accept_folder
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
