//! Many clients at once, and what they and the server took.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::deployment::Deployment;
use crate::process::Server;

/// What a number of operations took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) count: u32,
    pub(crate) wall: Duration,
    /// Of the server.
    pub(crate) cpu: Duration,
    /// Of PostgreSQL.
    pub(crate) database_cpu: Duration,
    sorted: Vec<Duration>,
}

impl Figures {
    /// Lets `clients` take pieces of work, one after another, each with a connection of its own.
    pub(crate) fn of<W: Sync>(
        deployment: &Deployment,
        server: &Server,
        clients: usize,
        work: &[W],
        each: impl Fn(&mut Client, &W) + Sync,
    ) -> Self {
        let mut connected: Vec<Client> = (0..clients).map(|_| server.client()).collect();
        let next = AtomicUsize::new(0);
        let before = (server.cpu(), deployment.database_cpu());
        let begin = Instant::now();
        let mut sorted: Vec<Duration> = thread::scope(|scope| {
            let hand = |client| scope.spawn(|| takes(client, work, &next, &each));
            let hands: Vec<_> = connected.iter_mut().map(hand).collect();
            hands.into_iter().flat_map(|hand| hand.join().expect("a client")).collect()
        });
        let wall = begin.elapsed();
        let (cpu, database_cpu) =
            (server.cpu().saturating_sub(before.0), deployment.database_cpu().saturating_sub(before.1));
        sorted.sort();
        Self { count: u32::try_from(work.len()).expect("a count"), wall, cpu, database_cpu, sorted }
    }

    /// Operations per second.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(self.count) / self.wall.as_secs_f64()
    }

    /// Milliseconds of the server's processor per operation.
    pub(crate) fn cpu_each(&self) -> f64 {
        milliseconds(self.cpu) / f64::from(self.count)
    }

    /// Milliseconds of PostgreSQL's processors per operation.
    pub(crate) fn database_each(&self) -> f64 {
        milliseconds(self.database_cpu) / f64::from(self.count)
    }

    /// The time within which this share of operations was done, milliseconds.
    pub(crate) fn within(&self, percent: usize) -> f64 {
        let place = (self.sorted.len() * percent).div_ceil(100).max(1) - 1;
        milliseconds(self.sorted.get(place).copied().unwrap_or_default())
    }
}

fn takes<W>(
    client: &mut Client,
    work: &[W],
    next: &AtomicUsize,
    each: &(impl Fn(&mut Client, &W) + Sync),
) -> Vec<Duration> {
    let mut times = Vec::new();
    while let Some(piece) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
        let begin = Instant::now();
        each(client, piece);
        times.push(begin.elapsed());
    }
    times
}

/// A time in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
