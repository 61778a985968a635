//! Runs a script of `tests/node` in real Chromium and fails with what it printed.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::process::Candour;

/// Runs `tests/node/NAME.mjs` against a running server and fails, with all it printed, unless it ends with 0.
/// `facts` reach the script as `facts` of `kit.mjs`.
pub(crate) fn journey(name: &str, server: &Candour, facts: &Value) {
    run(
        name,
        &[("BASE_URL", &server.public), ("STAFF_URL", &server.staff), ("CANDOUR_FACTS", &facts.to_string())],
    );
}

/// Runs `tests/node/NAME.mjs` with these variables and fails, with all it printed, unless it ends with 0.
pub(crate) fn run(name: &str, variables: &[(&str, &str)]) {
    let home = super::folder("home");
    let mut command = Command::new("node");
    command.arg(super::node_folder().join(format!("{name}.mjs"))).envs(variables.iter().copied());
    // The browser's own files stay out of the home of whoever runs the tests.
    command.env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path()).env("XDG_CACHE_HOME", home.path());
    command.env("CANDOUR_HELD", "1").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("start node");
    // Held until the script ends: when this process dies, the script sees its input close and ends as well.
    let held = child.stdin.take();
    let output = child.wait_with_output().expect("wait for the script");
    drop(held);
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}.mjs: {}\n{said}\n{complained}", output.status);
    println!("{said}");
}
