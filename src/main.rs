//! Floor 6: the `candour` executable. Parses its arguments and does what they say.

use std::alloc::System;
use std::process::ExitCode;

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

/// Wipes memory when it is given back: what people typed does not stay behind in a process that runs for
/// months. Here and not in the library: it is for whoever makes a program to choose how memory is kept.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

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
