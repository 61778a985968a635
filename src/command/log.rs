//! Sets up the log: what Candour says of itself, and nothing that others say about content.

use std::panic::{self, PanicHookInfo};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

use crate::config::{Log, LogFormat, LogLevel};

/// Crates that read what people sent; their complaints could quote it.
const SILENT: [&str; 6] = ["actix_http", "actix_multipart", "img_parts", "lettre", "lopdf", "pgp"];

/// Starts the log on the standard error stream, and lets a panic say where it was and not what it held.
///
/// # Errors
/// A log has been started before.
pub fn start(settings: Log) -> Result<(), TryInitError> {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(directives(settings.level)))
        .with_writer(std::io::stderr)
        // What cannot be written is lost. Saying so on the same stream would end the request, and then the
        // process.
        .log_internal_errors(false)
        .with_target(true);
    match settings.format {
        LogFormat::Text => subscriber.with_ansi(false).finish().try_init()?,
        LogFormat::Json => subscriber.json().finish().try_init()?,
    }
    panic::set_hook(Box::new(|panic| tracing::error!(place = place(panic), "a step failed unexpectedly")));
    Ok(())
}

/// The level is for Candour's own words: libraries say only what failed, and those that read content say
/// nothing.
fn directives(level: LogLevel) -> String {
    let silent = SILENT.map(|name| format!("{name}=off")).join(",");
    format!("error,candour={},{silent}", level.as_str())
}

fn place(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "unknown".into(), |at| format!("{}:{}", at.file(), at.line()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_directive_is_one_that_the_filter_knows() {
        for level in [LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug] {
            let text = directives(level);
            let filter: EnvFilter = text.parse().unwrap();
            assert!(filter.to_string().contains(&format!("candour={}", level.as_str())), "{filter}");
            assert!(filter.to_string().contains("actix_http=off"), "{filter}");
        }
    }
}
