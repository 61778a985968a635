//! Floor 6: the `candour` executable. Parses its arguments and does what they say.

use std::process::ExitCode;

use clap::Parser;

#[expect(clippy::print_stderr, reason = "the terminal is the user interface of a command")]
fn main() -> ExitCode {
    // Several crates bring a TLS provider within reach; whoever asks first must get this one.
    drop(candour::web::tls::provider().install_default());
    match candour::command::run(candour::command::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("candour: {error:#}");
            ExitCode::FAILURE
        }
    }
}
