//! The disk is full, or files cannot be written.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{ENGINES, STORY, again, is_calm, keeps};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who, answer, file, open_case, text_file};
use crate::support::process::Launch;

/// A file system of a few megabytes at a folder. It goes away with the value.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn at(folder: &str) -> Self {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=12m,mode=0700", "candour-test", folder])
            .output()
            .expect("run mount");
        let said = String::from_utf8_lossy(&mounted.stderr);
        assert!(mounted.status.success(), "this test mounts a small disk, so it must run as root: {said}");
        Self(folder.into())
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut filler = File::create(self.0.join("filler")).expect("make a file");
        for size in [65_536, 4_096, 1] {
            while filler.write(&vec![b'x'; size]).is_ok_and(|written| written > 0) {}
        }
    }

    /// Makes room again.
    fn clear(&self) {
        fs::remove_file(self.0.join("filler")).expect("remove the file");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the server may still be ending.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let launch = Launch::new();
    let disk = SmallDisk::at(&launch.data());
    let mut deployment = Deployment::on("", launch, &[]).await;
    let content = "Written while there was room. ".repeat(300);
    let earlier = file(deployment.visitor(), &[("story", STORY)], &[text_file("early.txt", &content)]).await;
    let (mut newcomer, mut sender) = (deployment.visitor(), deployment.visitor());
    let first = newcomer.open("/step/1").await;
    let check = answer(&mut sender, &[("story", STORY)], &[]).await;
    disk.fill();
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
    disk.clear();
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
