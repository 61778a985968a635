//! Listens, serves, and stops without breaking off what has begun.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::BoxBody;
use actix_web::dev::{self, ServerHandle, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::ServiceConfig;
use actix_web::{App, Error, HttpServer};
use futures_util::future::{join, join_all, try_join_all};
use tokio_util::sync::CancellationToken;

use crate::certificate::ReloadingCertificate;
use crate::layer::headers::{self, SecurityHeaders};
use crate::layer::origin::{self, Origins};
use crate::layer::{forget, request_log};
use crate::tls;

/// How long a client may take for a handshake, for a request's head, and between requests: Tor is slow.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Adds routes to an application. Called once in each worker thread, so what it adds must be shared or made
/// anew.
pub type Routes = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;

/// One address and what is served there.
#[derive(Clone)]
pub struct Listener {
    /// Where to listen; port 0 asks the system for a free one.
    pub address: SocketAddr,
    /// The certificate, when this process encrypts.
    pub tls: Option<Arc<ReloadingCertificate>>,
    /// The headers on every answer.
    pub headers: Arc<SecurityHeaders>,
    /// Where forms may come from.
    pub origins: Arc<Origins>,
    /// What is served.
    pub routes: Routes,
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").field("address", &self.address).finish_non_exhaustive()
    }
}

/// How a server goes about its work.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Threads for each address; 0 for one per core.
    pub workers: usize,
    /// How long begun requests may take to finish at the end.
    pub shutdown: Duration,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The address is taken, forbidden, or not this machine's.
    #[error("nothing can listen on {address}: {cause}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        cause: io::Error,
    },
    /// Encryption cannot be set up.
    #[error("encryption cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
}

/// Every listener of this process, bound and ready.
pub struct Server {
    servers: Vec<dev::Server>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("listeners", &self.servers.len()).finish()
    }
}

impl Server {
    /// Binds every listener and tells the addresses, in the same order. Connections wait until
    /// [`Server::run`].
    pub fn bind(listeners: Vec<Listener>, pace: Pace) -> Result<(Self, Vec<SocketAddr>), BindError> {
        let bound = listeners.into_iter().map(|listener| bind(listener, pace));
        let (servers, addresses) = bound.collect::<Result<(Vec<_>, Vec<_>), _>>()?;
        Ok((Self { servers }, addresses))
    }

    /// Serves until `stop`, then accepts nothing new and waits for what has begun, at most
    /// [`Pace::shutdown`]. When this returns, no handler runs any more: then stop the worker, then the store.
    ///
    /// # Errors
    /// A listener failed.
    pub async fn run(self, stop: CancellationToken) -> io::Result<()> {
        if self.servers.is_empty() {
            stop.cancelled().await;
            return Ok(());
        }
        let handles: Vec<ServerHandle> = self.servers.iter().map(dev::Server::handle).collect();
        let mut serving = try_join_all(self.servers);
        tokio::select! {
            ended = &mut serving => return ended.map(|_| ()),
            () = stop.cancelled() => {}
        }
        let stopping = join_all(handles.iter().map(|handle| handle.stop(true)));
        join(serving, stopping).await.0.map(|_| ())
    }
}

fn bind(listener: Listener, pace: Pace) -> Result<(dev::Server, SocketAddr), BindError> {
    let address = listener.address;
    let tls = listener.tls.clone().map(|certificate| tls::server_config(certificate)).transpose()?;
    let in_each_thread = move || {
        forget::keep_tidy();
        application(&listener)
    };
    let mut server = HttpServer::new(in_each_thread)
        .disable_signals()
        // A compressed page leaves in pieces: without this, each waits 40 ms for the client to confirm the
        // one before.
        .tcp_nodelay(true)
        .client_request_timeout(TIMEOUT)
        .keep_alive(TIMEOUT)
        .tls_handshake_timeout(TIMEOUT)
        .shutdown_timeout(pace.shutdown.as_secs());
    if pace.workers > 0 {
        server = server.workers(pace.workers);
    }
    let server = match tls {
        Some(config) => server.bind_rustls_0_23(address, config),
        None => server.bind(address),
    };
    let server = server.map_err(|cause| BindError::Address { address, cause })?;
    let bound = server.addrs().first().copied().unwrap_or(address);
    Ok((server.run(), bound))
}

/// The application of one listener: its routes inside the layers that surround every route.
pub fn application(
    listener: &Listener,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()>
    + use<>,
> {
    let (origins, headers) = (Arc::clone(&listener.origins), Arc::clone(&listener.headers));
    let check_origin = move |request: ServiceRequest, next: Next<BoxBody>| {
        origin::layer(Arc::clone(&origins), request, next)
    };
    let put_headers = move |request: ServiceRequest, next: Next<BoxBody>| {
        headers::layer(Arc::clone(&headers), request, next)
    };
    // The last one wrapped is the outermost.
    App::new()
        .wrap(from_fn(check_origin))
        .wrap(from_fn(put_headers))
        .wrap(from_fn(request_log::layer))
        .wrap(from_fn(forget::layer))
        .configure(|config| (listener.routes)(config))
}

#[cfg(test)]
mod tests;
