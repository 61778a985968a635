//! Outgoing mail.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use zeroize::Zeroizing;

use crypto::secret::SecretText;

use super::blank;
use super::error::ConfigError;

/// How the mail server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Encrypted from the first command on (RFC 3207); refused when the server cannot.
    StartTls,
    /// Encrypted from the first byte (RFC 8314).
    Tls,
    /// Nothing is sent: each message becomes a file.
    Folder,
}

/// The `[mail]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// How the mail server is spoken to.
    pub security: MailSecurity,
    /// Whether a site on HTTPS is meant to go without a mail server.
    pub accept_folder: bool,
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The account, if the server asks for one.
    #[serde(deserialize_with = "blank::is_none")]
    pub user: Option<String>,
    /// The account's password; empty when there is none here.
    pub password: SecretText,
    /// A file that holds the password.
    #[serde(deserialize_with = "blank::is_none")]
    pub password_file: Option<PathBuf>,
    /// The address that mail comes from.
    pub from: String,
    /// The PEM file of a further authority to trust.
    #[serde(deserialize_with = "blank::is_none")]
    pub extra_root: Option<PathBuf>,
    /// The shortest wait before mail about a new concern leaves, in seconds.
    pub delay_min_seconds: u32,
    /// The longest wait, in seconds.
    pub delay_max_seconds: u32,
}

impl Mail {
    /// The account and its password, when the server asks for one; the password file is read now.
    ///
    /// # Errors
    /// The password file cannot be read.
    pub fn account(&self) -> Result<Option<(&str, SecretText)>, ConfigError> {
        let Some(user) = self.user.as_deref() else { return Ok(None) };
        let password = match &self.password_file {
            None => self.password.clone(),
            Some(path) => {
                let unreadable = |cause| ConfigError::Unreadable { path: path.clone(), cause };
                let content = Zeroizing::new(fs::read_to_string(path).map_err(unreadable)?);
                SecretText::new(content.trim_end_matches(['\r', '\n']).to_owned())
            }
        };
        Ok(Some((user, password)))
    }

    /// What is wrong, as sentences.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault_if = |is_wrong: bool, sentence: &str| {
            if is_wrong {
                faults.push(sentence.to_owned());
            }
        };
        let sends = self.security != MailSecurity::Folder;
        let has_password = !self.password.is_empty() || self.password_file.is_some();
        fault_if(sends && self.host.is_empty(), "mail.host is needed unless mail.security is \"folder\".");
        fault_if(sends && self.port == 0, "mail.port must be the mail server's port, such as 587.");
        fault_if(
            !self.password.is_empty() && self.password_file.is_some(),
            "mail.password and mail.password_file are both set: keep one.",
        );
        fault_if(
            self.user.is_some() != has_password,
            "mail.user needs a password (mail.password_file), and a password needs mail.user.",
        );
        fault_if(!self.from.contains('@'), "mail.from must be a mail address.");
        fault_if(
            self.delay_min_seconds > self.delay_max_seconds,
            "mail.delay_min_seconds is longer than mail.delay_max_seconds.",
        );
        faults
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::config::Settings;

    #[test]
    fn the_password_comes_from_its_file_without_the_line_end() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"a pear tree \r\n").unwrap();
        let mut mail = Settings::read(None, Vec::new()).unwrap().mail;
        mail.user = Some("candour".into());
        mail.password_file = Some(file.path().into());
        assert_eq!(mail.account().unwrap().unwrap().1.expose(), "a pear tree ");
        mail.password_file = Some("/nowhere/at/all".into());
        assert!(mail.account().unwrap_err().to_string().contains("/nowhere/at/all"));
    }
}
