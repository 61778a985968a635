//! Floor 5: background work. Letters are sent by lease, chores are done by whoever holds the leader's lease: any number
//! of nodes may run both.

pub mod chores;
pub mod mail;
pub mod outbox;

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::mail::Mailer;
use crate::service::House;

/// How long to sleep when there is nothing to do.
const IDLE: Duration = Duration::from_secs(5);
/// How often the chores are looked at.
const CHORES: Duration = Duration::from_mins(1);

/// Sends letters and does chores until `stop`. What has begun is finished.
pub async fn run(house: House, mailer: Mailer, stop: CancellationToken) {
    tokio::join!(letters(&house, &mailer, &stop), chores(&house, &stop), mail::watch(&mailer, &stop));
}

async fn letters(house: &House, mailer: &Mailer, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match outbox::step(house, mailer).await {
            // There may be more: look again at once.
            Ok(sent) if sent > 0 => continue,
            Ok(_) => {}
            Err(problem) => tracing::error!(cause = %problem, "letters could not be looked at"),
        }
        // Letters are held back for minutes on purpose: nobody needs to be woken for one.
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

async fn chores(house: &House, stop: &CancellationToken) {
    let holder = chores::Holder::new();
    while !stop.is_cancelled() {
        if let Err(problem) = chores::step(house, &holder).await {
            tracing::error!(cause = %problem, "chores could not be done");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(CHORES) => {}
        }
    }
}
