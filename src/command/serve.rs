//! `candour serve`: serves until told to stop.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio_util::sync::CancellationToken;

use view::draw;
use view::error::{ErrorPage, Problem};
use web::health::Readiness;
use web::server::{Routes, Server};
use web::signal::Signals;
use web::state::{WebState, shared};
use web::{certificate, route};

use super::listen::{Pages, listeners, pace, signpost};
use super::terminal::say;
use super::{build, log};
use crate::config::{Role, Settings};

/// Serves with these settings until a signal.
///
/// # Errors
/// Something cannot be opened, bound or read.
pub(super) async fn serve(settings: Settings) -> anyhow::Result<()> {
    log::start(settings.log)?;
    let key = build::server_key(&settings)?;
    let app = build::app(&settings, &key)?;
    for warning in settings.warnings() {
        tracing::warn!("{warning}");
    }
    let state = build::state(&settings, app);
    run(&settings, state).await
}

/// Serves an application that is ready.
///
/// # Errors
/// A listener or the mailer cannot be set up.
pub(super) async fn run(settings: &Settings, state: WebState) -> anyhow::Result<()> {
    let app = state.app.clone();
    let (listeners, certificate) =
        listeners(settings, &pages(&state)).context("the certificate cannot be used")?;
    let (server, addresses) = Server::bind(listeners, pace(settings))?;
    let stop = CancellationToken::new();
    let watching = certificate.map(|certificate| {
        let every = Duration::from_secs(settings.server.tls.check_seconds);
        tokio::spawn(certificate::watch(certificate, every, stop.clone()))
    });
    // Before anybody is told that it serves: who is told may say at once that it is to stop.
    let signals = tokio::spawn(Signals::listen()?.stop(stop.clone()));
    let resting = CancellationToken::new();
    let working = if settings.server.has(Role::Worker) {
        Some(tokio::spawn(worker::run(app, build::mailer(settings)?, resting.clone())))
    } else {
        None
    };
    say(&format!("listening {}", signpost(settings, &addresses)));
    server.run(stop.clone()).await?;
    // Nothing is served any more and every request is answered: now the worker may finish, then the store.
    stop.cancel();
    resting.cancel();
    if let Some(working) = working {
        working.await?;
    }
    if let Some(watching) = watching {
        watching.await??;
    }
    signals.await?;
    Ok(())
}

fn pages(state: &WebState) -> Pages {
    let (public, staff, missing) = (shared(state), shared(state), shared(state));
    let store = state.app.store.clone();
    let refusal = ErrorPage { site: &state.site, problem: Problem::Expired, kept: None };
    Pages {
        public: Arc::new(move |config: &mut _| route::public(config, &public)) as Routes,
        staff: Arc::new(move |config: &mut _| route::staff(config, &staff)) as Routes,
        missing: Arc::new(move |config: &mut _| route::missing(config, &missing)) as Routes,
        readiness: Readiness::new(move || {
            let store = store.clone();
            async move { store.is_ready().await }
        }),
        refusal: draw(&refusal),
    }
}
