//! The system's signals.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Waits for SIGTERM or SIGINT, then cancels `stop`; returns early when `stop` is cancelled by somebody else.
///
/// # Errors
/// The system gives no signal handler.
pub async fn stop_on_signal(stop: CancellationToken) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        () = stop.cancelled() => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    stop.cancel();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;
    use crate::web::trial::signal_ourselves;

    #[tokio::test]
    async fn the_signals_of_the_system_mean_stop() {
        for name in ["-TERM", "-INT"] {
            let stop = CancellationToken::new();
            let mut waiting = pin!(stop_on_signal(stop.clone()));
            // The first look sets the handlers up.
            assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            assert!(!stop.is_cancelled());
            signal_ourselves(name);
            waiting.await.unwrap();
            assert!(stop.is_cancelled());
        }
    }

    #[tokio::test]
    async fn it_does_not_wait_for_a_signal_once_stopped() {
        let stop = CancellationToken::new();
        stop.cancel();
        stop_on_signal(stop).await.unwrap();
    }
}
