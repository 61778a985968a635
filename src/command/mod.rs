//! Floor 6: what the program can be told to do. Reads the settings and wires the application together.

mod ambient;
mod build;
mod check_config;
mod cli;
mod demo;
mod desk;
mod init;
pub mod listen;
pub mod log;
mod mail;
mod migrate;
mod serve;
mod staff;
mod terminal;

pub use ambient::{SystemClock, SystemRandom};
pub use cli::{Cli, run};
