//! What stands between Candour and `PostgreSQL`, and cuts the connection when it is told to: after the server
//! has taken a COMMIT, and before Candour hears of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

/// The name of a server's socket in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// What becomes of commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// They are answered.
    Pass,
    /// The answer of each is lost with its connection. New connections are let through.
    Lose,
    /// The answer of the next is lost, and from then on nobody gets through.
    LoseAll,
    /// Nobody gets through.
    Shut,
}

/// A running proxy. It ends with the runtime that it was started in.
pub(crate) struct Proxy {
    /// The address of the database, through the proxy.
    pub(crate) url: String,
    shared: Arc<Shared>,
    _folder: TempDir,
}

struct Shared {
    server: PathBuf,
    manner: Mutex<Manner>,
    lost: AtomicUsize,
    /// How often all connections were cut.
    cuts: watch::Sender<usize>,
}

impl Proxy {
    /// A proxy before the database at `url`, which is reached by a socket in a folder.
    pub(crate) fn before(url: &str) -> Self {
        let (start, server) = url.split_once("?host=").expect("a folder in the URL");
        let folder = super::folder("proxy");
        let listener = UnixListener::bind(folder.path().join(SOCKET)).expect("listen");
        let shared = Arc::new(Shared {
            server: Path::new(server).join(SOCKET),
            manner: Mutex::new(Manner::Pass),
            lost: AtomicUsize::new(0),
            cuts: watch::Sender::new(0),
        });
        tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { url: format!("{start}?host={}", folder.path().display()), shared, _folder: folder }
    }

    /// What becomes of commits from now on.
    pub(crate) fn set(&self, manner: Manner) {
        self.shared.set(manner);
    }

    /// How many answers were lost so far.
    pub(crate) fn lost(&self) -> usize {
        self.shared.lost.load(Ordering::SeqCst)
    }
}

impl Shared {
    fn manner(&self) -> Manner {
        *self.manner.lock().expect("the manner")
    }

    fn set(&self, manner: Manner) {
        *self.manner.lock().expect("the manner") = manner;
    }
}

async fn accept(listener: UnixListener, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        // Whoever is not let through finds the connection closed.
        if shared.manner() != Manner::Shut {
            tokio::spawn(serve(client, Arc::clone(&shared)));
        }
    }
}

/// Passes on what both sides say, until one of them ends or the connection is cut.
async fn serve(mut client: UnixStream, shared: Arc<Shared>) {
    let Ok(mut server) = UnixStream::connect(&shared.server).await else { return };
    let mut cuts = shared.cuts.subscribe();
    let (mut from_client, mut from_server) = (Vec::new(), [0; 16_384]);
    let mut started = false;
    loop {
        tokio::select! {
            read = client.read_buf(&mut from_client) => {
                if !matches!(read, Ok(count) if count > 0) { return }
            }
            read = server.read(&mut from_server) => {
                let Ok(count @ 1..) = read else { return };
                if client.write_all(&from_server[..count]).await.is_err() { return }
            }
            _ = cuts.changed() => return,
        }
        while let Some(length) = length(&from_client, started) {
            let message: Vec<u8> = from_client.drain(..length).collect();
            started = true;
            if server.write_all(&message).await.is_err() {
                return;
            }
            if message == b"Q\0\0\0\x0bCOMMIT\0" && lose(&mut server, &shared).await {
                return;
            }
        }
    }
}

/// How long the first message is; none until it is whole. Each has its length; all but the first have a
/// letter before it.
fn length(bytes: &[u8], started: bool) -> Option<usize> {
    let letter = usize::from(started);
    let told = bytes.get(letter..letter + 4)?;
    let length = letter + u32::from_be_bytes(told.try_into().ok()?) as usize;
    (bytes.len() >= length).then_some(length)
}

/// Waits until the server has committed, and forgets what it answered; false when commits are answered.
async fn lose(server: &mut UnixStream, shared: &Shared) -> bool {
    let manner = shared.manner();
    if manner == Manner::Pass {
        return false;
    }
    let mut answer = [0; 1_024];
    let read = server.read(&mut answer).await;
    assert!(matches!(read, Ok(count) if count > 0), "the server answers a commit: {read:?}");
    shared.lost.fetch_add(1, Ordering::SeqCst);
    if manner == Manner::LoseAll {
        shared.set(Manner::Shut);
        shared.cuts.send_modify(|cuts| *cuts += 1);
    }
    true
}
