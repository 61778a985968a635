//! Floor 5: background work. Letters are sent by lease; chores, and what changes much at once, are done by
//! whoever holds the lease of each: any number of nodes may run all of it. Nothing goes on in the background
//! but here: a request that leaves work behind writes that down.

pub mod batch;
pub mod chores;
pub mod holder;
pub mod outbox;
pub mod probe;

use std::time::Duration;

use futures_util::future::join_all;
use tokio_util::sync::CancellationToken;

use mail::Mailer;
use service::App;

pub use holder::Holder;

/// How long to sleep when there is nothing to do.
const IDLE: Duration = Duration::from_secs(5);
/// How often the chores are looked at.
const CHORES: Duration = Duration::from_mins(1);

/// Sends letters, does chores and goes on with batches until `stop`. What has begun is finished.
pub async fn run(app: App, mailer: Mailer, stop: CancellationToken) {
    let letters = join_all((0..outbox::AT_ONCE).map(|_| letters(&app, &mailer, &stop)));
    tokio::join!(letters, chores(&app, &stop), batch::run(&app, &stop), probe::watch(&mailer, &stop));
}

async fn letters(app: &App, mailer: &Mailer, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match outbox::step(app, mailer).await {
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

async fn chores(app: &App, stop: &CancellationToken) {
    let holder = Holder::new();
    while !stop.is_cancelled() {
        if let Err(problem) = chores::step(app, &holder).await {
            tracing::error!(cause = %problem, "chores could not be done");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(CHORES) => {}
        }
    }
}
