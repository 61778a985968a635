//! How fast, how small, how lean: measures the release server from outside and prints Markdown tables.
//!
//! `cargo bench --bench load` measures everything on both engines. Words after `--` choose: `sqlite`,
//! `postgres`, `pages`, `memory`, `submits`, `journeys`, `staff`, `tokens`, `passkeys`, `attempts`,
//! `agencies`, `batches`. The variable `CANDOUR_PROGRAM` names another executable to measure.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot go on stops and says where"
)]

mod agencies;
mod app;
mod attempts;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../it/support/authenticator.rs"]
mod authenticator;
mod batch;
#[path = "../it/support/blinding.rs"]
mod blinding;
mod client;
mod deployment;
mod door;
mod figures;
mod inbox;
mod journey;
mod machine;
mod memory;
mod page;
mod passkey;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../it/support/postgres.rs"]
mod postgres;
mod process;
mod register;
mod report;
mod staff;
mod submit;
mod table;
mod token;
mod verdict;
#[path = "../it/support/watchdog.rs"]
mod watchdog;

use std::time::Duration;

use deployment::{Deployment, Engine};
use postgres::Postgres;
use report::Report;

/// How many clients ask at the same time.
const CLIENTS: [usize; 3] = [1, 8, 32];

/// What can be chosen.
const SECTIONS: [&str; 10] = [
    "pages", "memory", "submits", "journeys", "staff", "tokens", "passkeys", "attempts", "agencies",
    "batches",
];

fn main() {
    // Cargo adds flags of its own; what is left are the words that choose.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |word: &str| words.iter().any(|given| given == word);
    let engine = |name: &str| wanted(name) || !(wanted("sqlite") || wanted("postgres"));
    let section = |name: &str| wanted(name) || !SECTIONS.iter().any(|other| wanted(other));
    let mut report = Report::default();
    report.machine();
    if engine("sqlite") {
        let deployment = Deployment::new(Engine::Sqlite);
        if section("pages") {
            page::measure(&deployment, &mut report);
        }
        measure(&deployment, &section, &mut report);
        if section("agencies") {
            agencies::measure(&Deployment::new(Engine::Sqlite), &mut report);
        }
        if section("batches") {
            batch::measure(&Deployment::new(Engine::Sqlite), &mut report);
        }
    }
    if engine("postgres") {
        let cluster = Postgres::private();
        let deployment = Deployment::new(Engine::Postgres(cluster.new_database()));
        measure(&deployment, &section, &mut report);
        if section("agencies") {
            agencies::measure(&Deployment::new(Engine::Postgres(cluster.new_database())), &mut report);
        }
        if section("batches") {
            batch::measure(&Deployment::new(Engine::Postgres(cluster.new_database())), &mut report);
        }
    }
    verdict::tell(&mut report);
    report.print();
}

fn measure(deployment: &Deployment, wanted: &dyn Fn(&str) -> bool, report: &mut Report) {
    if wanted("memory") {
        memory::start(deployment, report);
        memory::uploads(deployment, report);
    }
    if wanted("submits") {
        submit::measure(deployment, report);
    }
    if wanted("journeys") {
        journey::measure(deployment, report);
    }
    if wanted("staff") {
        staff::measure(deployment, report);
    }
    if wanted("tokens") {
        token::measure(deployment, report);
    }
    if wanted("passkeys") {
        passkey::measure(deployment, report);
    }
    if wanted("attempts") {
        attempts::measure(deployment, report);
    }
}

/// A folder that goes away with the value. Its path is short: a Unix socket's path may be 107 bytes at most.
fn folder(purpose: &str) -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix(&format!("candour-{purpose}-"))
        .tempdir()
        .expect("make a temporary folder")
}

/// Waits.
fn wait(time: Duration) {
    let (held, never) = std::sync::mpsc::channel::<()>();
    let _ = never.recv_timeout(time);
    drop(held);
}
