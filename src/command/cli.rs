//! The command line, and what it sets off.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{build, check_config, demo, desk, init, mail, migrate, serve, staff};

/// A confidential way to tell a police professional standards department about officers and staff who abuse
/// their position for a sexual purpose.
#[derive(Debug, Parser)]
#[command(name = "candour", version)]
pub struct Cli {
    /// The settings file; without it ./candour.toml is read if it is there, then CANDOUR__… environment
    /// variables.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows an invented force with invented people, on this machine alone, with nothing configured.
    Demo(demo::Options),
    /// Sets a deployment up: forces, desks, the first people. Prints the recovery key, once.
    Init(init::Options),
    /// Serves public pages, staff pages and background work, as the settings say.
    Serve,
    /// Brings the tables of the database up to date. An embedded database does so by itself.
    Migrate,
    /// Says in plain words what is wrong with the settings.
    CheckConfig,
    /// Adds or resets accounts.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Adds desks and lists their members.
    #[command(subcommand)]
    Desk(desk::Desk),
    /// Tries the mail settings.
    #[command(subcommand)]
    Mail(mail::Mail),
}

/// Does what the command line says.
///
/// # Errors
/// What went wrong, as a chain of causes for the terminal.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    let config = cli.config.as_deref();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match cli.command {
        Command::Demo(options) => runtime.block_on(demo::demo(options)),
        Command::Init(options) => runtime.block_on(init::init(build::settings(config)?, options)),
        Command::Serve => runtime.block_on(serve::serve(build::settings(config)?)),
        Command::Migrate => migrate::migrate(&build::settings(config)?),
        Command::CheckConfig => check_config::check_config(config),
        Command::Staff(what) => runtime.block_on(staff::staff(build::settings(config)?, what)),
        Command::Desk(what) => runtime.block_on(desk::desk(build::settings(config)?, what)),
        Command::Mail(what) => runtime.block_on(mail::mail(build::settings(config)?, what)),
    }
}
