//! Apart from the floors: typed settings, read once by `command`, checked in plain words, handed down as
//! plain structs.
//!
//! Built-in defaults (`config/default.toml`, which is also the operator's manual) are overridden by a TOML
//! file, and that by the environment (`CANDOUR__SECTION__KEY`). A name that means nothing is an error.

pub mod blank;
pub mod data;
pub mod database;
pub mod error;
pub mod files;
pub mod limits;
pub mod load;
pub mod log;
pub mod mail;
pub mod server;
pub mod settings;
pub mod site;

pub use data::Data;
pub use database::Database;
pub use error::ConfigError;
pub use files::{Files, FilesStore, S3};
pub use limits::Limits;
pub use log::{Log, LogFormat, LogLevel};
pub use mail::{Mail, MailSecurity};
pub use server::{Role, Server, Tls};
pub use settings::Settings;
pub use site::Site;
