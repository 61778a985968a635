//! What the figures were measured on.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

/// Cores, processor, how long a small write takes to be durable, and how busy the machine is.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let model = model.trim_start_matches([' ', '\t', ':']);
    let sync = sync().as_micros();
    format!("{cores} cores ({model}), fdatasync of 4 KiB {sync} µs (median), {}", busy())
}

/// The load averages.
pub(crate) fn busy() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    format!("load {}", load.join(" "))
}

fn sync() -> Duration {
    let folder = crate::folder("sync");
    let mut file = File::create(folder.path().join("file")).expect("make a file");
    file.write_all(&vec![0; 64 * 4096]).and_then(|()| file.sync_all()).expect("write");
    let mut times: Vec<Duration> = (0..200_u8).map(|round| once(&file, round)).collect();
    times.sort();
    times[times.len() / 2]
}

fn once(file: &File, round: u8) -> Duration {
    let begin = Instant::now();
    file.write_all_at(&[round; 4096], u64::from(round % 64) * 4096)
        .and_then(|()| file.sync_data())
        .expect("write");
    begin.elapsed()
}
