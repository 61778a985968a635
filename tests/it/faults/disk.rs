//! The disk is full, or files cannot be written.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{ENGINES, STORY, again, is_calm, keeps};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who, answer, file, open_case, text_file};
use crate::support::process::{Candour, Launch};

/// A disk that can be full.
enum Disk {
    /// A file system of a few megabytes at the data folder. It goes away with the value.
    Small(PathBuf),
    /// Where nothing may be mounted (in most containers): a limit on the size of files, which the system sets
    /// on the running server. Writing fails with another error number, and at the same places.
    Limited,
}

impl Disk {
    fn at(folder: &str) -> Self {
        let arguments = ["-t", "tmpfs", "-o", "size=12m,mode=0700", "candour-test", folder];
        match Command::new("mount").args(arguments).output() {
            Ok(mounted) if mounted.status.success() => Self::Small(folder.into()),
            _ => Self::Limited,
        }
    }

    /// Leaves no room for another byte.
    fn fill(&self, server: &Candour) {
        let Self::Small(folder) = self else { return limit(server, "4096") };
        let mut filler = File::create(folder.join("filler")).expect("make a file");
        for size in [65_536, 4_096, 1] {
            while filler.write(&vec![b'x'; size]).is_ok_and(|written| written > 0) {}
        }
    }

    /// Makes room again.
    fn clear(&self, server: &Candour) {
        let Self::Small(folder) = self else { return limit(server, "unlimited") };
        fs::remove_file(folder.join("filler")).expect("remove the file");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Self::Small(folder) = self {
            // Lazily: the server may still be ending.
            let _ = Command::new("umount").arg("-l").arg(folder).status();
        }
    }
}

/// Sets how large a file may grow: the soft limit, which can be raised again.
fn limit(server: &Candour, bytes: &str) {
    let (pid, limit) = (server.pid().to_string(), format!("--fsize={bytes}:"));
    let status = Command::new("prlimit").args(["--pid", &pid, &limit]).status().expect("run prlimit");
    assert!(status.success(), "prlimit {limit}");
}

/// `candour` that is told of a file that may not grow, instead of being killed for it.
fn launch() -> Launch {
    let command = "trap '' XFSZ; exec \"$@\"";
    Launch::of("sh").args(&["-c", command, "sh", env!("CARGO_BIN_EXE_candour")])
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let launch = launch();
    let disk = Disk::at(&launch.data());
    let mut deployment = Deployment::on("", launch, &[]).await;
    let content = "Written while there was room. ".repeat(300);
    let earlier = file(deployment.visitor(), &[("story", STORY)], &[text_file("early.txt", &content)]).await;
    let (mut newcomer, mut sender) = (deployment.visitor(), deployment.visitor());
    let first = newcomer.open("/step/1").await;
    let check = answer(&mut sender, &[("story", STORY)], &[]).await;
    disk.fill(deployment.server());
    let mut kept = None;
    // The log of the database has a little room inside: what still fits is stored, and acknowledged.
    for _ in 0..200 {
        let page = newcomer.submit_to(&first, "/step/1", &[("story", STORY)]).await;
        if page.status != 200 {
            keeps(&page, STORY);
            kept = Some(page);
            break;
        }
        newcomer.cookies.clear();
    }
    let kept = kept.expect("the disk is full");
    is_calm(&sender.submit_to(&check, "/check", &[]).await);
    let mut officer = deployment.visitor();
    assert_eq!(officer.open("/").await.status, 200);
    disk.clear(deployment.server());
    let page = again(&mut newcomer, &kept).await;
    assert_eq!(page.url.path(), "/step/2", "{}", page.describe());
    let sent = sender.submit_to(&check, "/check", &[]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    assert_eq!(deployment.database.count("case_record"), 2);
    deployment.sign_in_as(Who::Officer, &mut officer).await;
    let page = open_case(&mut officer, &deployment.case(&earlier.reference)).await;
    assert!(page.text().contains(STORY), "{}", page.describe());
    let link = page.attribute("a[href$='/original']", "href").remove(0);
    assert_eq!(officer.get(&link).await.body, content.as_bytes());
    deployment.stop();
}

#[tokio::test]
async fn a_log_that_cannot_be_written_stops_nothing() {
    let command = "exec \"$@\" 2>/dev/full";
    let launch = Launch::of("sh").args(&["-c", command, "sh", env!("CARGO_BIN_EXE_candour")]);
    let deployment = Deployment::on("", launch, &[("CANDOUR__LOG__LEVEL", "debug")]).await;
    let filed = file(deployment.visitor(), &[("story", STORY)], &[]).await;
    assert!(!deployment.case(&filed.reference).is_empty());
    assert_eq!(deployment.visitor().get("/staff").await.status, 303);
}

#[tokio::test]
async fn a_file_that_finds_no_room_is_said_to_be_lost_and_the_rest_is_kept() {
    for engine in ENGINES {
        let mut deployment = Deployment::new(engine).await;
        let mut reporter = deployment.visitor();
        answer(&mut reporter, &[("story", STORY)], &[]).await;
        let folder = deployment.server().folder().join("data/files/files");
        let (page, note) = (reporter.open("/step/17").await, text_file("note.txt", "A note"));
        block(&folder);
        let refused = reporter.upload(&page, "/step/17", &[], &[note]).await;
        is_calm(&refused);
        unblock(&folder);
        let page = reporter.upload(&page, "/step/17", &[], &[note]).await;
        assert_eq!(page.url.path(), "/check", "{}", page.describe());
        assert!(page.text().contains(STORY) && page.text().contains("note.txt"), "{}", page.describe());
        let sent = reporter.submit_to(&page, "/check", &[]).await;
        let reference = sent.select(".govuk-panel strong").remove(0);
        staff_meet_the_same(&mut deployment, engine, &reference, &folder).await;
    }
}

/// A folder of files that cannot be reached is a fault that passes, not a seal that is broken.
async fn staff_meet_the_same(deployment: &mut Deployment, engine: Engine, reference: &str, folder: &Path) {
    let mut officer: Visitor = deployment.sign_in(Who::Officer).await;
    let page = open_case(&mut officer, &deployment.case(reference)).await;
    let link = page.attribute("a[href$='/original']", "href").remove(0);
    assert_eq!(officer.get(&link).await.body, b"A note", "{engine:?}");
    assert_eq!(deployment.broken_seals(), 0);
    assert!(folder.is_dir());
}

/// Puts a file where the folder was: nothing can be written there, not even by root.
fn block(folder: &Path) {
    fs::rename(folder, folder.with_extension("away")).expect("move the folder away");
    fs::write(folder, "in the way").expect("put a file there");
}

fn unblock(folder: &Path) {
    fs::remove_file(folder).expect("take the file away");
    fs::rename(folder.with_extension("away"), folder).expect("put the folder back");
}
