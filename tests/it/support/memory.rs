//! The memory of a process as whoever controls its machine reads it: every byte that it can write to.

use std::fs::{self, File};
use std::ops::Range;
use std::os::unix::fs::FileExt;

/// How much is read at a time.
const PIECE: u32 = 1024 * 1024;
/// What is read twice, so that nothing is missed for lying across two pieces.
const SEAM: u32 = 4096;

/// A piece of memory that holds something.
pub(crate) struct Piece {
    /// What the system calls where it lies, such as `[heap]`; empty for most.
    pub(crate) place: String,
    /// Where it begins.
    pub(crate) start: u64,
    pub(crate) bytes: Vec<u8>,
}

/// Looks at all that a process has in memory, piece by piece. Nothing is stopped meanwhile.
pub(crate) fn pieces(pid: u32) -> impl Iterator<Item = Piece> {
    let memory = File::open(format!("/proc/{pid}/mem")).expect("read the memory of a process of ours");
    let regions = regions(pid).into_iter();
    let pieces = regions.flat_map(|(place, region)| {
        let starts = (0..).map(move |number| region.start + u64::from(PIECE) * number);
        let starts = starts.take_while(move |start| *start < region.end);
        starts.map(move |start| (place.clone(), start..(start + u64::from(PIECE + SEAM)).min(region.end)))
    });
    pieces.filter_map(move |(place, range)| {
        let mut bytes = vec![0; usize::try_from(range.end - range.start).expect("a piece")];
        let mut read = 0;
        // A region may have become smaller since.
        while let Ok(more @ 1..) = memory.read_at(&mut bytes[read..], range.start + read as u64) {
            read += more;
        }
        bytes.truncate(read);
        bytes.iter().any(|byte| *byte != 0).then_some(Piece { place, start: range.start, bytes })
    })
}

/// What can be written to: in the rest stands the program alone.
fn regions(pid: u32) -> Vec<(String, Range<u64>)> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).expect("read the list of its memory");
    let region = |line: &str| {
        let mut fields = line.split_whitespace();
        let (range, rights) = (fields.next()?, fields.next()?);
        let (start, end) = range.split_once('-')?;
        let address = |text| u64::from_str_radix(text, 16).ok();
        let place = fields.nth(3).unwrap_or_default().to_owned();
        rights.starts_with("rw").then_some((place, address(start)?..address(end)?))
    };
    maps.lines().filter_map(region).collect()
}
