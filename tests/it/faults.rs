//! What others do wrong: a mail server that is down, a database that is locked or gone, a disk that is full.
//! People get a calm page that keeps what they wrote where it can, nothing that was acknowledged is lost, and
//! all works again when the fault is over, without a restart.

mod disk;
mod letters;
mod outage;

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;

/// Long enough to be shown for copying, not only carried along.
const STORY: &str = "It began when he came to the house about the burglary. Since then he writes to me every night, \
    and last week he waited outside the place where I work. I do not know whom to tell.";

/// The page is calm: it says that it is not the visitor's fault or that others are busy, and nothing of the
/// machinery.
fn is_calm(page: &Page) {
    assert_eq!(page.status, 503, "{}", page.describe());
    assert_eq!(page.header("retry-after"), "5", "{}", page.describe());
    let text = page.text();
    assert!(text.contains("Try again"), "{}", page.describe());
    for word in ["sqlite", "postgres", "database", "locked", "disk", "error", "panic"] {
        assert!(!text.to_lowercase().contains(word), "{word}: {}", page.describe());
    }
}

/// The page is calm and holds what was typed, to be copied or sent again.
fn keeps(page: &Page, typed: &str) {
    is_calm(page);
    assert_eq!(page.select("main textarea"), [typed], "{}", page.describe());
}

/// Presses “Try again” on a page that kept what was typed.
async fn again(visitor: &mut Visitor, page: &Page) -> Page {
    visitor.submit(page, &[]).await
}

/// All files below a folder, by their paths.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("read a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.to_string_lossy().into_owned());
        }
    }
    found
}
