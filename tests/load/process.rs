//! The server's process: started, watched through `/proc`, and ended with this one.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::watchdog::Watchdog;

/// A running `candour serve`.
pub(crate) struct Server {
    child: Child,
    _watchdog: Watchdog,
    /// Where it answers.
    pub(crate) address: SocketAddr,
    /// From the start of the process to the first page.
    pub(crate) cold_start: Duration,
}

impl Server {
    /// Starts a command that serves, and waits for its first page.
    pub(crate) fn start(mut command: Command) -> Self {
        let begin = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("start candour");
        let watchdog = Watchdog::over(child.id());
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let told = line.trim().strip_prefix("listening ").and_then(|list| list.split(' ').next());
        let told = told.map(|told| told.trim_start_matches("public=http://"));
        let address = told
            .and_then(|told| told.parse().ok())
            .unwrap_or_else(|| panic!("candour did not start: {line:?}"));
        Client::new(address).get("/").expect(200);
        Self { child, _watchdog: watchdog, address, cold_start: begin.elapsed() }
    }

    /// A new connection.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Processor time used so far.
    pub(crate) fn cpu(&self) -> Duration {
        cpu(&stat(self.child.id()), false)
    }

    /// Memory in use, KiB: now, and the most since [`Server::forget_peak`].
    pub(crate) fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("read /proc");
        let value = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of /proc");
            line.trim().trim_end_matches(" kB").parse().expect("a number")
        };
        (value("VmRSS:"), value("VmHWM:"))
    }

    /// Begins to look for the most memory anew.
    pub(crate) fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").expect("reset the peak");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a PostgreSQL server, ended backends included, by its data folder.
pub(crate) fn postgres_cpu(data: &Path) -> Duration {
    let pid_file = fs::read_to_string(data.join("postmaster.pid")).expect("read postmaster.pid");
    let parent: u32 =
        pid_file.lines().next().and_then(|line| line.trim().parse().ok()).expect("a process id");
    let is_child = |stat: &&Vec<String>| stat.get(1).is_some_and(|field| *field == parent.to_string());
    let others: Duration = processes().iter().filter(is_child).map(|stat| cpu(stat, false)).sum();
    cpu(&stat(parent), true) + others
}

fn processes() -> Vec<Vec<String>> {
    let entries = fs::read_dir("/proc").expect("read /proc").flatten();
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    // A process may end while it is looked at.
    numbers.filter_map(|pid| fs::read_to_string(stat_file(pid)).ok()).map(|text| fields(&text)).collect()
}

fn stat(pid: u32) -> Vec<String> {
    fields(&fs::read_to_string(stat_file(pid)).expect("read /proc"))
}

fn stat_file(pid: u32) -> PathBuf {
    format!("/proc/{pid}/stat").into()
}

/// What follows the name, which may hold anything.
fn fields(stat: &str) -> Vec<String> {
    let (_, rest) = stat.rsplit_once(") ").unwrap_or_default();
    rest.split(' ').map(str::to_owned).collect()
}

/// proc(5): fields 14 and 15 are user and system time; 16 and 17 those of children that have ended. A tick is
/// 10 ms.
fn cpu(stat: &[String], with_children: bool) -> Duration {
    let wanted = if with_children { 11..15 } else { 11..13 };
    let ticks = stat.get(wanted).into_iter().flatten().map(|field| field.parse::<u64>().unwrap_or(0));
    Duration::from_millis(ticks.sum::<u64>() * 10)
}
