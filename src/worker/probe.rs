//! Whether mail can be sent, asked of the mail server itself and not of letters: the time of a line in the
//! log that a letter failed would tell, by minutes, when somebody sent a report.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use domain::platform::outbox::Reason;
use mail::Mailer;

/// How often the server is asked.
const ASKED: Duration = Duration::from_mins(10);

/// Asks until `stop`, and writes to the log what has changed.
pub async fn watch(mailer: &Mailer, stop: &CancellationToken) {
    let mut before = Ok(());
    while !stop.is_cancelled() {
        let now = tokio::select! {
            () = stop.cancelled() => return,
            now = mailer.probe() => now,
        };
        tell(before, now);
        before = now;
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(ASKED) => {}
        }
    }
}

fn tell(before: Result<(), Reason>, now: Result<(), Reason>) {
    match now {
        Err(reason) if before != now => tracing::error!(reason = reason.code(), "mail cannot be sent"),
        Ok(()) if before.is_err() => tracing::info!("mail can be sent again"),
        _ => {}
    }
}
