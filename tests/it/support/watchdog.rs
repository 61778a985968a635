//! Ends what a test started, also when the test itself is killed.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// A shell that waits for the end of its standard input, which this process holds open, and then runs a
/// script. The kernel closes the pipe however this process ends, so nothing started by a test outlives it.
pub(crate) struct Watchdog(Child);

impl Watchdog {
    /// Runs `script` with `arguments` (`$1`, `$2`, …), as `account` if one is given, when this process ends.
    pub(crate) fn new(script: &str, arguments: &[&str], account: Option<(u32, u32)>) -> Self {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("cat >/dev/null\n{script}")).arg("watchdog").args(arguments);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own, so that Ctrl-C at the terminal does not end the watchdog before its work.
        shell.current_dir("/").process_group(0);
        if let Some((user, group)) = account {
            shell.uid(user).gid(group);
        }
        Self(shell.spawn().expect("start sh"))
    }

    /// Kills process `pid` when this process ends.
    pub(crate) fn over(pid: u32) -> Self {
        Self::new("kill -KILL \"$1\"", &[&pid.to_string()], None)
    }

    /// Runs the script now and waits for it.
    pub(crate) fn act(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

impl Drop for Watchdog {
    /// Calls the watchdog off: its owner has cleared up in order.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
