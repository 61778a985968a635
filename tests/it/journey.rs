//! People at a browser, from the start page to the end: each script of `tests/node` that is named here walks
//! through a demonstration of its own in real Chromium.

use std::fs;
use std::net::TcpListener;

use serde_json::Value;

use crate::support::browser;
use crate::support::database::Database;
use crate::support::process::{Candour, Launch};

#[test]
fn a_reporter_tells_and_comes_back() {
    walk("reporter");
}

#[test]
fn a_practitioner_tells_what_work_has_shown() {
    walk("practitioner");
}

#[test]
fn a_practitioner_reports_in_their_name_and_reads_the_reply() {
    walk("agency-report");
}

#[test]
fn people_of_agencies_find_what_they_need() {
    walk("workspace");
}

#[test]
fn an_agency_applies_and_is_looked_at() {
    walk("application");
}

#[test]
fn the_desk_reads_answers_and_passes_on() {
    walk("desk");
}

#[test]
fn the_engagement_officer_keeps_the_register() {
    walk("officer");
}

#[test]
fn the_engagement_officer_keeps_the_ledger() {
    walk("ledger");
}

#[test]
fn the_engagement_officer_needs_no_mouse() {
    walk("keyboard");
}

#[test]
fn the_engagement_side_can_be_handed_on_paper() {
    walk("paper");
}

#[test]
fn leaving_is_quick_and_leaves_nothing() {
    walk("leave");
}

#[test]
fn passkeys_open_what_passwords_open() {
    let launch = Launch::new();
    let (server, mut facts) = demonstration(&launch);
    facts["mail"] = format!("{}/mail", launch.data()).into();
    browser::journey("passkey", &server, &facts);
}

#[test]
fn every_page_is_light_and_can_be_used_by_everybody() {
    walk("pages");
}

#[test]
fn pages_of_trouble_can_be_used_by_everybody() {
    let launch = Launch::new();
    let (server, mut facts) = demonstration(&launch);
    facts["enrol"] = invited(&launch, &server).into();
    let database = Database::Sqlite(launch.folder().join("data/candour.db"));
    database.run("UPDATE concern SET answers = zeroblob(1000)");
    database.run("ALTER TABLE visit RENAME TO visit_gone");
    browser::journey("trouble", &server, &facts);
}

/// The path of the link that somebody new is sent.
fn invited(launch: &Launch, server: &Candour) -> String {
    let settings = launch
        .clone()
        .env("CANDOUR__DATA__FOLDER", &launch.data())
        .env("CANDOUR__SITE__PUBLIC_ORIGIN", &server.public)
        .env("CANDOUR__SITE__STAFF_ORIGIN", &server.staff);
    let said = settings
        .with_args(&["staff", "add", "--name=Petra Lowe", "--email=p.lowe@psd.example", "--role=triage"])
        .run();
    let link = said.stdout.find("/staff/enrol/").and_then(|at| said.stdout.get(at..));
    link.unwrap_or_else(|| panic!("no link: {said:?}")).trim_end().to_owned()
}

/// Runs a script against a new demonstration; its accounts are the script's facts.
fn walk(script: &str) {
    let launch = Launch::new();
    let (server, facts) = demonstration(&launch);
    browser::journey(script, &server, &facts);
}

fn demonstration(launch: &Launch) -> (Candour, Value) {
    let (data, address) = (launch.data(), free_address());
    let server =
        launch.with_args(&["demo", "--profile", "small", "--folder", &data, "--address", &address]).start();
    let accounts = fs::read(format!("{data}/demo-accounts.json")).expect("the accounts");
    (server, serde_json::from_slice(&accounts).expect("JSON"))
}

/// An address that nobody listens at. A demonstration must know its own before it starts.
fn free_address() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("listen");
    listener.local_addr().expect("an address").to_string()
}
