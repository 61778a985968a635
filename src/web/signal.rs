//! The system's signals.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// The signals that mean stop. From when there is a value of it, they do not end the process by themselves.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens to SIGTERM and SIGINT.
    ///
    /// # Errors
    /// The system gives no signal handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for one of them, then cancels `stop`; returns early when `stop` is cancelled by somebody else.
    pub async fn stop(mut self, stop: CancellationToken) {
        tokio::select! {
            () = stop.cancelled() => {}
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        stop.cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authority::signal_ourselves;

    #[tokio::test]
    async fn the_signals_of_the_system_mean_stop() {
        for name in ["-TERM", "-INT"] {
            let stop = CancellationToken::new();
            let signals = Signals::listen().unwrap();
            signal_ourselves(name);
            assert!(!stop.is_cancelled());
            signals.stop(stop.clone()).await;
            assert!(stop.is_cancelled());
        }
    }

    #[tokio::test]
    async fn it_does_not_wait_for_a_signal_once_stopped() {
        let stop = CancellationToken::new();
        stop.cancel();
        Signals::listen().unwrap().stop(stop).await;
    }
}
