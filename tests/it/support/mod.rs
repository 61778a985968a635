//! The test kit: throw-away services, the executable under test, and clients that see it from outside.

pub(crate) mod app;
pub(crate) mod authenticator;
pub(crate) mod blinding;
pub(crate) mod browser;
pub(crate) mod client;
pub(crate) mod database;
pub(crate) mod deployment;
pub(crate) mod journey;
pub(crate) mod member;
pub(crate) mod memory;
pub(crate) mod page;
pub(crate) mod passkey;
pub(crate) mod postgres;
pub(crate) mod practitioners;
pub(crate) mod premises;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod schema;
pub(crate) mod smtp;
pub(crate) mod sorting;
pub(crate) mod tally;
pub(crate) mod tls;
mod watchdog;

use std::path::PathBuf;
use std::time::Duration;

/// How long anything started by a test may take to be ready.
pub(crate) const TIMEOUT: Duration = Duration::from_mins(1);

/// The folder of the Node scripts, where `tests/run` has installed what they need.
fn node_folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/node");
    assert!(folder.join("node_modules").is_dir(), "run tests/run once: tests/node/node_modules is missing");
    folder
}

/// A folder that goes away with the value. Its path is short: a Unix socket's path may be 107 bytes at most.
pub(crate) fn folder(purpose: &str) -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix(&format!("candour-{purpose}-"))
        .tempdir()
        .expect("make a temporary folder")
}
