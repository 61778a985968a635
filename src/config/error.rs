//! Why the settings could not be read.

use std::io;
use std::path::PathBuf;

/// Why the settings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file that was named cannot be read.
    #[error("{} cannot be read: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A setting is unknown, missing, or of the wrong kind; the sentence names it.
    #[error("{0}")]
    Setting(String),
    /// An environment variable that begins like ours means no setting.
    #[error("the environment variable {0} means no setting: config/default.toml lists them all")]
    UnknownVariable(String),
}
