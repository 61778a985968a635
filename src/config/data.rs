//! Where Candour keeps what it is given.

use std::path::PathBuf;

use serde::Deserialize;

use crypto::secret::SecretText;

use super::database::Database;

/// The `[data]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The folder of the database, the sealed files and the server's key file.
    pub folder: PathBuf,
    /// The database's address as written; it may hold a password.
    pub database: SecretText,
}

impl Data {
    /// The database that is meant.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the address. It never repeats the address.
    pub fn database(&self) -> Result<Database, String> {
        Database::parse(&self.database, &self.folder)
    }

    /// The file of the server's own keys.
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("server.key")
    }

    /// What is wrong, as sentences.
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = self.database().err().into_iter().collect();
        if self.folder.as_os_str().is_empty() {
            faults.push("data.folder is empty: say where Candour keeps its files.".into());
        }
        faults
    }
}
