//! How much, how long.

use serde::Deserialize;

/// The `[limits]` section.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// An unfinished concern is wiped after this many seconds without a step.
    pub draft_idle_seconds: u32,
    /// A member of staff is signed out after this many seconds without a step.
    pub staff_idle_seconds: u32,
    /// Phrases stretched at the same time.
    pub phrase_hashing: usize,
    /// Passwords stretched at the same time.
    pub password_hashing: usize,
    /// Under how many practitioners who could have sent it a report is not offered the mark of one.
    pub fewest_practitioners: u32,
    /// Writes that may wait for the database.
    pub write_queue: usize,
    /// Connections to the database.
    pub connections: u32,
}

impl Limits {
    /// What is wrong, as sentences.
    pub fn faults(&self) -> Vec<String> {
        let times = [
            ("draft_idle_seconds", self.draft_idle_seconds),
            ("staff_idle_seconds", self.staff_idle_seconds),
        ];
        let too_short = times.iter().filter(|(_, seconds)| *seconds < 60);
        let counts = [
            ("phrase_hashing", self.phrase_hashing),
            ("password_hashing", self.password_hashing),
            ("write_queue", self.write_queue),
            ("connections", usize::try_from(self.connections).unwrap_or(usize::MAX)),
        ];
        let none = counts.iter().filter(|(_, count)| *count == 0);
        let too_short =
            too_short.map(|(key, _)| format!("limits.{key} must be at least 60: nobody could finish."));
        let none = none.map(|(key, _)| format!("limits.{key} must be at least 1."));
        let alone = (self.fewest_practitioners < 2).then(|| {
            "limits.fewest_practitioners must be at least 2: a mark that only one person can have names them.".into()
        });
        too_short.chain(none).chain(alone).collect()
    }
}
