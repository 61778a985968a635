//! `candour migrate`: brings the tables of a shared database up to date.

use anyhow::Context;

use super::build;
use super::terminal::say;
use crate::config::Settings;

/// Migrates. Nodes that share a database take turns.
///
/// # Errors
/// The database cannot be reached, or a migration fails.
pub(super) fn migrate(settings: &Settings) -> anyhow::Result<()> {
    build::folder(settings)?;
    store::migrate(&build::address(settings)?).context("the database could not be migrated")?;
    say("The tables are up to date.");
    Ok(())
}
